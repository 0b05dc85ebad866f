"""The list of agreements: what its filters mean, on the page, in the API and in exports alike."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from partnerships.models import Agreement, Obligation
from tests.factories.accounts import make_member, make_organisation
from tests.factories.partnerships import make_agreement, make_agreement_in_force, make_lived_agreement

pytestmark = pytest.mark.usefixtures("the_day")
PAGE = reverse("partnerships:agreement-list")


def listed(member, **query) -> set[str]:
    """Titles on the page; the API has to say the same."""
    names = set(Agreement.objects.values_list("title", flat=True))
    page = " ".join(re.sub(r"<[^>]+>", " ", member.client.get(PAGE, query).content.decode()).split())
    client = APIClient()
    client.force_login(member.user)
    answer = client.get("/api/v1/agreements/", query).json()
    titles = {row["title"] for row in answer["results"]}
    assert {name for name in names if name in page} == titles
    return titles


@pytest.fixture
def three(administrator, liaison):
    lived = make_lived_agreement(administrator.organisation, liaison.organisation)
    Agreement.objects.filter(pk=lived.pk).update(title="Alpha", mode="order_class", ends_on=date(2027, 6, 30))
    make_agreement_in_force(administrator.organisation, title="Beta", ends_on=date(2028, 6, 30))
    make_agreement(administrator.organisation, title="Gamma", kind="talent")


def test_mode_end_origin_and_what_is_open(three, administrator):
    assert listed(administrator) == {"Alpha", "Beta", "Gamma"}
    assert listed(administrator, mode="order_class") == {"Alpha"}
    assert listed(administrator, ends_before="2027-06-30") == set()
    assert listed(administrator, ends_before="2027-07-01") == {"Alpha"}
    assert listed(administrator, has_open_obligations="on") == {"Alpha"}
    assert listed(administrator, origin="imported") == set()
    assert listed(administrator, kind="talent") == {"Gamma"}
    Obligation.objects.update(state="accepted")
    assert listed(administrator, has_open_obligations="on") == set()


def test_the_region_of_the_college_holds_what_lies_below(three, reviewer):
    make_agreement_in_force(make_organisation("college", region="330100"), title="Delta")
    nation = make_member("reviewer", region=None)
    assert listed(reviewer, region="340000") == {"Alpha", "Beta"}
    assert listed(reviewer, region="340200") == {"Alpha", "Beta"}
    assert listed(reviewer, region="340100") == set()
    assert listed(nation, region="330000") == {"Delta"}


def test_the_region_is_asked_where_there_are_several(three, administrator, reviewer):
    assert 'name="region"' not in administrator.client.get(PAGE).content.decode()
    assert 'name="region"' in reviewer.client.get(PAGE).content.decode()


def test_an_export_holds_exactly_what_is_filtered(three, administrator):
    answer = administrator.client.get(PAGE, {"export": "csv", "mode": "order_class", "sort": "title"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["Agreement"], row["Mode"], row["Origin"]) == ("Alpha", "Order class", "Made here")
    assert row["Signed on"] == "2026-11-20"


def test_the_list_is_sorted_by_its_columns(three, administrator):
    page = administrator.client.get(PAGE, {"sort": "-title"}).content.decode()
    assert page.index("Gamma") < page.index("Beta") < page.index("Alpha")


@pytest.mark.parametrize("name", ["administrator", "liaison", "reviewer"])
def test_queries_do_not_grow_with_rows(three, request, name, django_assert_num_queries):
    member, administrator, liaison = (request.getfixturevalue(each) for each in (name, "administrator", "liaison"))
    member.client.get(PAGE)
    with CaptureQueriesContext(connection) as before:
        member.client.get(PAGE)
    for number in range(3):
        make_agreement_in_force(administrator.organisation, liaison.organisation, title=f"More {number}")
    with django_assert_num_queries(len(before)):
        member.client.get(PAGE)
