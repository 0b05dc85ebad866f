"""Who defends what was made."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import RESEARCH, Context, house
from partnerships.terms import Enforcement, NotApplicable, Terms
from reference.rules import Finding, Level


@house(
    "IP-10",
    Level.WARN,
    _("It is stated who acts against an infringement, and who pays"),
    fails={"enforcement.duty": ""},
)
def rights_are_defended(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Silence on enforcement left one enterprise with all the cost of every lawsuit. Asked where the purpose is
    knowledge, and wherever the clause is begun."""
    if isinstance(terms.enforcement, NotApplicable) or (
        terms.enforcement is None and terms.basics.kind not in RESEARCH
    ):
        return
    clause = terms.enforcement or Enforcement()
    if not clause.first_right:
        yield Finding("enforcement.first_right", _("Say who may act first against an infringement."))
    if not clause.duty:
        yield Finding("enforcement.duty", _("Say who has to act against an infringement."))
    if not any(clause.cost_parts.values()):
        yield Finding("enforcement.cost_parts", _("Say who bears the costs of acting against an infringement."))
