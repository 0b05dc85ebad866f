"""Who agrees, and for how long."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from enterprises.credit_code import fault_of
from partnerships.rules import Context, house
from partnerships.terms import Terms
from partnerships.terms.values import Side
from reference.rules import Finding, Level


@house(
    "PT-01",
    Level.BLOCK,
    _("Enterprise parties have a valid credit code"),
    fails={"context.credit_codes": {}},
)
def enterprises_have_credit_codes(terms: Terms, context: Context) -> Iterator[Finding]:
    """An enterprise party has a unified social credit code in the register, with a right check digit (GB 32100)."""
    for position, party in enumerate(terms.parties):
        if party.side is not Side.ENTERPRISE:
            continue
        code, field = context.credit_codes.get(party.key, ""), f"parties.{position}"
        if not code:
            yield Finding(field, _("%(name)s has no credit code in the register."), params={"name": party.name})
        elif fault := fault_of(code):
            told = {"name": party.name, "code": code, "fault": fault.message}
            yield Finding(field, _("The credit code of %(name)s in the register, %(code)s: %(fault)s"), params=told)


@house(
    "PT-04",
    Level.BLOCK,
    _("Dates are in order"),
    fails={"basics.ends_on": date(2026, 1, 1)},
)
def dates_are_in_order(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """The agreement has a first and a last day, and the last is not before the first."""
    starts_on, ends_on = terms.basics.starts_on, terms.basics.ends_on
    if starts_on is None:
        yield Finding("basics.starts_on", _("State the first day of the agreement."))
    if ends_on is None:
        yield Finding("basics.ends_on", _("State the last day of the agreement."))
    if starts_on and ends_on and ends_on < starts_on:
        yield Finding("basics.ends_on", _("The agreement ends before it starts."))


@house(
    "PT-02",
    Level.WARN,
    _("A signatory who is not the legal representative has a delegation"),
    fails={"context.undelegated": (("enterprise", "Luo Jing"),)},
)
def signatories_are_delegated(terms: Terms, context: Context) -> Iterator[Finding]:
    """Who signs for an enterprise without being its legal representative in the register needs a delegation."""
    places = {party.key: position for position, party in enumerate(terms.parties)}
    for key, name in context.undelegated:
        if key in places:
            yield Finding(
                f"parties.{places[key]}",
                _("%(name)s is not the legal representative in the register. Add the delegation."),
                params={"name": name},
            )


@house(
    "PT-03",
    Level.WARN,
    _("The same parties have no other agreement of this kind at the same time"),
    fails={"context.duplicates": ("2026-0007",)},
)
def agreement_is_no_duplicate(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Same parties, same kind, overlapping days: perhaps the same agreement, logged twice."""
    if context.duplicates:
        yield Finding(
            "basics.kind",
            _("The same parties have an agreement of this kind at the same time: %(numbers)s."),
            params={"numbers": ", ".join(context.duplicates)},
        )
