"""Projects and the money that comes in: never silently more than contracted, corrected by new rows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import InvalidInput, NotAllowed
from ledger.models import Entry
from ledger.services import stream_of
from partnerships import services
from partnerships.models import Project, ProjectReceipt
from partnerships.services.projects import (
    AgreementNotOfCollege,
    ContractedBelowReceived,
    NeedsPartner,
    PayerNotPartner,
    ReceiptCorrected,
    ReceivedOverContracted,
)
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force
from tests.factories.work import make_application, make_patent, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(administrator, liaison) -> Project:
    return make_project(administrator.organisation, liaison.organisation, contracted=Decimal(1000))


def receive(administrator, project, amount, **fields) -> ProjectReceipt:
    facts = {"occurred_on": TODAY, "on": TODAY} | fields
    return services.record_receipt(actor=administrator.actor, project=project, amount=Decimal(amount), **facts)


def received(project) -> Decimal:
    return Project.objects.with_received().get(pk=project.pk).received


def test_exactly_the_contracted_money_needs_no_reason_and_a_cent_more_does(administrator, project):
    receive(administrator, project, "999.99")
    receive(administrator, project, "0.01")
    with pytest.raises(ReceivedOverContracted) as refused:
        receive(administrator, project, "0.01")
    assert refused.value.field == "note"
    assert received(project) == Decimal(1000)
    receive(administrator, project, "0.01", note="补充经费")
    assert received(project) == Decimal("1000.01")


def test_a_correction_is_a_new_row_and_the_past_keeps_what_it_knew(administrator, project):
    wrong = receive(administrator, project, 600)
    knew = wrong.recorded_at
    right = services.correct_receipt(
        actor=administrator.actor,
        receipt=wrong,
        amount=Decimal(900),
        occurred_on=TODAY,
        on=TODAY,
        payer=None,
        note="",
    )
    assert received(project) == Decimal(900)
    assert [row.amount for row in ProjectReceipt.objects.as_of(TODAY, knew)] == [Decimal(600)]
    assert [row.pk for row in ProjectReceipt.objects.current()] == [right.pk]
    with pytest.raises(ReceiptCorrected):
        services.take_back_receipt(actor=administrator.actor, receipt=wrong)
    services.take_back_receipt(actor=administrator.actor, receipt=right)
    assert received(project) == 0
    actions = Entry.objects.filter(stream=stream_of(project)).order_by("number").values_list("action", flat=True)
    assert list(actions) == [
        "project.added",
        "project.money_received",
        "project.receipt_corrected",
        "project.receipt_taken_back",
    ]


def test_what_comes_in_is_above_zero_has_come_and_is_from_a_partner(administrator, other_liaison, project):
    for fields in ({"amount": 0}, {"amount": 5, "occurred_on": TODAY + timedelta(days=1)}):
        with pytest.raises(InvalidInput):
            receive(administrator, project, **fields)
    with pytest.raises(PayerNotPartner):
        receive(administrator, project, 5, payer=other_liaison.organisation)


def test_a_project_has_a_partner_and_an_agreement_of_its_own_college(administrator, liaison, colleague_administrator):
    for partners in ((), (administrator.organisation,)):
        with pytest.raises(NeedsPartner):
            make_project(administrator.organisation, *partners)
    foreign = make_agreement_in_force(colleague_administrator.organisation, liaison.organisation)
    with pytest.raises(AgreementNotOfCollege):
        make_project(administrator.organisation, liaison.organisation, agreement=foreign)


def edit(administrator, project, **fields) -> Project:
    names = ("title", "kind", "level", "starts_on", "ends_on", "contracted", "number", "agreement")
    kept = {name: getattr(project, name) for name in names}
    partners = [row.organisation for row in project.partners.all()]
    return services.edit_project(actor=administrator.actor, project=project, **{"partners": partners, **kept, **fields})


def test_contracting_less_than_came_in_is_refused(administrator, project):
    receive(administrator, project, 600)
    with pytest.raises(ContractedBelowReceived):
        edit(administrator, project, contracted=Decimal("599.99"))
    assert edit(administrator, project, contracted=Decimal(600)).contracted == 600


def test_partners_come_and_go(administrator, liaison, other_liaison, project):
    edit(administrator, project, partners=[other_liaison.organisation])
    assert not Project.objects.visible_to(liaison.actor).exists()
    assert Project.objects.visible_to(other_liaison.actor).get() == project


def test_only_the_colleges_administrator_writes(mentor, liaison, reviewer, colleague_administrator, project):
    for member in (mentor, liaison, reviewer, colleague_administrator):
        with pytest.raises(NotAllowed):
            receive(member, project, 5)


@pytest.mark.parametrize("make", [make_project, make_application, make_patent])
def test_who_sees_projects_applications_and_patents(request, administrator, liaison, make):
    row = make(administrator.organisation, liaison.organisation)
    seen = type(row).objects
    for name in ("administrator", "mentor", "liaison", "reviewer"):
        assert seen.visible_to(request.getfixturevalue(name).actor).get() == row
    for name in ("other_liaison", "colleague_administrator", "other_reviewer"):
        assert not seen.visible_to(request.getfixturevalue(name).actor).exists()


def test_a_patent_expires_by_its_kind(administrator):
    filed = date(2024, 2, 29)
    ends = {"invention": date(2044, 2, 29), "utility_model": date(2034, 2, 28), "design": date(2039, 2, 28)}
    for kind, expected in ends.items():
        patent = make_patent(administrator.organisation, kind=kind, filed_on=filed)
        assert abs((patent.expires_on - expected).days) <= 1, kind
        assert patent.expires_on.year == expected.year
