"""Yearly facts and posts: recorded, corrected, struck; seen by one's own people alone, wherever one looks."""

from decimal import Decimal

import pytest

from enterprises.models import EnterprisePost, EnterpriseYear
from enterprises.services import PostNameless, PostStruck, YearAhead, record_enterprise_post, strike_enterprise_post
from ledger.models import Entry, Payload
from tests.factories.accounts import TODAY

pytestmark = pytest.mark.django_db


def post_of(member, **changes) -> EnterprisePost:
    facts = {"year": 2025, "post": "Fitter", "staff_count": 40, "monthly_wage": Decimal("5432.10")} | changes
    return record_enterprise_post(actor=member.actor, enterprise=member.organisation.enterprise, on=TODAY, **facts)


def test_a_post_recorded_again_supersedes(liaison):
    post_of(liaison)
    post_of(liaison, post=" Fitter ", staff_count=41)
    assert [row.staff_count for row in EnterprisePost.objects.current()] == [41]
    assert EnterprisePost.objects.count() == 2


def test_a_post_is_struck_once(liaison):
    row = post_of(liaison)
    strike_enterprise_post(actor=liaison.actor, post=row)
    assert not EnterprisePost.objects.current().exists()
    with pytest.raises(PostStruck):
        strike_enterprise_post(actor=liaison.actor, post=row)


def test_a_post_has_a_name_and_a_year_that_has_begun(liaison):
    with pytest.raises(PostNameless):
        post_of(liaison, post="  ")
    with pytest.raises(YearAhead):
        post_of(liaison, year=TODAY.year + 1)


def test_the_ledger_holds_no_figures(liaison):
    post_of(liaison)
    entry = Entry.objects.get(action="enterprise_post.recorded")
    assert "5432" not in str(Payload.objects.get(entry=entry).document)


def test_history_shows_what_was_corrected(liaison, the_day):
    for staff in ("4321", "4322"):
        sent = {"year": "2025", "staff_count": staff, "lowest_grade_pay": "3210.00"}
        assert liaison.client.post("/enterprise-years/record/", sent).status_code == 302
    page = liaison.client.get("/enterprise-years/2025/").content.decode()
    assert "4,321" in page
    assert "4,322" in page
    form = liaison.client.get("/enterprise-years/record/?year=2025").content.decode()
    assert 'value="4322"' in form


@pytest.mark.parametrize("person", ["other_liaison", "administrator", "reviewer", "operator"])
def test_nobody_else_sees_them_anywhere(request, liaison, person, the_day):
    liaison.client.post("/enterprise-years/record/", {"year": "2025", "staff_count": "4321", "revenue": "7654321.09"})
    liaison.client.post(
        "/enterprise-posts/record/", {"year": "2025", "post": "Secretfitter", "staff_count": "4321", "monthly_wage": ""}
    )
    year, post = EnterpriseYear.objects.get(), EnterprisePost.objects.get()
    paths = (
        f"/enterprises/{liaison.organisation.public_id}/",
        "/enterprise-years/?export=csv",
        "/enterprise-posts/?q=Secretfitter&export=csv",
        "/enterprise-years/2025/",
        "/enterprises/?export=csv",
        "/api/v1/enterprise-years/",
        "/api/v1/enterprise-posts/?q=Secretfitter",
        f"/api/v1/enterprises/{liaison.organisation.public_id}/",
        f"/api/v1/enterprise-years/{year.pk}/",
        f"/api/v1/enterprise-posts/{post.pk}/",
    )
    client = request.getfixturevalue(person).client
    for path in paths:
        said = client.get(path).getvalue().decode()
        for secret in ("4,321", "4321", "7654321", "7,654,321"):
            assert secret not in said, path
    assert "Secretfitter" in liaison.client.get("/enterprise-posts/?export=csv").getvalue().decode()
    assert "7654321.09" in liaison.client.get("/enterprise-years/?export=csv").getvalue().decode()


def test_my_enterprise_says_what_is_missing_for_the_size_class(liaison, administrator):
    page = liaison.client.get("/enterprises/mine/").content.decode()
    assert "an industry" in page
    assert administrator.client.get("/enterprises/mine/").status_code == 403
