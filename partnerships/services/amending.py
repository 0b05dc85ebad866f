"""Amendments: begun from the terms as they are agreed, signed by all parties old and new, folded into the next version.

An amendment is an agreement with `amends`; drafting, checks and signing are those of agreements.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from core import wording
from core.errors import DomainError, InvalidInput
from ledger.services import record
from partnerships.life import RUNNING, WrongState, state_label
from partnerships.models import Agreement, Party, TermsVersion
from partnerships.selectors.life import decision_day
from partnerships.selectors.terms import changes_of, latest_version
from partnerships.services.assessments import set_assessment_day
from partnerships.services.drafting import NUMBER_LENGTH, fill, start_draft
from partnerships.services.files import order_files
from partnerships.services.founding import follow_terms
from partnerships.services.settling import keep_settlement
from partnerships.services.steps import locked, take
from partnerships.services.telling import AMENDED, tell
from partnerships.terms import Overtaken, Terms, digest, read_terms, to_json, with_changes

ONE_DAY = timedelta(days=1)


class NothingToAmend(DomainError):
    """The draft says what is agreed already."""

    code = "nothing_to_amend"
    message = _("The amendment changes nothing yet.")


class AmendmentOvertaken(DomainError):
    """Another amendment has changed the same since this one was begun."""

    code = "amendment_overtaken"
    message = _(
        "Another amendment has changed the same: %(sections)s. Take over what is agreed now, and let this one hold "
        "from %(day)s at the earliest."
    )


@transaction.atomic
def begin_amendment(*, actor: Actor, agreement: Agreement, on: date, amends_from: date | None = None) -> Agreement:
    """Begin the draft of an amendment, from the terms as they are agreed. By the keeper.

    Raises NotAllowed, WrongState, InvalidInput (amends_from).
    """
    actor.require("amend_agreement", agreement)
    keeper = Organisation.objects.select_for_update().get(pk=agreement.keeper_id)
    agreement = _locked_base(agreement)
    _check_day(agreement, amends_from, on)
    version = latest_version(agreement)
    last = agreement.amendments.aggregate(last=Max("amendment_number"))["last"] or 0
    amendment = Agreement(
        keeper=keeper,
        number=_free_number(agreement, last + 1),
        amends=agreement,
        amends_version=version,
        amends_from=amends_from,
        amendment_number=last + 1,
    )
    terms = read_terms(version.document)
    parties = [_copy(row, amendment) for row in agreement.parties.all() if terms.party(row.key)]
    start_draft(actor=actor, agreement=amendment, parties=parties, terms=terms, on=on)
    record(actor=actor, action="agreement.amendment_begun", subject=agreement, payload={"amendment": amendment.number})
    return amendment


@transaction.atomic
def set_amendment_day(*, actor: Actor, amendment: Agreement, amends_from: date | None, on: date) -> Agreement:
    """Say from which day the amendment holds; without one from the day of the last signature. While it is a draft.

    Raises NotAllowed, WrongState, InvalidInput (amends_from).
    """
    actor.require("edit_agreement", amendment)
    amendment = _locked_draft(amendment)
    base = amendment.amends
    assert base is not None
    _check_day(base, amends_from, on)
    if amendment.amends_from != amends_from:
        amendment.amends_from = amends_from
        amendment.save(update_fields=["amends_from"])
        day = amends_from.isoformat() if amends_from else None
        record(actor=actor, action="agreement.amendment_day", subject=amendment, payload={"from": day})
    return amendment


@transaction.atomic
def refresh_amendment(*, actor: Actor, amendment: Agreement, on: date) -> Agreement:
    """Take over what other amendments have agreed since this one was begun; its own changes are put upon that.

    Where both changed the same, this amendment's words stand: its page shows them beside what is agreed now. Raises
    NotAllowed, WrongState, InvalidInput (parties).
    """
    actor.require("edit_agreement", amendment)
    amendment = _locked_draft(amendment)
    base = amendment.amends
    assert base is not None
    version, changes = latest_version(base), changes_of(amendment)
    amendment.amends_version = version
    agreed = read_terms(version.document)
    fill(amendment, with_changes(agreed, changes, by_force=True))
    amendment.save()
    gone = [row.key for row in base.parties.all() if not agreed.party(row.key)]
    amendment.parties.filter(key__in=gone).delete()
    present = dict(amendment.parties.values_list("key", "organisation_id"))
    for row in base.parties.select_related("organisation").exclude(key__in=gone):
        if present.get(row.key, row.organisation_id) != row.organisation_id:
            raise InvalidInput(
                _("%(name)s has joined in the meantime. Take your new party off and add it again."),
                field="parties",
                params={"name": row.organisation.name},
            )
        if row.key not in present:
            _copy(row, amendment).save()
    payload = {"version": version.number, "on": on.isoformat()}
    record(actor=actor, action="agreement.amendment_refreshed", subject=amendment, payload=payload)
    return amendment


def check_amendment(amendment: Agreement, *, on: date) -> None:
    """Whether an amendment can be sent or signed now. Raises WrongState, NothingToAmend, AmendmentOvertaken."""
    base = amendment.amends
    assert base is not None
    if not base.is_running:
        raise WrongState(params={"state": state_label(base.state)})
    changes, own = changes_of(amendment), set(amendment.parties.values_list("key", flat=True))
    agreed = {party.key for party in read_terms(latest_version(base).document).parties}
    gone = set(base.parties.values_list("key", flat=True)) - agreed
    if not changes:
        raise NothingToAmend
    if not agreed <= own or own & gone:
        raise _overtaken(base, ["basics"])
    try:
        for version in _touched(base, amendment, on)[1]:
            with_changes(read_terms(version.document), changes)
    except Overtaken as error:
        raise _overtaken(base, [change.section for change in error.changes]) from error


def _touched(base: Agreement, amendment: Agreement, on: date) -> tuple[date, list[TermsVersion]]:
    """From which day an amendment holds that is signed on a day, and the versions that hold then or later."""
    versions = list(base.versions.standing())
    from_day = max(on, amendment.amends_from or on, versions[0].effective_from)
    return from_day, [row for row in versions if row.effective_to is None or row.effective_to >= from_day]


def fold(*, actor: Actor, amendment: Agreement, on: date) -> TermsVersion:
    """Put a signed amendment into the terms of its agreement: part of its last signature. Returns the first version
    that holds it.

    It holds from its day, at the earliest from the day of the last signature; versions that were agreed for later days
    get it too. Raises AmendmentOvertaken, WrongState.
    """
    assert amendment.amends is not None
    base = _locked_base(amendment.amends)
    check_amendment(amendment, on=on)
    changes, (from_day, touched) = changes_of(amendment), _touched(base, amendment, on)
    number = base.versions.aggregate(last=Max("number"))["last"]
    made: list[TermsVersion] = []
    for version in touched:
        terms = with_changes(read_terms(version.document), changes)
        starts_on, ends_on = max(version.effective_from, from_day), version.effective_to
        version.effective_to = starts_on - ONE_DAY
        version.save(update_fields=["effective_to"])
        made.append(
            TermsVersion.objects.create(
                agreement=base,
                number=number + len(made) + 1,
                effective_from=starts_on,
                effective_to=ends_on,
                document=to_json(terms),
                digest=digest(terms),
                amendment=amendment,
            )
        )
    for version in made:
        order_files(version)
    _join(base, amendment, from_day)
    amendment.signed_on, amendment.amends_from = on, from_day
    amendment.save(update_fields=["signed_on", "amends_from"])
    take("fold", actor=actor, agreement=amendment, on=on, payload={"from": from_day.isoformat()})
    payload = {
        "amendment": amendment.number,
        "from": from_day.isoformat(),
        "version": made[0].number,
        "digest": made[0].digest,
        "changes": [".".join(change.path) for change in changes],
    }
    record(actor=actor, action="agreement.amended", subject=base, payload=payload)
    take_up(actor=actor, agreement=base, on=on)
    url = reverse("partnerships:agreement-detail", args=[base.pk])
    organisations = base.parties.values_list("organisation_id", flat=True)
    tell(actor, base, organisations, AMENDED, url=url, day=from_day.isoformat())
    return made[0]


def take_up_terms(*, actor: Actor, on: date) -> int:
    """Agreements whose next version begins to hold follow it. Part of the night; returns how many."""
    actor.require("expire_agreement")
    due = TermsVersion.objects.effective(on).filter(
        number__gt=F("agreement__terms_number"), agreement__state__in=RUNNING
    )
    rows = Agreement.objects.filter(pk__in=due.values("agreement_id")).order_by("pk")
    return sum(_take_up_locked(actor, row, on) for row in rows)


@transaction.atomic
def _take_up_locked(actor: Actor, agreement: Agreement, on: date) -> bool:
    return take_up(actor=actor, agreement=locked(agreement), on=on)


def take_up(*, actor: Actor, agreement: Agreement, on: date) -> bool:
    """Fill a locked agreement's columns and tables from the version that holds on a day, if that is a new one."""
    version = agreement.versions.effective(on).order_by("-number").first()
    if version is None or version.number == agreement.terms_number:
        return False
    terms = read_terms(version.document)
    _let_go(actor, agreement, terms, version.effective_from)
    fill(agreement, terms)
    decision_on = decision_day(terms, on=on)
    if decision_on != agreement.decision_on:
        agreement.decision_on, agreement.decision_told_on = decision_on, None
    agreement.terms_number = version.number
    agreement.save()
    follow_terms(agreement, terms, on=version.effective_from)
    payload = {"version": version.number, "digest": version.digest}
    set_assessment_day(agreement, on=on)
    record(actor=actor, action="agreement.terms_taken_up", subject=agreement, payload=payload)
    return True


