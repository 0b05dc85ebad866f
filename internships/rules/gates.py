"""What a post internship needs before it begins. Evidence that may follow later does not stop the placing."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from internships.overlaps import Span
from internships.rules.facts import BeginFacts, Context
from reference.periods import age_on
from reference.rules import Finding, Grade, Level, Source, rule

ONE_DAY = timedelta(days=1)


@rule(
    "INT-042",
    applies_to=("begin",),
    level=Level.GATE,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="中华人民共和国职业教育法（2022年修订）；教职成〔2021〕4号",
    article="Art. 50; Art. 14 (not confirmed)",
    valid_from=date(2022, 5, 1),
    title=_("School, unit and student sign before the first day"),
)
def three_have_signed(placement: BeginFacts, _context: Context) -> Iterator[Finding]:
    """All three, on the first day at the latest. Observation internships need no tripartite agreement."""
    if not placement.is_post_internship:
        return
    for field, missing, late in (
        ("school_signed_on", _("The school has not signed."), _("The school signed after the first day.")),
        ("unit_signed_on", _("The unit has not signed."), _("The unit signed after the first day.")),
        ("student_signed_on", _("The student has not signed."), _("The student signed after the first day.")),
    ):
        day = getattr(placement, field)
        if day is None:
            yield Finding(field, missing)
        elif day > placement.starts_on:
            yield Finding(field, late)


@rule(
    "INT-044",
    applies_to=("begin",),
    level=Level.GATE,
    source=Source.LAW,
    document="中华人民共和国民法典",
    article="Art. 17-19, 23",
    valid_from=date(2021, 1, 1),
    title=_("Under 18: the guardian signs too"),
)
def guardian_has_signed(placement: BeginFacts, context: Context) -> Iterator[Finding]:
    """Who is under 18 on the first day, and on that day at the latest. Who lives on the own work at 16 needs none; the
    college then notes the student's day.
    """
    if not placement.is_post_internship or age_on(placement.birth_date, placement.starts_on) >= context.minor_age:
        return
    if placement.guardian_signed_on is None or placement.guardian_signed_on > placement.starts_on:
        yield Finding("guardian_signed_on", _("The student is under 18: the guardian signs before the first day."))


@rule(
    "INT-069",
    applies_to=("begin",),
    level=Level.GATE,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="中华人民共和国职业教育法（2022年修订）；教育部等关于职业学校学生实习责任保险的通知（2010年）",
    article="Art. 50; notice of 2010",
    valid_from=date(2022, 5, 1),
    title=_("Liability insurance covers the whole internship, at no cost to the student"),
)
def insured_throughout(placement: BeginFacts, _context: Context) -> Iterator[Finding]:
    """From the first to the last day without a gap, by one policy or several; the student pays no premium."""
    if not placement.is_post_internship:
        return
    if not placement.insured:
        yield Finding("insurance", _("No liability insurance is recorded."))
    elif not covers(placement.insured, placement.starts_on, placement.ends_on):
        yield Finding("insurance", _("The insurance does not cover every day of the internship."))
    if placement.is_premium_charged:
        yield Finding("insurance", _("The premium of the insurance may not be charged to the student."))


def covers(spans: Iterable[Span], starts_on: date, ends_on: date) -> bool:
    """Whether every day from the first to the last lies in a span."""
    open_from = starts_on
    for span in sorted(spans, key=lambda span: span.starts_on):
        if span.starts_on > open_from:
            break
        open_from = max(open_from, span.ends_on + ONE_DAY)
    return open_from > ends_on
