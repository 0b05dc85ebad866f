"""What each side puts in."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import Context, house
from partnerships.terms import Contributions, Terms
from partnerships.terms.values import ContributionKind
from reference.rules import Finding, Level

OWNERS = ("owner_during", "owner_at_exit")


@house(
    "CT-01",
    Level.BLOCK,
    _("Every contribution has a source, a value, and an owner during the agreement and when it ends"),
    fails={"contributions.items.0.owner_at_exit": ""},
)
def contributions_have_owners(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who puts in what, of which value, and to whom it belongs, now and at the end; owners are parties."""
    keys = {party.key for party in terms.parties}
    for position, item in enumerate((terms.contributions or Contributions()).items):
        field = f"contributions.items.{position}"
        if (item.party not in keys) == (item.outside_source is None):
            yield Finding(f"{field}.party", _("Choose who puts it in: one party, or one source outside."))
        if item.kind is None:
            yield Finding(f"{field}.kind", _("Choose what kind of contribution it is."))
        if not item.name.strip():
            yield Finding(f"{field}.name", _("Say what is put in."))
        if item.value is None:
            yield Finding(f"{field}.value", _("State its value; 0 is a value."))
        for name in OWNERS:
            if getattr(item, name) not in keys:
                yield Finding(f"{field}.{name}", _("Choose the party that owns it."))


@house(
    "CT-02",
    Level.WARN,
    _("What is worth much is valued by a third party"),
    fails={"contributions.items.0.valuation_by": ""},
)
def large_contributions_are_valued(terms: Terms, context: Context) -> Iterator[Finding]:
    """A contribution in kind from the parameter's value on names who valued it, and when."""
    if context.valuation_from is None:
        return
    for position, item in enumerate((terms.contributions or Contributions()).items):
        if item.kind == ContributionKind.MONEY or item.value is None or item.value < context.valuation_from:
            continue
        if not item.valuation_by.strip() or item.valued_on is None:
            yield Finding(
                f"contributions.items.{position}.valuation_by",
                _("From CNY %(least)s on, say which third party valued it and when."),
                params={"least": f"{context.valuation_from:,}"},
            )
