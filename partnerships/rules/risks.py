"""What may go wrong, and who answers for it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, HOUSE_FROM, Context
from partnerships.terms import Risks, Terms
from partnerships.terms.values import RiskCategory
from reference.rules import Finding, Level, Source, rule


@rule(
    "RK-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("The risks that go with this kind of agreement are named and judged"),
)
def mandatory_risks_are_named(terms: Terms, context: Context) -> Iterator[Finding]:
    """Every risk has a category, a cause and both numbers; each category that the kind requires is there."""
    items = (terms.risks or Risks()).items
    named = {item.category for item in items}
    for category in context.mandatory_risks.get(terms.basics.kind or "", ()):
        if category not in named:
            yield Finding(
                "risks.items",
                _("This kind of agreement names a risk of this category: %(category)s."),
                params={"category": RiskCategory(category).label},
            )
    for position, item in enumerate(items):
        field = f"risks.items.{position}"
        if item.category is None:
            yield Finding(f"{field}.category", _("Choose what the risk is about."))
        if not item.cause.strip():
            yield Finding(f"{field}.cause", _("Say what may go wrong."))
        if item.likelihood is None:
            yield Finding(f"{field}.likelihood", _("Judge the likelihood from 1 to 5."))
        if item.impact is None:
            yield Finding(f"{field}.impact", _("Judge the impact from 1 to 5."))


@rule(
    "RK-02",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("A serious risk has somebody who answers for it"),
)
def serious_risks_have_owners(terms: Terms, context: Context) -> Iterator[Finding]:
    """From the parameter's score on a party answers for the risk. Who is named is a party, whatever the score."""
    keys = {party.key for party in terms.parties}
    for position, item in enumerate((terms.risks or Risks()).items):
        field = f"risks.items.{position}.owner"
        if item.owner and item.owner not in keys:
            yield Finding(field, _("Choose a party to the agreement."))
        elif not item.owner and context.owner_from is not None and item.score >= context.owner_from:
            yield Finding(
                field, _("From a score of %(least)s on, say who answers for it."), params={"least": context.owner_from}
            )


@rule(
    "RK-03",
    applies_to=AGREEMENT,
    level=Level.WARN,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("A grave risk has a protection"),
)
def grave_risks_are_protected(terms: Terms, context: Context) -> Iterator[Finding]:
    """From the parameter's score on an insurance, a guarantee or a compensation is named."""
    if context.protection_from is None:
        return
    for position, item in enumerate((terms.risks or Risks()).items):
        if item.score >= context.protection_from and not item.protection.strip():
            yield Finding(
                f"risks.items.{position}.protection",
                _("From a score of %(least)s on, name an insurance, a guarantee or a compensation."),
                params={"least": context.protection_from},
            )


@rule(
    "RK-06",
    applies_to=AGREEMENT,
    level=Level.WARN,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Not all risks are on one party"),
)
def risks_are_shared(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Of two risks or more that somebody answers for, not all are on one party."""
    items = (terms.risks or Risks()).items
    owners = [item.owner for item in items if item.owner]
    party = terms.party(owners[0]) if owners else None
    if len(owners) > 1 and len(set(owners)) == 1 and party is not None:
        yield Finding("risks.items.0.owner", _("%(name)s answers for every risk."), params={"name": party.name})
