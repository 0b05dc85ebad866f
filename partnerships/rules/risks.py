"""What may go wrong, and who answers for it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import WITH_STUDENTS, Context, house
from partnerships.terms import Emergency, NotApplicable, Risks, Terms
from partnerships.terms.values import AgreementKind, RiskCategory
from reference.rules import Finding, Level


@house(
    "RK-01",
    Level.BLOCK,
    _("The risks that go with this kind of agreement are named and judged"),
    fails={"risks.items": ()},
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


@house(
    "RK-02",
    Level.BLOCK,
    _("A serious risk has somebody who answers for it"),
    fails={"risks.items.0.owner": ""},
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


@house(
    "RK-03",
    Level.WARN,
    _("A grave risk has a protection"),
    fails={"risks.items.0.protection": ""},
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


@house(
    "RK-06",
    Level.WARN,
    _("Not all risks are on one party"),
    fails={"risks.items.1.owner": "college"},
)
def risks_are_shared(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Of two risks or more that somebody answers for, not all are on one party."""
    items = (terms.risks or Risks()).items
    owners = [item.owner for item in items if item.owner]
    party = terms.party(owners[0]) if owners else None
    if len(owners) > 1 and len(set(owners)) == 1 and party is not None:
        yield Finding("risks.items.0.owner", _("%(name)s answers for every risk."), params={"name": party.name})


@house(
    "RK-05",
    Level.WARN,
    _("A threshold has a figure and a place where the figure comes from"),
    fails={"risks.items.0.source": ""},
)
def thresholds_have_a_source(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A threshold that no figure can pass warns nobody."""
    for position, item in enumerate((terms.risks or Risks()).items):
        if item.threshold is None:
            continue
        for name, message in (
            ("watched", _("Say which figure the threshold is for.")),
            ("side", _("Say on which side of the threshold the figure warns.")),
            ("source", _("Say where the figure comes from.")),
        ):
            if not getattr(item, name):
                yield Finding(f"risks.items.{position}.{name}", message)


@house(
    "RK-07",
    Level.WARN,
    _("Where students work there is an emergency plan"),
    fails={"basics.kind": AgreementKind.TALENT, "emergency": None},
)
def students_have_a_plan(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """When it is used and what is done."""
    if terms.basics.kind not in WITH_STUDENTS or isinstance(terms.emergency, NotApplicable):
        return
    plan = terms.emergency or Emergency()
    if not plan.trigger.strip():
        yield Finding("emergency.trigger", _("Say when the emergency plan is used."))
    if not plan.steps.strip():
        yield Finding("emergency.steps", _("Say what is done in an emergency."))
