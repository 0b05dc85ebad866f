"""What a licence or an option has to say."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import Context, house
from partnerships.terms import Licence, Licences, Terms
from partnerships.terms.values import Exclusivity, LicenceKind
from reference.rules import Finding, Level


def _items(terms: Terms) -> Iterator[tuple[str, Licence]]:
    clause = terms.licences if isinstance(terms.licences, Licences) else Licences()
    return ((f"licences.items.{position}", item) for position, item in enumerate(clause.items))


@house(
    "IP-06",
    Level.BLOCK,
    _("A licence has a field, a territory and a term"),
    fails={"licences.items.0.territory": ""},
)
def licences_are_bounded(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who grants what to whom, in which field of use, where, and for how long; licensor and licensee differ."""
    keys = {party.key for party in terms.parties}
    for path, item in _items(terms):
        if item.kind is None:
            yield Finding(f"{path}.kind", _("Choose what is granted."))
        if item.licensor not in keys:
            yield Finding(f"{path}.licensor", _("Choose the party that grants it."))
        if item.licensee not in keys or item.licensee == item.licensor:
            yield Finding(f"{path}.licensee", _("Choose another party to which it is granted."))
        if item.kind is LicenceKind.LICENCE:
            yield from _bounds(path, item)


def _bounds(path: str, item: Licence) -> Iterator[Finding]:
    if not item.field_of_use.strip():
        yield Finding(f"{path}.field_of_use", _("State the field in which the licence may be used."))
    if not item.territory.strip():
        yield Finding(f"{path}.territory", _("State the territory of the licence."))
    if item.years is None:
        yield Finding(f"{path}.years", _("State for how many years the licence is granted."))


@house(
    "IP-07",
    Level.WARN,
    _("An exclusive licence has to be used"),
    fails={"licences.items.0.duty": ""},
)
def exclusive_licences_are_used(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """An exclusive licence without a duty to use it lets its holder shelve the result."""
    for path, item in _items(terms):
        if item.exclusivity is Exclusivity.EXCLUSIVE and not item.duty.strip():
            yield Finding(f"{path}.duty", _("Say what the holder of the exclusive licence must achieve."))


@house(
    "IP-08",
    Level.BLOCK,
    _("An option has a last day"),
    fails={"licences.items.0.kind": LicenceKind.OPTION_EXCLUSIVE},
)
def options_end(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """An option without an end keeps the owner from using or licensing its own right."""
    for path, item in _items(terms):
        if item.kind in {LicenceKind.OPTION_EXCLUSIVE, LicenceKind.OPTION_ASSIGNMENT} and item.until is None:
            yield Finding(f"{path}.until", _("State until which day the option can be drawn."))
