"""What came of an agreement, on its pages, on home and in the list, for both sides."""

import re

import pytest
from django.urls import reverse

from accounts.home import todos
from institutions.models import TrainingBase
from partnerships.models import AgreementBase, Contribution, Obligation, RiskReview
from tests.factories.accounts import TODAY
from tests.factories.institutions import make_base
from tests.factories.partnerships import make_agreement_in_force, make_lived_agreement

pytestmark = pytest.mark.usefixtures("the_day")


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def agreement(administrator, liaison):
    return make_lived_agreement(administrator.organisation, liaison.organisation)


def test_each_side_sees_what_it_can_do(agreement, administrator, liaison, mentor):
    page = url("agreement-progress", agreement.pk)
    college, enterprise = administrator.client.get(page), liaison.client.get(page)
    assert "2 things wait for your answer" in text(college)
    assert "Report it delivered" not in text(college)
    assert "Report it delivered" in text(enterprise)
    assert "Report it done" in text(enterprise)
    assert "Answer" not in text(mentor.client.get(page))


def test_home_says_what_waits_for_whom(agreement, administrator, liaison, mentor):
    def waits(member) -> set[str]:
        return {todo.title for todo in todos(member.actor, TODAY) if not todo.title.startswith(("Finish", "Record"))}

    assert waits(administrator) == {"Accept or refuse: Teach", "Accept or refuse: Hours"}
    assert waits(liaison) == {"Do it and report it: Lend engineers", "Deliver it and report it: Bench"}
    assert waits(mentor) == set()


def test_a_contribution_is_delivered_and_refused_on_its_page(agreement, administrator, liaison):
    bench = agreement.contributions.get(key="bench")
    page = url("contribution-detail", bench.pk)
    early = liaison.client.post(url("contribution-deliver", bench.pk), {"delivered_on": "2020-01-01", "remark": "Here"})
    assert early.status_code == 400
    assert "before the day on which the present state began" in text(early)
    assert "Here" in early.content.decode()
    assert liaison.client.post(url("contribution-deliver", bench.pk), {"delivered_on": "2026-11-20"}).status_code == 302

    silent = administrator.client.post(url("contribution-answer", bench.pk), {"answer": "refuse", "remark": ""})
    assert silent.status_code == 400
    assert "Say why" in text(silent)
    administrator.client.post(url("contribution-answer", bench.pk), {"answer": "refuse", "remark": "No cable"})
    assert Contribution.objects.get(pk=bench.pk).state == "refused"
    assert "No cable" in text(liaison.client.get(page))
    assert "It was delivered" in text(liaison.client.get(page))


def test_an_obligation_is_reported_and_accepted_on_its_page(agreement, administrator, liaison):
    lend = agreement.obligations.get(key="lend")
    assert "It is done" not in text(administrator.client.get(lend.get_absolute_url()))
    assert liaison.client.post(url("obligation-report", lend.pk), {"done_on": "soon"}).status_code == 400
    assert liaison.client.post(url("obligation-report", lend.pk), {"done_on": "2026-11-20"}).status_code == 302
    administrator.client.post(url("obligation-answer", lend.pk), {"answer": "accept"})
    assert Obligation.objects.get(pk=lend.pk).state == "accepted"
    assert "on time, on 20 Nov 2026" in text(liaison.client.get(lend.get_absolute_url()))


def test_a_risk_is_judged_again_on_its_page(agreement, administrator):
    risk = agreement.risks.get(key="1")
    page = url("risk-detail", risk.pk)
    assert administrator.client.post(page, {"likelihood": "9", "impact": "1"}).status_code == 400
    assert administrator.client.post(page, {"likelihood": "5", "impact": "4", "note": "Fire"}).status_code == 302
    assert RiskReview.objects.get().note == "Fire"
    assert "20 of 25" in text(administrator.client.get(page))


def test_a_training_base_is_named_and_taken_off(agreement, administrator, colleague_administrator):
    base, strange = make_base(administrator.organisation), make_base(colleague_administrator.organisation)
    link = url("base-link", agreement.pk)
    assert administrator.client.post(link, {"base": strange.pk}).status_code == 400
    assert administrator.client.post(link, {"base": base.pk}).status_code == 302
    assert AgreementBase.objects.get().base == base
    assert base.name in text(administrator.client.get(url("agreement-progress", agreement.pk)))
    assert administrator.client.post(url("base-unlink", agreement.pk, base.pk)).status_code == 302
    assert not AgreementBase.objects.exists()
    assert TrainingBase.objects.count() == 2


def test_the_list_of_obligations_filters(agreement, administrator, liaison, other_liaison):
    def listed(member, **query) -> set[str]:
        page = text(member.client.get(url("obligation-list"), query))
        return {title for title in ("Lend engineers", "Teach") if title in page}

    assert listed(administrator) == listed(liaison) == {"Lend engineers", "Teach"}
    assert listed(other_liaison) == set()
    assert listed(administrator, my_turn="on") == {"Teach"}
    assert listed(liaison, my_turn="on") == {"Lend engineers"}
    assert listed(liaison, is_milestone="on") == {"Lend engineers"}
    assert listed(liaison, state="done") == {"Teach"}
    assert listed(liaison, overdue="on") == set()
    assert listed(liaison, due_on_after="2026-11-21") == set()
    assert listed(liaison, q="lend") == {"Lend engineers"}


@pytest.mark.parametrize("name", ["agreement-progress", "obligation-list"])
def test_pages_do_not_grow_in_queries(agreement, administrator, liaison, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = url(name, agreement.pk) if name == "agreement-progress" else url(name)
    administrator.client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as before:
        administrator.client.get(page)
    if name == "agreement-progress":
        for number in range(5):
            Obligation.objects.create(
                agreement=agreement,
                key=f"more-{number}",
                debtor=agreement.parties.get(key="college"),
                creditor=agreement.parties.get(key="enterprise"),
                title="More",
                due_on=TODAY,
            )
    else:
        make_lived_agreement(administrator.organisation, liaison.organisation)
    with django_assert_num_queries(len(before)):
        administrator.client.get(page)


def test_strangers_get_404(agreement, other_liaison, colleague_administrator, outsider):
    bench, lend, risk = agreement.contributions.first(), agreement.obligations.first(), agreement.risks.first()
    for client in (other_liaison.client, colleague_administrator.client, outsider):
        assert client.get(url("agreement-progress", agreement.pk)).status_code == 404
        for name, row in (("contribution-detail", bench), ("obligation-detail", lend), ("risk-detail", risk)):
            assert client.get(url(name, row.pk)).status_code == 404


def test_an_agreement_that_names_nothing_says_so(administrator):
    agreement = make_agreement_in_force(administrator.organisation)
    page = text(administrator.client.get(url("agreement-progress", agreement.pk)))
    assert "names no contribution" in page
    assert "names no obligation" in page
