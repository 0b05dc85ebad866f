"""Writing the terms of an agreement, as long as nobody has agreed to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.models import Organisation, OrganisationKind
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from core.facts import enter_state
from ledger.services import record
from partnerships.life import WrongState, check_step, state_label
from partnerships.models import Agreement, AgreementState, Party, Renewal, Signature, State
from partnerships.services.steps import locked, take
from partnerships.terms import CLAUSES, Basics, NotApplicable, PartyRef, Terms, digest, read_terms, to_json, with_keys
from partnerships.terms.values import Side

SIDES: dict[str, Side] = {OrganisationKind.COLLEGE: Side.COLLEGE, OrganisationKind.ENTERPRISE: Side.ENTERPRISE}
NUMBER_LENGTH = 40


class NumberTaken(InvalidInput):
    """The keeper has another agreement of this number."""

    code = "number_taken"
    message = _("Another agreement of yours has this number.")
    status = 409


class NoCounterpart(InvalidInput):
    """An agreement needs somebody to agree with."""

    code = "no_counterpart"
    message = _("Choose with whom the agreement is made.")


class SignaturesWouldBeVoided(DomainError):
    """A material change takes the agreement back to its draft and voids what was signed; it must be asked for."""

    code = "signatures_would_be_voided"
    message = _("This changes what is being signed: the agreement goes back to draft.")

    def __init__(self, count: int) -> None:
        self.count = count
        told = ngettext(
            "This changes what is being signed: the agreement goes back to draft and %(count)d signature is void.",
            "This changes what is being signed: the agreement goes back to draft and %(count)d signatures are void.",
            count,
        )
        super().__init__(told if count else None, params={"count": count} if count else None)


@transaction.atomic
def create_draft(
    *,
    actor: Actor,
    counterparts: Sequence[Organisation],
    basics: Basics,
    on: date,
    number: str = "",
    clauses: Mapping[str, Any] | None = None,
) -> Agreement:
    """Begin an agreement of the actor's college with its counterparts.

    `number` is the college's own or, left empty, the next of the year (2026-0001). `clauses` are what it begins with,
    by their names: those of an agreement that it follows, or of the library. Raises NotAllowed, NoCounterpart,
    NumberTaken, InvalidInput (title, kind, ends_on), TermsUnreadable.
    """
    actor.require("draft_agreement")
    if actor.organisation_id is None:
        raise NotAllowed
    keeper = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    _check_basics(basics)
    agreement = Agreement(keeper=keeper, number=number_for(keeper, number.strip(), on))
    parties = _parties(agreement, [keeper, *check_counterparts(keeper, counterparts)])
    named = tuple(_named(party) for party in parties)
    terms = with_keys(Terms(basics=basics, parties=named, **(clauses or {})))
    return start_draft(actor=actor, agreement=agreement, parties=parties, terms=terms, on=on)


def start_draft(*, actor: Actor, agreement: Agreement, parties: Sequence[Party], terms: Terms, on: date) -> Agreement:
    """Write a new draft with parties and text. The caller has asked for the right and holds the keeper's row."""
    fill(agreement, terms)
    agreement.save(force_insert=True)
    Party.objects.bulk_create(parties)
    enter_state(AgreementState.objects.all(), state=State.DRAFT, on=on, agreement=agreement)
    record(actor=actor, action="agreement.drafted", subject=agreement, payload=agreement.draft)
    return agreement


@transaction.atomic
def save_clause(
    *,
    actor: Actor,
    agreement: Agreement,
    name: str,
    value: Any,
    on: date,
    voids_signatures: bool = False,
    source: str | None = None,
) -> Agreement:
    """Put one clause (its dataclass, NotApplicable or None) into the draft.

    `source` names the wording of the library that it began with; None keeps what was known.

    While the agreement is in signature a material change needs `voids_signatures=True` and takes it back to draft.
    Raises NotAllowed, WrongState, SignaturesWouldBeVoided, TermsUnreadable. Nothing changes and nothing is recorded if
    the clause is the same.
    """
    if name not in CLAUSES:
        raise KeyError(name)
    return _save(
        actor=actor,
        agreement=agreement,
        section=name,
        change=lambda terms: _with_clause(terms, name, value, source),
        on=on,
        voids_signatures=voids_signatures,
    )


@transaction.atomic
def save_clauses(*, actor: Actor, agreement: Agreement, clauses: Mapping[str, tuple[Any, str]], on: date) -> Agreement:
    """Put several clauses into a draft at once, each with the wording that it came from ("" for none), in one entry of
    the ledger for each. Raises as save_clause."""
    for name, (value, source) in clauses.items():
        agreement = save_clause(actor=actor, agreement=agreement, name=name, value=value, source=source, on=on)
    return agreement


@transaction.atomic
def save_basics(
    *,
    actor: Actor,
    agreement: Agreement,
    basics: Basics,
    on: date,
    contacts: Mapping[str, str] | None = None,
    voids_signatures: bool = False,
) -> Agreement:
    """Put title, kind, mode and period into the draft, and contacts of parties by key; those are not material.

    Raises as save_clause, and InvalidInput (title, kind, ends_on).
    """
    _check_basics(basics)
    named = contacts or {}

    def change(terms: Terms) -> Terms:
        parties = tuple(replace(party, contact=named.get(party.key, party.contact)) for party in terms.parties)
        return replace(terms, basics=basics, parties=parties)

    return _save(
        actor=actor, agreement=agreement, section="basics", change=change, on=on, voids_signatures=voids_signatures
    )


