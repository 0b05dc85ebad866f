"""Agreements that were signed on paper before, taken in as they stand: in force, or expired."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation
from core import clock
from core.actors import ActorLike
from core.errors import NotAllowed
from core.imports import Progress, no_progress
from ledger.services import record_first
from partnerships.models import (
    Agreement,
    AgreementKind,
    AgreementMode,
    AgreementState,
    Origin,
    Party,
    State,
    TermsVersion,
)
from partnerships.selectors.life import house_notice
from partnerships.terms import Basics, PartyRef, Terms, digest, to_json
from partnerships.terms.values import Side

BATCH = 500


@dataclass(frozen=True)
class Counterpart:
    """An enterprise of the register, as far as an agreement names it."""

    pk: int
    public_id: UUID
    name: str


@dataclass(frozen=True)
class AgreementFacts:
    """What a row of a file says of an agreement. An empty number takes the next of the year of its first day."""

    title: str
    kind: AgreementKind
    counterparts: tuple[Counterpart, ...]
    starts_on: date
    ends_on: date
    signed_on: date
    mode: AgreementMode | None = None
    number: str = ""


@transaction.atomic
def import_agreements(
    *, actor: ActorLike, agreements: Sequence[AgreementFacts], on: date, progress: Progress = no_progress
) -> int:
    """Take in agreements of the actor's college; returns how many. In a fixed number of statements per 500 rows.

    Nothing is judged by the rules of today: the text is what was signed on paper, and says so (`Origin.IMPORTED`).
    The importer has checked numbers and duplicates. Raises NotAllowed.
    """
    actor.require("import_agreements")
    if actor.organisation_id is None:
        raise NotAllowed
    keeper = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    numbers = _numbers(keeper, agreements)
    for start in range(0, len(agreements), BATCH):
        batch = agreements[start : start + BATCH]
        _write(actor, keeper, [(facts, next(numbers)) for facts in batch], on)
        progress(start + len(batch), len(agreements))
    return len(agreements)


def _write(actor: ActorLike, keeper: Organisation, batch: Sequence[tuple[AgreementFacts, str]], on: date) -> None:
    moment, notice = clock.now(), timedelta(days=house_notice(on=on))
    rows, documents, digests = [], [], []
    for facts, number in batch:
        terms = _terms(keeper, facts)
        documents.append(to_json(terms))
        digests.append(digest(terms))
        rows.append(
            Agreement(
                keeper=keeper,
                number=number,
                title=facts.title,
                kind=facts.kind,
                mode=facts.mode or "",
                starts_on=facts.starts_on,
                ends_on=facts.ends_on,
                signed_on=facts.signed_on,
                decision_on=facts.ends_on - notice,
                state=State.EXPIRED if facts.ends_on < on else State.IN_FORCE,
                origin=Origin.IMPORTED,
                draft=documents[-1],
                recorded_at=moment,
                changed_at=moment,
            )
        )
    Agreement.objects.bulk_create(rows)
    named = [facts for facts, _number in batch]
    Party.objects.bulk_create(
        party for row, facts in zip(rows, named, strict=True) for party in _parties(row, facts, moment)
    )
    AgreementState.objects.bulk_create(state for row in rows for state in _states(row, moment))
    TermsVersion.objects.bulk_create(
        TermsVersion(
            agreement=row,
            number=1,
            effective_from=facts.starts_on,
            document=document,
            digest=text,
            recorded_at=moment,
        )
        for row, facts, document, text in zip(rows, named, documents, digests, strict=True)
    )
    said = [
        ({"digest": text, "state": row.state, "document": row.draft}) for row, text in zip(rows, digests, strict=True)
    ]
    record_first(actor=actor, action="agreement.imported", subjects=list(zip(rows, said, strict=True)))


def _terms(keeper: Organisation, facts: AgreementFacts) -> Terms:
    refs = [PartyRef("college", Side.COLLEGE, keeper.public_id, keeper.name)]
    refs += [
        PartyRef(_key(position), Side.ENTERPRISE, each.public_id, each.name)
        for position, each in enumerate(facts.counterparts, start=1)
    ]
    return Terms(
        basics=Basics(facts.title, facts.kind, facts.mode, facts.starts_on, facts.ends_on), parties=tuple(refs)
    )


def _key(position: int) -> str:
    return "enterprise" if position == 1 else f"enterprise-{position}"


def _parties(row: Agreement, facts: AgreementFacts, moment: Any) -> Iterator[Party]:
    yield Party(
        agreement=row, organisation_id=row.keeper_id, side=Side.COLLEGE, key="college", position=0, recorded_at=moment
    )
    for position, each in enumerate(facts.counterparts, start=1):
        yield Party(
            agreement=row,
            organisation_id=each.pk,
            side=Side.ENTERPRISE,
            key=_key(position),
            position=position,
            recorded_at=moment,
        )


def _states(row: Agreement, moment: Any) -> Iterator[AgreementState]:
    assert row.starts_on is not None and row.ends_on is not None  # noqa: PT018
    over_on = row.ends_on + timedelta(days=1) if row.state == State.EXPIRED else None
    yield AgreementState(
        agreement=row, state=State.IN_FORCE, from_on=row.starts_on, until_on=over_on, recorded_at=moment
    )
    if over_on is not None:
        yield AgreementState(agreement=row, state=State.EXPIRED, from_on=over_on, recorded_at=moment)


def _numbers(keeper: Organisation, agreements: Sequence[AgreementFacts]) -> Iterator[str]:
    """The number of each row: its own, or the next that is free in the year of its first day."""
    taken = set(Agreement.objects.filter(keeper=keeper).values_list("number", flat=True))
    taken |= {facts.number for facts in agreements if facts.number}
    last: dict[int, int] = {}
    for facts in agreements:
        if facts.number:
            yield facts.number
            continue
        year, number = facts.starts_on.year, ""
        while not number or number in taken:
            last[year] = last.get(year, 0) + 1
            number = f"{year}-{last[year]:04d}"
        taken.add(number)
        yield number
