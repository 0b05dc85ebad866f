"""A cooperation is evaluated on the way, not only at its end."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import Context, proposal
from partnerships.terms import Review, Terms
from reference.rules import Finding

NEEDED = (
    ("every_months", _("Say how often the cooperation is evaluated.")),
    ("assessor", _("Say who evaluates the cooperation.")),
    ("criteria", _("Say by which criteria the cooperation is evaluated.")),
)


@proposal(
    "EV-01",
    _("The cooperation has a mechanism by which it is evaluated"),
    fails={"review.every_months": None},
)
def evaluation_is_agreed(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """How often, by whom and by which criteria. A proposal of research on agreements that stop at intentions."""
    review = terms.review or Review()
    for name, message in NEEDED:
        held = getattr(review, name)
        if not held or (isinstance(held, str) and not held.strip()):
            yield Finding(f"review.{name}", message)


@proposal(
    "AJ-01",
    _("It is stated when the agreement is looked at again"),
    fails={"review.triggers": ()},
)
def adjustment_has_triggers(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Something makes the parties look at the agreement again before its end."""
    if not (terms.review or Review()).triggers:
        yield Finding("review.triggers", _("Say what makes the parties look at the agreement again."))
