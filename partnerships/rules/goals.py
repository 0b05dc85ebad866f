"""What both want is stated before anything else."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import Context, house
from partnerships.terms import Goals, Terms
from reference.rules import Finding, Level

NEEDED = (
    ("educational", _("State the educational goal: what students or teachers will be able to do.")),
    ("college", _("State the goal of the college.")),
    ("enterprise", _("State the goal of the enterprise.")),
)


@house(
    "GO-01",
    Level.BLOCK,
    _("Goals of both sides and the educational goal are stated"),
    fails={"goals.educational": ""},
)
def goals_are_stated(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Each side says what it wants, and the educational goal is named."""
    goals = terms.goals or Goals()
    for name, message in NEEDED:
        if not getattr(goals, name).strip():
            yield Finding(f"goals.{name}", message)
