"""The settlement of an agreement: as it would be on a day, or as it was at its end."""

from dataclasses import dataclass
from datetime import date, timedelta

from partnerships.models import Agreement, ContributionStage, ContributionState, Party
from partnerships.selectors.terms import effective_terms
from partnerships.settlement import ExitTerms, Given, Line, Payment, settle
from partnerships.terms import NotApplicable, Terms


@dataclass(frozen=True)
class SettlementPage:
    """Lines and payments by keys, with the parties that the keys name."""

    on: date
    is_final: bool
    at_fault: str
    lines: list[Line]
    payments: list[Payment]
    parties: dict[str, Party]


def settlement_of(
    agreement: Agreement, *, on: date, at_fault: str = "", who_leaves: str = "", leaving: Party | None = None
) -> SettlementPage:
    """What is owed if it ends on a day; once it has ended by notice, what was owed on its last day.

    With a party that leaves by an amendment: what is owed for what that one has put in. What parties have put in that
    left before is settled already.
    """
    parties = {
        party.key: party for party in agreement.parties.select_related("organisation").order_by("position", "pk")
    }
    ending = agreement.endings.standing().select_related("at_fault", "party").first()
    is_final = ending is not None and not agreement.is_running
    if ending is not None and is_final:
        on = last_day(agreement) or ending.last_on
    if ending is not None and (is_final or not at_fault):
        at_fault = ending.at_fault.key if ending.at_fault else ""
        who_leaves = ending.party.key
    terms = effective_terms(agreement, on) or Terms()
    if leaving is not None:
        at_fault, who_leaves = "", leaving.key
    settled = {key for key, party in parties.items() if party.left_on is not None}
    given = [
        item for item in _given(agreement)
        if (item.giver == leaving.key if leaving else item.giver not in settled)
    ]  # fmt: skip
    lines, payments = settle(given, _exit_terms(terms, at_fault, who_leaves), on=on)
    return SettlementPage(on, is_final, at_fault, lines, payments, parties)


def last_day(agreement: Agreement) -> date | None:
    """The last day of an agreement that has ended."""
    ended = agreement.states.filter(superseded_at=None, until_on=None).exclude(state__in=("in_force", "suspended"))
    began = ended.values_list("from_on", flat=True).first()
    return began - timedelta(days=1) if began else None


def _exit_terms(terms: Terms, at_fault: str, who_leaves: str) -> ExitTerms:
    said = terms.exit
    if said is None or isinstance(said, NotApplicable):
        return ExitTerms(None, None)
    return ExitTerms(said.settlement, said.pays, at_fault, who_leaves, _parts(terms))


def _parts(terms: Terms) -> dict[str, int]:
    """The parts of the benefit: of its last stage that has any; nobody's where no benefit is split."""
    if terms.benefit is None or isinstance(terms.benefit, NotApplicable):
        return {}
    return next((dict(stage.parts) for stage in reversed(terms.benefit.stages) if stage.parts), {})


def _given(agreement: Agreement) -> list[Given]:
    states = ContributionState.objects.filter(
        contribution__agreement=agreement, superseded_at=None, state=ContributionStage.ACCEPTED
    )
    accepted = dict(states.order_by("from_on").values_list("contribution_id", "from_on"))
    return [
        Given(
            row.key,
            row.name,
            row.party.key if row.party else "",
            row.owner_at_exit,
            row.value,
            accepted.get(row.pk) if row.state == ContributionStage.ACCEPTED else None,
            row.depreciation_years,
        )
        for row in agreement.contributions.select_related("party").order_by("pk")
    ]