@transaction.atomic
def replace_counterpart(
    *, actor: Actor, agreement: Agreement, key: str, organisation: Organisation, on: date
) -> Agreement:
    """Make a draft with somebody else; their parts stay as they are. Raises NotAllowed, WrongState, NoCounterpart."""
    actor.require("edit_agreement", agreement)
    agreement = _locked_draft(agreement)
    _require_joining(agreement, key)
    party = agreement.parties.get(key=key)
    if party.organisation_id == agreement.keeper_id or SIDES.get(organisation.kind, Side.OTHER) != party.side:
        raise NoCounterpart(field="counterpart")
    rest = [other.organisation for other in agreement.parties.select_related("organisation").exclude(key=key)]
    check_counterparts(agreement.keeper, [organisation, *(other for other in rest if other.pk != agreement.keeper_id)])
    party.organisation = organisation
    party.save(update_fields=["organisation"])
    return _save(
        actor=actor,
        agreement=agreement,
        section="parties",
        change=lambda terms: replace(
            terms, parties=tuple(_named(party) if held.key == key else held for held in terms.parties)
        ),
        on=on,
    )


@transaction.atomic
def add_party(*, actor: Actor, agreement: Agreement, organisation: Organisation, on: date) -> Party:
    """Bring one more party into a draft; in an amendment, one that was to leave stays. Raises NotAllowed, WrongState,
    NoCounterpart."""
    actor.require("edit_agreement", agreement)
    agreement = _locked_draft(agreement)
    present = list(agreement.parties.select_related("organisation").order_by("position", "pk"))
    named = {party.key for party in read_terms(agreement.draft).parties}
    staying = next((row for row in present if row.organisation_id == organisation.pk and row.key not in named), None)
    if staying is not None:
        return _put_in(actor, agreement, staying, on)
    agreed = list(agreement.amends.parties.all()) if agreement.amends else []
    if any(row.organisation_id == organisation.pk for row in agreed):
        raise NoCounterpart(_("It has left this agreement. Make a new one with it."), field="counterpart")
    others = [row.organisation for row in present if row.organisation_id != agreement.keeper_id]
    check_counterparts(agreement.keeper, [*others, organisation])
    side = SIDES.get(organisation.kind, Side.OTHER)
    taken, number = {row.key for row in (*present, *agreed)}, 1
    while (key := f"{side.value}-{number}" if number > 1 else side.value) in taken:
        number += 1
    position = max(row.position for row in present) + 1
    party = Party.objects.create(agreement=agreement, organisation=organisation, side=side, key=key, position=position)
    return _put_in(actor, agreement, party, on)


def _put_in(actor: Actor, agreement: Agreement, party: Party, on: date) -> Party:
    """Name a party in the terms."""
    _save(
        actor=actor,
        agreement=agreement,
        section="parties",
        change=lambda terms: replace(terms, parties=(*terms.parties, _named(party))),
        on=on,
    )
    return party


@transaction.atomic
def remove_party(*, actor: Actor, agreement: Agreement, key: str, on: date) -> Agreement:
    """Take a party off a draft; what the terms give it stays, and the rules say where. The keeper and the last
    counterpart stay. A party of what an amendment amends leaves by it, and signs it too. Raises NotAllowed, WrongState,
    NoCounterpart.
    """
    actor.require("edit_agreement", agreement)
    agreement = _locked_draft(agreement)
    party = agreement.parties.filter(key=key).exclude(organisation_id=agreement.keeper_id).first()
    named = {held.key for held in read_terms(agreement.draft).parties}
    if party is None or key not in named or len(named) <= 2:
        raise NoCounterpart(_("An agreement keeps its college and one other party."), field="party")
    if agreement.amends is None or not agreement.amends.parties.filter(key=key).exists():
        party.delete()
    return _save(
        actor=actor,
        agreement=agreement,
        section="parties",
        change=lambda terms: replace(terms, parties=tuple(held for held in terms.parties if held.key != key)),
        on=on,
    )


def _locked_draft(agreement: Agreement) -> Agreement:
    agreement = locked(agreement)
    if not agreement.is_draft:
        raise WrongState(params={"state": state_label(agreement.state)})
    return agreement


@transaction.atomic
def delete_draft(*, actor: Actor, agreement: Agreement) -> None:
    """Throw a draft away; the ledger keeps that it was. Raises NotAllowed, WrongState."""
    actor.require("edit_agreement", agreement)
    agreement = _locked_draft(agreement)
    record(actor=actor, action="agreement.deleted", subject=agreement)
    if agreement.predecessor_id is not None:  # what it was to renew is undecided again
        Agreement.objects.filter(pk=agreement.predecessor_id, renewal=Renewal.RENEW).update(renewal="")
    agreement.delete()


