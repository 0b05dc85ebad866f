"""Drafts: numbers, parties, clauses, what a change does."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import OrganisationKind
from core.errors import InvalidInput, NotAllowed
from ledger.selectors import entries_about
from partnerships import services
from partnerships import terms as t
from partnerships.life import WrongState
from partnerships.models import Agreement, AgreementState, State
from partnerships.selectors import terms_of
from partnerships.services.drafting import NoCounterpart, NumberTaken, SignaturesWouldBeVoided
from partnerships.terms.reading import LONGEST_LIST
from partnerships.terms.values import AgreementKind
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.partnerships import make_agreement, make_agreement_in_signature, sign

BASICS = t.Basics("Reducers", AgreementKind.TALENT, None, date(2027, 1, 1), date(2029, 12, 31))


def draft(member, counterpart, **fields):
    return services.create_draft(
        **{"actor": member.actor, "counterparts": [counterpart.organisation], "basics": BASICS, "on": TODAY, **fields}
    )


def actions(agreement) -> list[str]:
    return [entry.action for entry in entries_about(agreement)]


def test_a_draft_has_its_parties_state_number_and_entry(administrator, liaison):
    agreement = draft(administrator, liaison)

    assert agreement.number == "2026-0001"
    assert [(party.key, party.organisation) for party in agreement.parties.all()] == [
        ("college", administrator.organisation),
        ("enterprise", liaison.organisation),
    ]
    assert [party.name for party in terms_of(agreement).parties] == [
        administrator.organisation.name,
        liaison.organisation.name,
    ]
    assert AgreementState.objects.current().get(agreement=agreement).state == State.DRAFT
    assert (agreement.title, agreement.starts_on) == ("Reducers", date(2027, 1, 1))
    assert actions(agreement) == ["agreement.drafted"]


def test_numbers_run_by_year_and_college_and_may_be_own(administrator, colleague_administrator, liaison):
    assert draft(administrator, liaison, number="LJ-147").number == "LJ-147"
    assert draft(administrator, liaison).number == "2026-0001"
    assert draft(administrator, liaison).number == "2026-0002"
    assert draft(administrator, liaison, number="2026-0099").number == "2026-0099"
    assert draft(administrator, liaison).number == "2026-0100"
    assert draft(administrator, liaison, on=date(2027, 1, 1)).number == "2027-0001"
    assert draft(colleague_administrator, liaison, number="LJ-147").number == "LJ-147"
    with pytest.raises(NumberTaken):
        draft(administrator, liaison, number="LJ-147")
    with pytest.raises(InvalidInput):
        draft(administrator, liaison, number="9" * 41)


def test_an_agreement_needs_somebody_else(administrator):
    for others in ([], [administrator.organisation]):
        with pytest.raises(NoCounterpart):
            services.create_draft(actor=administrator.actor, counterparts=others, basics=BASICS, on=TODAY)


def test_only_a_college_administrator_drafts(mentor, liaison, reviewer):
    for member in (mentor, liaison, reviewer):
        with pytest.raises(NotAllowed):
            draft(member, liaison)


def test_several_enterprises_get_their_own_keys(administrator, liaison, other_liaison):
    park = make_organisation(OrganisationKind.PARK)
    agreement = draft(administrator, liaison, counterparts=[liaison.organisation, other_liaison.organisation, park])

    assert [party.key for party in agreement.parties.all()] == ["college", "enterprise", "enterprise-2", "other"]


def test_saving_a_clause_records_from_and_to_and_nothing_when_nothing_changes(administrator, liaison):
    agreement = draft(administrator, liaison)
    clause = t.Exit(30, 15, ())

    for _twice in range(2):
        services.save_clause(actor=administrator.actor, agreement=agreement, name="exit", value=clause, on=TODAY)

    agreement.refresh_from_db()
    assert terms_of(agreement).exit == clause
    assert actions(agreement) == ["agreement.drafted", "agreement.clause_saved"]


def test_only_the_keeper_edits(administrator, colleague_administrator, mentor, liaison):
    agreement = draft(administrator, liaison)
    for member in (colleague_administrator, mentor, liaison):
        with pytest.raises(NotAllowed):
            services.save_clause(actor=member.actor, agreement=agreement, name="goals", value=None, on=TODAY)


def test_a_material_change_in_signature_must_be_asked_for_and_voids_signatures(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    agreement = sign(agreement, administrator.organisation)
    change = {"actor": administrator.actor, "agreement": agreement, "name": "exit", "value": t.Exit(60, 15, ())}

    with pytest.raises(SignaturesWouldBeVoided) as refused:
        services.save_clause(**change, on=TODAY)
    assert "1 signature is void" in str(refused.value)
    agreement.refresh_from_db()
    assert agreement.is_in_signature
    assert terms_of(agreement).exit.notice_days == 30

    agreement = services.save_clause(**change, on=TODAY, voids_signatures=True)
    assert agreement.is_draft
    assert terms_of(agreement).exit.notice_days == 60
    assert not agreement.parties.get(key="college").signatures.current().exists()
    assert agreement.parties.get(key="college").signatures.count() == 1
    assert actions(agreement)[-2:] == ["agreement.changed", "agreement.clause_saved"]


def test_a_contact_may_change_in_signature_and_voids_nothing(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    agreement = sign(agreement, administrator.organisation)

    agreement = services.save_basics(
        actor=administrator.actor,
        agreement=agreement,
        basics=terms_of(agreement).basics,
        contacts={"enterprise": "罗静"},
        on=TODAY,
    )

    assert agreement.is_in_signature
    assert terms_of(agreement).party("enterprise").contact == "罗静"
    assert agreement.parties.get(key="college").signatures.current().exists()


def test_terms_in_force_are_not_edited(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    for member in (administrator, liaison):
        agreement = sign(agreement, member.organisation)

    with pytest.raises(WrongState):
        services.save_clause(
            actor=administrator.actor, agreement=agreement, name="exit", value=None, on=TODAY, voids_signatures=True
        )


def test_a_draft_goes_and_the_ledger_keeps_that_it_was(administrator, liaison):
    agreement = draft(administrator, liaison)
    entries = entries_about(agreement)

    services.delete_draft(actor=administrator.actor, agreement=agreement)

    assert not Agreement.objects.exists()
    assert [entry.action for entry in entries] == ["agreement.drafted", "agreement.deleted"]


def test_what_was_sent_cannot_be_thrown_away(administrator):
    agreement = make_agreement_in_signature(administrator.organisation)
    with pytest.raises(WrongState):
        services.delete_draft(actor=administrator.actor, agreement=agreement)


def test_the_counterpart_of_a_draft_can_be_replaced(administrator, liaison, other_liaison):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    replace = {"actor": administrator.actor, "agreement": agreement, "on": TODAY}

    agreement = services.replace_counterpart(**replace, key="enterprise", organisation=other_liaison.organisation)

    assert terms_of(agreement).party("enterprise").name == other_liaison.organisation.name
    assert agreement.parties.get(key="enterprise").organisation == other_liaison.organisation
    with pytest.raises(NoCounterpart):
        services.replace_counterpart(**replace, key="enterprise", organisation=administrator.organisation)
    with pytest.raises(NoCounterpart):
        services.replace_counterpart(**replace, key="college", organisation=other_liaison.organisation)


WHAT_CANNOT_BE_STORED = "Drawn in a slide\x0band pasted"  # programs for slides break lines with this


def test_a_text_that_could_not_be_read_again_is_refused_beside_its_field(administrator, liaison):
    with pytest.raises(t.TermsUnreadable) as refused:
        draft(administrator, liaison, basics=replace(BASICS, title=WHAT_CANNOT_BE_STORED))
    assert [fault.field for fault in refused.value.findings] == ["basics.title"]
    assert not Agreement.objects.exists()

    agreement = draft(administrator, liaison)
    goals = t.Goals(vision=WHAT_CANNOT_BE_STORED)
    with pytest.raises(t.TermsUnreadable) as refused:
        services.save_clause(actor=administrator.actor, agreement=agreement, name="goals", value=goals, on=TODAY)
    assert [fault.field for fault in refused.value.findings] == ["goals.vision"]
    assert terms_of(Agreement.objects.get()).goals is None


def test_more_parties_than_a_document_holds_are_refused(administrator):
    crowd = [make_organisation(OrganisationKind.ENTERPRISE) for _ in range(LONGEST_LIST)]  # and the college
    with pytest.raises(t.TermsUnreadable) as refused:
        services.create_draft(actor=administrator.actor, counterparts=crowd, basics=BASICS, on=TODAY)
    assert [fault.field for fault in refused.value.findings] == ["parties"]
    assert not Agreement.objects.exists()


def test_a_period_that_ends_before_it_starts_is_refused(administrator, liaison):
    backwards = replace(BASICS, ends_on=date(2026, 12, 31))
    with pytest.raises(InvalidInput) as refused:
        draft(administrator, liaison, basics=backwards)
    assert refused.value.field == "ends_on"

    agreement = draft(administrator, liaison)
    with pytest.raises(InvalidInput):
        services.save_basics(actor=administrator.actor, agreement=agreement, basics=backwards, on=TODAY)
    assert draft(administrator, liaison, basics=replace(BASICS, ends_on=BASICS.starts_on)).ends_on == BASICS.starts_on
