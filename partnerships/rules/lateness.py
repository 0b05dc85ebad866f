"""What comes late while an agreement runs. The page of its progress shows what they find; nothing is stopped by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from core import wording
from partnerships.rules import HOUSE_FROM, Context
from reference.rules import Finding, Level, Source, rule

LIFE = ("agreement_life",)


@dataclass(frozen=True)
class Delivery:
    """A contribution with a day; `delivered_on` is None until it is there. A refused one is not there."""

    key: str
    name: str
    due_on: date
    delivered_on: date | None = None


@dataclass(frozen=True)
class ReviewDue:
    """A risk that is to be judged again by a day (included)."""

    key: str
    category: str
    due_on: date


@dataclass(frozen=True)
class Life:
    """An agreement that runs, as the rules of lateness see it."""

    deliveries: tuple[Delivery, ...] = ()
    reviews: tuple[ReviewDue, ...] = ()


@rule(
    "CT-03",
    applies_to=LIFE,
    level=Level.WARN,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Contributions are delivered by the day that was agreed"),
    fails={"deliveries.0.delivered_on": date(2026, 11, 11)},
)
def contributions_are_in_time(life: Life, context: Context) -> Iterator[Finding]:
    """On the day itself is in time. What came late stays late; what is missing is late from the day after."""
    for item in life.deliveries:
        told = {"name": item.name, "due": wording.day(item.due_on)}
        if item.delivered_on is None and item.due_on < context.on:
            yield Finding(
                f"contributions.{item.key}", _("“%(name)s” was due on %(due)s and is not delivered."), params=told
            )
        elif item.delivered_on is not None and item.due_on < item.delivered_on:
            came = {**told, "came": wording.day(item.delivered_on)}
            yield Finding(
                f"contributions.{item.key}", _("“%(name)s” was due on %(due)s and came on %(came)s."), params=came
            )


@rule(
    "RK-04",
    applies_to=LIFE,
    level=Level.WARN,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Risks are judged again as often as was agreed"),
    fails={"reviews.0.due_on": date(2026, 11, 19)},
)
def risks_are_judged_again(life: Life, context: Context) -> Iterator[Finding]:
    """On the day itself is in time."""
    for item in life.reviews:
        if item.due_on < context.on:
            yield Finding(
                f"risks.{item.key}",
                _("The risk “%(category)s” was to be judged again by %(due)s."),
                params={"category": item.category, "due": wording.day(item.due_on)},
            )
