"""Who owns what comes out of the cooperation."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, HOUSE_FROM, Context
from partnerships.terms import IP, NotApplicable, Terms
from partnerships.terms.values import Ownership
from reference.rules import Finding, Level, Source, rule


@rule(
    "IP-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Every kind of result has an owner"),
)
def results_have_owners(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Every result names its kind and its owner, or the clause says why there will be no results."""
    if isinstance(terms.ip, NotApplicable):
        return
    results = (terms.ip or IP()).foreground
    if not results:
        yield Finding("ip.foreground", _("Name at least one kind of result and its owner, or say why there is none."))
    for position, result in enumerate(results):
        if result.kind is None:
            yield Finding(f"ip.foreground.{position}.kind", _("Choose the kind of result."))
        if result.ownership is None:
            yield Finding(f"ip.foreground.{position}.ownership", _("Choose who owns this result."))


@rule(
    "IP-02",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Joint owners have parts"),
)
def joint_owners_have_parts(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A jointly owned result has two owners at least, all of them parties, each with a part greater than zero."""
    if not isinstance(terms.ip, IP):
        return
    keys = {party.key for party in terms.parties}
    for position, result in enumerate(terms.ip.foreground):
        if result.ownership is not Ownership.JOINT:
            continue
        field = f"ip.foreground.{position}.parts"
        if set(result.parts) - keys:
            yield Finding(field, _("A part is given to somebody who is no party to the agreement."))
        elif len(result.parts) < 2:
            yield Finding(field, _("Give every joint owner a part: a jointly owned result has two owners at least."))
        elif not all(part > 0 for part in result.parts.values()):
            yield Finding(field, _("Give every joint owner a part greater than zero."))