def _let_go(actor: Actor, agreement: Agreement, terms: Terms, from_day: date) -> None:
    """Parties that the terms no longer name have left; what they have put in is settled as the terms said before."""
    for party in agreement.parties.present():
        if terms.party(party.key) is not None:
            continue
        party.left_on = from_day
        party.save(update_fields=["left_on"])
        payload = {"party": party.key, "from": from_day.isoformat()}
        record(actor=actor, action="agreement.party_left", subject=agreement, payload=payload)
        keep_settlement(actor=actor, agreement=agreement, on=from_day - ONE_DAY, leaving=party)


def _locked_base(agreement: Agreement) -> Agreement:
    agreement = locked(agreement)
    if agreement.is_amendment or not agreement.is_running:
        raise WrongState(params={"state": state_label(agreement.state)})
    return agreement


def _locked_draft(amendment: Agreement) -> Agreement:
    amendment = locked(amendment)
    if not (amendment.is_amendment and amendment.is_draft):
        raise WrongState(params={"state": state_label(amendment.state)})
    return amendment


def _check_day(agreement: Agreement, amends_from: date | None, on: date) -> None:
    if amends_from is None:
        return
    if amends_from < on:
        raise InvalidInput(_("An amendment holds from today on at the earliest."), field="amends_from")
    if agreement.ends_on is not None and amends_from > agreement.ends_on:
        raise InvalidInput(
            _("The agreement ends on %(day)s."), field="amends_from", params={"day": wording.day(agreement.ends_on)}
        )


def _join(base: Agreement, amendment: Agreement, from_day: date) -> None:
    """Parties that the amendment has brought in."""
    present = set(base.parties.values_list("key", flat=True))
    for row in amendment.parties.all():
        if row.key not in present:
            joining = _copy(row, base)
            joining.joined_on = from_day
            joining.save()


def _copy(row: Party, agreement: Agreement) -> Party:
    return Party(
        agreement=agreement, organisation_id=row.organisation_id, side=row.side, key=row.key, position=row.position
    )


def _overtaken(base: Agreement, sections: Sequence[str]) -> AmendmentOvertaken:
    from partnerships.selectors.agreements import section_label

    names = dict.fromkeys(section_label(name) for name in sections)
    day = wording.day(latest_version(base).effective_from)
    return AmendmentOvertaken(params={"sections": wording.listed(names), "day": day})


def _free_number(agreement: Agreement, number: int) -> str:
    """The agreement's number and that of the amendment: 2026-0001-1."""
    taken = set(Agreement.objects.filter(keeper_id=agreement.keeper_id).values_list("number", flat=True))
    while (found := f"{agreement.number[: NUMBER_LENGTH - 5]}-{number}") in taken:
        number += 1
    return found
