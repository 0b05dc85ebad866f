"""How an agreement ends before its time."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, HOUSE_FROM, Context
from partnerships.terms import Exit, Terms
from reference.rules import Finding, Level, Source, rule


@rule(
    "EX-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Notice and cure days are stated"),
)
def exit_has_days(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who ends the agreement gives notice, and who broke it has time to mend."""
    clause = terms.exit or Exit()
    if clause.notice_days is None:
        yield Finding("exit.notice_days", _("State how many days before the end notice must be given."))
    if clause.cure_days is None:
        yield Finding("exit.cure_days", _("State how many days a party has to mend a breach."))


@rule(
    "EX-03",
    applies_to=AGREEMENT,
    level=Level.WARN,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("It is stated what goes on after the end"),
)
def exit_names_what_survives(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Something goes on after the end: confidentiality, results, payments, students, disputes."""
    if not (terms.exit or Exit()).survives:
        yield Finding("exit.survives", _("Nothing is said to go on after the end, not even confidentiality."))
