"""How many interns a unit may have at once."""

import math
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from core import wording
from internships.overlaps import Span, peak
from internships.rules.facts import Context, PlacementFacts, SlotFacts
from reference.rules import Finding, Grade, Level, Source, rule

day_words = lazy(wording.day, str)  # in the language in which the finding is read


@rule(
    "INT-015",
    applies_to=("slot", "placement"),
    level=Level.BLOCK,  # lowered to a warning: the text of 2021 is not confirmed
    source=Source.LAW,
    grade=Grade.UNCONFIRMED,
    document="教职成〔2021〕4号",
    article="Art. 11 (not confirmed; 2016 version Art. 9)",
    valid_from=date(2021, 12, 31),
    title=_("Post interns at once: at most a tenth of the on-post staff"),
)
def unit_has_room(subject: SlotFacts | PlacementFacts, context: Context) -> Iterator[Finding]:
    """The interns of all colleges who are in the unit at once, at their peak, against its on-post staff.

    A slot counts with all its places. Staff is a head count without interns; 10 % of 15 people lets one in, not two.
    The message does not say by how many: places are public, so the difference would tell the unit's private staff.
    """
    yield from _cap(
        subject,
        staff=context.staff_count,
        ratio=context.unit_ratio_max,
        others=context.others,
        message=_("From %(on)s the unit would have more post interns than %(percent)s%% of its on-post staff."),
    )


@rule(
    "INT-016",
    applies_to=("slot", "placement"),
    level=Level.BLOCK,  # lowered to a warning: the text of 2021 is not confirmed
    source=Source.LAW,
    grade=Grade.UNCONFIRMED,
    document="教职成〔2021〕4号",
    article="Art. 11 (not confirmed; 2016 version Art. 9)",
    valid_from=date(2021, 12, 31),
    title=_("Post interns in one post at once: at most a fifth of the staff in that post"),
)
def post_has_room(subject: SlotFacts | PlacementFacts, context: Context) -> Iterator[Finding]:
    """The interns of all colleges who are in one post of the unit at once, at their peak, against the post's staff.

    Both caps apply together. Staff of posts is private to the unit, so the message does not say by how many.
    """
    yield from _cap(
        subject,
        staff=context.post_staff,
        ratio=context.post_ratio_max,
        others=context.post_others,
        message=_("From %(on)s this post would have more interns than %(percent)s%% of its staff."),
    )


def _cap(
    subject: SlotFacts | PlacementFacts,
    *,
    staff: int | None,
    ratio: Decimal,
    others: Iterable[Span],
    message: str | Promise,
) -> Iterator[Finding]:
    """A finding where the peak with this subject lies above the whole people that the ratio lets in."""
    if staff is None or not subject.interns.count:
        return
    highest = peak([*others, subject.interns], starts_on=subject.starts_on, ends_on=subject.ends_on)
    if highest.count > math.floor(staff * ratio):
        yield Finding(
            "places" if isinstance(subject, SlotFacts) else "starts_on",
            message,
            params={"on": day_words(highest.on or subject.starts_on), "percent": f"{(ratio * 100).normalize():f}"},
        )


@rule(
    "SL-02",
    applies_to=("slot",),
    level=Level.HINT,
    source=Source.HOUSE,
    valid_from=date(2021, 12, 31),
    title=_("The unit has stated its on-post staff"),
)
def staff_is_stated(_slot: SlotFacts, context: Context) -> Iterator[Finding]:
    """Without the staff of the unit INT-015 cannot be checked, and not checked is not passed."""
    if context.staff_count is None:
        yield Finding(
            "places",
            _("The on-post staff of the enterprise is not stated, so the cap on interns was not checked."),
        )
