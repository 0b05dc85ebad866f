"""Who decides in the end."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, Context, house
from partnerships.terms import Dispute, Terms
from partnerships.terms.values import Forum
from reference.rules import Finding, Grade, Level, Source, rule

INTERPRETATION = "最高人民法院关于适用《中华人民共和国仲裁法》若干问题的解释（法释〔2006〕7号）"
INTERPRETATION_FROM = date(2006, 9, 8)


@rule(
    "DS-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document=INTERPRETATION,
    article="Art. 7",
    valid_from=INTERPRETATION_FROM,
    title=_("Exactly one final forum"),
    fails={"dispute.final": (Forum.COURT, Forum.ARBITRATION)},
)
def one_final_forum(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Either a court or arbitration decides. Who names both has an arbitration clause without effect."""
    forums = set((terms.dispute or Dispute()).final)
    if not forums:
        yield Finding("dispute.final", _("Choose who decides in the end: a court or arbitration."))
    elif len(forums) > 1:
        yield Finding(
            "dispute.final", _("Choose one: naming both a court and arbitration makes the arbitration clause void.")
        )


@rule(
    "DS-02",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document=INTERPRETATION,
    article="Arts. 3–6",
    valid_from=INTERPRETATION_FROM,
    title=_("Arbitration names its institution"),
    fails={"dispute.final": (Forum.ARBITRATION,)},
)
def arbitration_names_institution(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """An arbitration clause that lets nobody tell which institution is meant has no effect."""
    clause = terms.dispute or Dispute()
    if Forum.ARBITRATION in clause.final and not clause.institution.strip():
        yield Finding("dispute.institution", _("Name the arbitration institution."))


@house(
    "DS-03",
    Level.WARN,
    _("Every step before the final word has an end"),
    fails={"dispute.ladder.0.days": None},
)
def steps_have_days(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Negotiations without an end keep the final forum away for ever."""
    for position, step in enumerate((terms.dispute or Dispute()).ladder):
        if step.days is None:
            yield Finding(f"dispute.ladder.{position}.days", _("Say within how many days this step is over."))


@house(
    "DS-04",
    Level.WARN,
    _("Seat and law are stated"),
    fails={"dispute.seat": ""},
)
def seat_and_law_are_stated(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """The place whose court or institution decides, and by which law."""
    clause = terms.dispute or Dispute()
    if not clause.seat.strip():
        yield Finding("dispute.seat", _("Name the place whose court or institution decides."))
    if not clause.law.strip():
        yield Finding("dispute.law", _("Name the law that applies."))