def _save(
    *,
    actor: Actor,
    agreement: Agreement,
    section: str,
    change: Callable[[Terms], Terms],
    on: date,
    voids_signatures: bool = False,
) -> Agreement:
    actor.require("edit_agreement", agreement)
    agreement = locked(agreement)
    if not (agreement.is_draft or agreement.is_in_signature):
        raise WrongState(params={"state": state_label(agreement.state)})
    before = read_terms(agreement.draft)
    after = with_keys(change(before), prefix=_key_prefix(agreement))
    if after == before:
        return agreement
    goes_back = agreement.is_in_signature and digest(after) != digest(before)
    if goes_back and not voids_signatures:
        raise SignaturesWouldBeVoided(Signature.objects.filter(party__agreement=agreement).current().count())
    fill(agreement, after)
    agreement.save()
    if goes_back:
        check_step("change", agreement)
        take("change", actor=actor, agreement=agreement, on=on, payload={"section": section})
    record(
        actor=actor,
        action="agreement.clause_saved",
        subject=agreement,
        payload={"section": section, "from": _part(before, section), "to": _part(after, section)},
    )
    return agreement


def _key_prefix(agreement: Agreement) -> str:
    """Entries that an amendment brings in are numbered for themselves: 2-1, 2-2."""
    return f"{agreement.amendment_number}-" if agreement.is_amendment else ""


def _require_joining(agreement: Agreement, key: str) -> None:
    """A party of what an amendment amends is not replaced by another: it leaves, and the other comes."""
    if agreement.amends is not None and agreement.amends.parties.filter(key=key).exists():
        raise NoCounterpart(
            _("A party of the agreement is not replaced: take it off and add the other."), field="party"
        )


def _with_clause(terms: Terms, name: str, value: Any, source: str | None) -> Terms:
    sources = {**terms.sources}
    if source is not None:
        sources[name] = source
    if value is None or isinstance(value, NotApplicable) or not sources.get(name):
        sources.pop(name, None)
    return replace(terms, **{name: value}, sources=sources)


def _part(terms: Terms, section: str) -> Any:
    document = to_json(terms)
    if section == "basics":
        return {name: document[name] for name in ("basics", "parties") if name in document}
    return document.get(section)


def fill(agreement: Agreement, terms: Terms) -> None:
    """The document, and the columns that are filled from it. Raises TermsUnreadable: what is kept can be read again."""
    document, basics = to_json(terms), terms.basics
    read_terms(document)
    agreement.draft, agreement.changed_at = document, clock.now()
    agreement.title, agreement.kind, agreement.mode = basics.title, basics.kind or "", basics.mode or ""
    agreement.starts_on, agreement.ends_on = basics.starts_on, basics.ends_on


def _check_basics(basics: Basics) -> None:
    if not basics.title.strip():
        raise InvalidInput(_("Give the agreement a title."), field="title")
    if basics.kind is None:
        raise InvalidInput(_("Choose what the agreement is about."), field="kind")
    if basics.starts_on and basics.ends_on and basics.ends_on < basics.starts_on:
        message = _("The agreement ends before it starts. Choose a later last day.")
        raise InvalidInput(message, field="ends_on")


def check_counterparts(keeper: Organisation, counterparts: Sequence[Organisation]) -> Sequence[Organisation]:
    """With whom a college may agree. Raises NoCounterpart."""
    keys = {organisation.pk for organisation in counterparts}
    if not counterparts or keeper.pk in keys or len(keys) != len(counterparts):
        raise NoCounterpart(field="counterpart")
    for organisation in counterparts:
        if organisation.ended_on is not None:
            raise NoCounterpart(
                _("%(name)s is no longer registered."), field="counterpart", params={"name": organisation.name}
            )
    return counterparts


def _parties(agreement: Agreement, organisations: Sequence[Organisation]) -> list[Party]:
    """Parties in order, with the keys by which the document names them: college, enterprise, enterprise-2."""
    parties: list[Party] = []
    for position, organisation in enumerate(organisations):
        side = SIDES.get(organisation.kind, Side.OTHER)
        same = sum(party.side == side for party in parties)
        key = f"{side.value}-{same + 1}" if same else side.value
        parties.append(Party(agreement=agreement, organisation=organisation, side=side, key=key, position=position))
    return parties


def _named(party: Party) -> PartyRef:
    organisation = party.organisation
    return PartyRef(party.key, Side(party.side), organisation.public_id, organisation.name)


def number_for(keeper: Organisation, own: str, on: date) -> str:
    """The college's own number, or the next of the year. The caller holds the keeper's row."""
    numbers = set(Agreement.objects.filter(keeper=keeper).values_list("number", flat=True))
    if own:
        if len(own) > NUMBER_LENGTH:
            raise InvalidInput(
                _("A number has at most %(count)s characters."), field="number", params={"count": NUMBER_LENGTH}
            )
        if own in numbers:
            raise NumberTaken(field="number")
        return own
    prefix = f"{on.year}-"
    taken = [int(number[5:]) for number in numbers if number.startswith(prefix) and number[5:].isdecimal()]
    return f"{prefix}{max(taken, default=0) + 1:04d}"
