"""Working time."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from internships.rules.facts import Context, SlotFacts
from reference.rules import Finding, Grade, Level, Source, rule

DAYS_A_WEEK = 7


@rule(
    "INT-031",
    applies_to=("slot",),
    level=Level.BLOCK,
    source=Source.LAW,
    document="中华人民共和国劳动法（2018年修正）",
    article="Art. 36, 38",
    valid_from=date(2018, 12, 29),
    title=_("Working time: 8 hours a day, 44 a week, one rest day"),
)
def hours_are_lawful(slot: SlotFacts, context: Context) -> Iterator[Finding]:
    """Hours a day and a week, and rest days; regions may be stricter (Ningbo: 40 hours a week, its regulation Art. 9).

    Where hours a week are not stated, hours a day on every day that is no rest day stand for them.
    """
    if slot.hours_per_day is not None and slot.hours_per_day > context.hours_day_max:
        yield Finding(
            "hours_per_day",
            _("%(hours)s hours a day: at most %(max)s are allowed."),
            params={"hours": plain(slot.hours_per_day), "max": plain(context.hours_day_max)},
        )
    if slot.rest_days_per_week is not None and slot.rest_days_per_week < context.rest_days_week_min:
        yield Finding(
            "rest_days_per_week",
            _("%(days)s rest days a week: at least %(min)s are required."),
            params={"days": slot.rest_days_per_week, "min": context.rest_days_week_min},
        )
    hours = slot.hours_per_week
    if hours is None and slot.hours_per_day is not None and slot.rest_days_per_week is not None:
        hours = slot.hours_per_day * (DAYS_A_WEEK - slot.rest_days_per_week)
    if hours is not None and hours > context.hours_week_max:
        yield Finding(
            "hours_per_week",
            _("%(hours)s hours a week: at most %(max)s are allowed here."),
            params={"hours": plain(hours), "max": plain(context.hours_week_max)},
        )


@rule(
    "INT-030",
    applies_to=("slot",),
    level=Level.BLOCK,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="教职成〔2021〕4号；上海市职业教育条例（2018年）",
    article="Art. 17 (not confirmed); Art. 50",
    valid_from=date(2021, 12, 31),
    title=_("No overtime and no night shift, unless filed beforehand"),
)
def no_overtime_and_no_nights(slot: SlotFacts, _context: Context) -> Iterator[Finding]:
    """Only where the major or post needs it and the superior authority has a filing from before. The student's own
    consent to overtime belongs into the tripartite agreement.
    """
    if slot.exemption_filing:
        return
    for field, is_so in (("has_night_work", slot.has_night_work), ("has_overtime", slot.has_overtime)):
        if is_so:
            yield Finding(field, _("No overtime and no night shift without a filing with the superior authority."))


@rule(
    "INT-029",
    applies_to=("slot",),
    level=Level.BLOCK,  # lowered to a warning: the text is not confirmed
    source=Source.LAW,
    grade=Grade.UNCONFIRMED,
    document="教职成〔2021〕4号",
    article="Art. 17 (not confirmed)",
    valid_from=date(2021, 12, 31),
    title=_("No internship on public holidays, unless filed beforehand"),
)
def no_holiday_work(slot: SlotFacts, _context: Context) -> Iterator[Finding]:
    """The same exemption as INT-030."""
    if slot.has_holiday_work and not slot.exemption_filing:
        yield Finding("has_holiday_work", _("No work on public holidays without a filing with the superior authority."))


def plain(value: Decimal | int) -> str:
    """8 for 8.00, 7.5 for 7.50."""
    return f"{Decimal(value).normalize():f}"
