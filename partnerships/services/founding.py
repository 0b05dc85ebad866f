"""What lives beside the terms of an agreement: its contributions, obligations and risks.

The tables are filled when the agreement enters force, and follow its terms when an amendment begins to hold: by key,
new entries are founded, changed ones are changed, dropped ones are closed; what happened to them stays.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models

from core import clock
from core.facts import enter_state
from partnerships import terms as t
from partnerships.life import CONTRIBUTION_STEPS, OBLIGATION_STEPS
from partnerships.models import (
    Agreement,
    Contribution,
    ContributionStage,
    ContributionState,
    Obligation,
    ObligationStage,
    ObligationState,
    Party,
    Risk,
)

Parties = Mapping[str, Party]
Fields = dict[str, dict[str, Any]]


def found_tables(agreement: Agreement, terms: t.Terms, *, on: date) -> None:
    """Fill the tables from the terms, with their first states from `on`. The caller holds the agreement.

    An entry that is not whole (the rules of an earlier day did not ask for it) stays in the terms alone.
    """
    parties = _parties(agreement)
    _found_contributions(agreement, contributions_in(terms, parties), on)
    _found_obligations(agreement, obligations_in(terms, parties), on)
    _found(Risk, agreement, risks_in(terms, parties))


def follow_terms(agreement: Agreement, terms: t.Terms, *, on: date) -> None:
    """Bring the tables to what the terms say from `on`. The caller holds the agreement."""
    parties = _parties(agreement)
    named = contributions_in(terms, parties)
    rows = {row.key: row for row in agreement.contributions.all()}
    _found_contributions(agreement, _without(named, rows), on)
    for key, row in rows.items():
        _follow_contribution(row, named.get(key), on)
    owed = obligations_in(terms, parties)
    debts = {row.key: row for row in agreement.obligations.all()}
    _found_obligations(agreement, _without(owed, debts), on)
    for key, debt in debts.items():
        _follow_obligation(debt, owed.get(key), on)
    feared = risks_in(terms, parties)
    risks = {row.key: row for row in agreement.risks.all()}
    _found(Risk, agreement, _without(feared, risks))
    for key, risk in risks.items():
        _follow_risk(risk, feared.get(key), on)


# ---- What the terms say, as columns ---------------------------------------------------------------------------------


def contributions_in(terms: t.Terms, parties: Parties) -> Fields:
    """Whole contributions by key."""
    return {
        item.key: {
            "party": parties.get(item.party),
            "outside_source": item.outside_source or "",
            "kind": item.kind,
            "name": item.name,
            "value": item.value,
            "valuation_by": item.valuation_by,
            "valued_on": item.valued_on,
            "owner_during": item.owner_during,
            "owner_at_exit": item.owner_at_exit,
            "due_on": item.due_on,
            "depreciation_years": item.depreciation_years,
        }
        for item in (terms.contributions or t.Contributions()).items
        if item.kind and item.value is not None and (item.party in parties) != (item.outside_source is not None)
    }


def obligations_in(terms: t.Terms, parties: Parties) -> Fields:
    """Whole obligations by key."""
    return {
        item.key: {
            "debtor": parties[item.debtor],
            "creditor": parties[item.creditor],
            "title": item.title,
            "criteria": item.criteria,
            "due_on": item.due_on,
            "answer_days": item.answer_days,
            "silence": item.silence or "",
            "is_milestone": item.is_milestone,
        }
        for item in (terms.obligations or t.Obligations()).items
        if item.due_on and {item.debtor, item.creditor} <= set(parties) and item.debtor != item.creditor
    }


def risks_in(terms: t.Terms, parties: Parties) -> Fields:
    """Whole risks by key."""
    return {
        item.key: {
            "category": item.category,
            "cause": item.cause,
            "likelihood": item.likelihood,
            "impact": item.impact,
            "owner": parties.get(item.owner),
            "response": item.response,
            "protection": item.protection,
            "review_days": item.review_days,
            "watched": item.watched,
            "threshold": item.threshold,
            "side": item.side or "",
            "source": item.source,
        }
        for item in (terms.risks or t.Risks()).items
        if item.category and item.likelihood and item.impact
    }


# ---- New entries ----------------------------------------------------------------------------------------------------


def _found(model: type[models.Model], agreement: Agreement, named: Fields) -> list[Any]:
    moment = clock.now()
    made: Callable[..., models.Model] = model
    rows = (made(agreement=agreement, key=key, recorded_at=moment, **fields) for key, fields in named.items())
    return model._default_manager.bulk_create(rows)


def _found_contributions(agreement: Agreement, named: Fields, on: date) -> None:
    moment = clock.now()
    ContributionState.objects.bulk_create(
        ContributionState(contribution=row, state=ContributionStage.AGREED, from_on=on, recorded_at=moment)
        for row in _found(Contribution, agreement, named)
    )


def _found_obligations(agreement: Agreement, named: Fields, on: date) -> None:
    moment = clock.now()
    ObligationState.objects.bulk_create(
        ObligationState(obligation=row, state=ObligationStage.OPEN, from_on=on, recorded_at=moment)
        for row in _found(Obligation, agreement, named)
    )


# ---- Entries that are there -----------------------------------------------------------------------------------------


def _follow_contribution(row: Contribution, fields: dict[str, Any] | None, on: date) -> None:
    state = None
    if fields is None and row.state in CONTRIBUTION_STEPS[ContributionStage.WITHDRAWN]:
        state = ContributionStage.WITHDRAWN
    elif fields is not None and row.state in CONTRIBUTION_STEPS[ContributionStage.AGREED]:
        state = ContributionStage.AGREED
    if state is not None:
        from_on = _not_before(row.states.current(), on)
        enter_state(ContributionState.objects.all(), state=state, on=from_on, contribution=row)
        row.state = state
    _put(row, fields)


def _follow_obligation(row: Obligation, fields: dict[str, Any] | None, on: date) -> None:
    state = None
    if fields is None and row.state in OBLIGATION_STEPS[ObligationStage.WITHDRAWN]:
        state = ObligationStage.WITHDRAWN
    elif fields is not None and _is_open_again(row, fields, on):
        state = ObligationStage.OPEN
    if state is not None:
        from_on = _not_before(row.states.current(), on)
        enter_state(ObligationState.objects.all(), state=state, on=from_on, obligation=row)
        row.state = state
    _put(row, fields)


def _is_open_again(row: Obligation, fields: Mapping[str, Any], on: date) -> bool:
    """Agreed again after it was dropped, or lapsed and given a day that has not passed."""
    if row.state not in OBLIGATION_STEPS[ObligationStage.OPEN]:
        return False
    return row.state == ObligationStage.WITHDRAWN or fields["due_on"] >= on


def _follow_risk(row: Risk, fields: dict[str, Any] | None, on: date) -> None:
    if fields is None:
        row.ended_on = row.ended_on or on
        row.save(update_fields=["ended_on"])
        return
    row.ended_on = None
    row.save(update_fields=["ended_on"])
    _put(row, fields)


def _put(row: models.Model, fields: dict[str, Any] | None) -> None:
    for name, value in (fields or {}).items():
        setattr(row, name, value)
    row.save()


def _not_before(states: Any, on: date) -> date:
    """The day, or the first one of the present state where that is later."""
    return max(on, states.values_list("from_on", flat=True).first() or on)


def _without(named: Fields, rows: Iterable[str]) -> Fields:
    there = set(rows)
    return {key: fields for key, fields in named.items() if key not in there}


def _parties(agreement: Agreement) -> Parties:
    return {party.key: party for party in agreement.parties.all()}
