"""How long a post internship lasts."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from internships.overlaps import Span
from internships.rules.facts import Context, PlacementFacts
from internships.rules.hours import plain
from reference.rules import Finding, Grade, Level, Source, rule

MONTHS_A_YEAR = 12
DAYS_A_MONTH = 30  # what is left over behind whole months is counted in thirtieths


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where that month is shorter."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(starts_on: date, ends_on: date) -> Decimal:
    """The length of a span with both days included: 1 March to 31 August is 6, a day less is a little less."""
    after = ends_on + timedelta(days=1)
    whole = 0
    while months_later(starts_on, whole + 1) <= after:
        whole += 1
    rest = (after - months_later(starts_on, whole)).days
    return whole + min(Decimal(rest) / DAYS_A_MONTH, Decimal("0.99"))


@rule(
    "INT-017",
    applies_to=("placement",),
    level=Level.WARN,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="教职成〔2021〕4号；宁波市职业教育校企合作促进条例（2020年修正）",
    article="Art. 12 (2016 version Art. 10); Art. 9",
    valid_from=date(2021, 12, 31),
    title=_("A post internship lasts about six months"),
)
def lasts_about_six_months(placement: PlacementFacts, context: Context) -> Iterator[Finding]:
    """The sum of this post internship and the student's others: a split one counts whole. The tolerance is a parameter.

    Years of the same student add up on purpose: what the training plan splits is one post internship.
    """
    if not placement.is_post_internship:
        return
    spans = (*placement.served, Span(placement.starts_on, placement.ends_on))
    months = sum((months_between(span.starts_on, span.ends_on) for span in spans), Decimal(0))
    shown = plain(months.quantize(Decimal("0.1")))
    if months < context.duration_months_min:
        yield Finding(
            "ends_on",
            _("With this placement the student does %(months)s months in all; about six are usual, at least %(min)s."),
            params={"months": shown, "min": plain(context.duration_months_min)},
        )
    elif months > context.duration_months_max:
        yield Finding(
            "ends_on",
            _("With this placement the student does %(months)s months in all; about six are usual, at most %(max)s."),
            params={"months": shown, "max": plain(context.duration_months_max)},
        )
