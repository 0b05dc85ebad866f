"""What begins to live when an agreement enters force: its contributions, obligations and risks."""

from collections.abc import Mapping
from datetime import date

from core import clock
from partnerships import terms as t
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


def found_tables(agreement: Agreement, terms: t.Terms, *, on: date) -> None:
    """Fill the tables from the terms, with their first states from `on`. The caller holds the agreement.

    An entry that is not whole (the rules of an earlier day did not ask for it) stays in the terms alone.
    """
    parties = {party.key: party for party in agreement.parties.all()}
    moment = clock.now()
    contributions = Contribution.objects.bulk_create(
        Contribution(
            agreement=agreement,
            key=item.key,
            party=parties.get(item.party),
            outside_source=item.outside_source or "",
            kind=item.kind,
            name=item.name,
            value=item.value,
            valuation_by=item.valuation_by,
            valued_on=item.valued_on,
            owner_during=item.owner_during,
            owner_at_exit=item.owner_at_exit,
            due_on=item.due_on,
            depreciation_years=item.depreciation_years,
            recorded_at=moment,
        )
        for item in (terms.contributions or t.Contributions()).items
        if item.kind and item.value is not None and (item.party in parties) != (item.outside_source is not None)
    )
    ContributionState.objects.bulk_create(
        ContributionState(contribution=row, state=ContributionStage.AGREED, from_on=on, recorded_at=moment)
        for row in contributions
    )
    obligations = Obligation.objects.bulk_create(
        Obligation(
            agreement=agreement,
            key=item.key,
            debtor=parties[item.debtor],
            creditor=parties[item.creditor],
            title=item.title,
            criteria=item.criteria,
            due_on=item.due_on,
            answer_days=item.answer_days,
            silence=item.silence or "",
            is_milestone=item.is_milestone,
            recorded_at=moment,
        )
        for item in (terms.obligations or t.Obligations()).items
        if item.due_on and {item.debtor, item.creditor} <= set(parties) and item.debtor != item.creditor
    )
    ObligationState.objects.bulk_create(
        ObligationState(obligation=row, state=ObligationStage.OPEN, from_on=on, recorded_at=moment)
        for row in obligations
    )
    _found_risks(agreement, terms, parties)


def _found_risks(agreement: Agreement, terms: t.Terms, parties: Mapping[str, Party]) -> None:
    moment = clock.now()
    Risk.objects.bulk_create(
        Risk(
            agreement=agreement,
            key=item.key,
            category=item.category,
            cause=item.cause,
            likelihood=item.likelihood or 0,
            impact=item.impact or 0,
            owner=parties.get(item.owner),
            response=item.response,
            protection=item.protection,
            review_days=item.review_days,
            recorded_at=moment,
        )
        for item in (terms.risks or t.Risks()).items
        if item.category and item.likelihood and item.impact
    )
