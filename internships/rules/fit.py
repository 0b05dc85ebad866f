"""Whether the post fits what the student learns."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from internships.rules.facts import Context, PlacementFacts
from reference.rules import Finding, Grade, Level, Source, rule

FIRST_VOCATIONAL = 21  # below are the disciplines of general universities
CATEGORIES = (
    20  # the 19 categories of the vocational bachelor are 21–39, of the college 41–59, of secondary school 61–79
)


def category(code: str) -> tuple[str, int]:
    """The major category (专业大类) of a catalogue code, by its first two digits; equal for the three school levels.

    46, 26 and 66 are all equipment manufacturing. What has no number is its own category.
    """
    digits = code[:2]
    if not digits.isdigit():
        return (digits, 0)
    number = int(digits)
    return ("general", number) if number < FIRST_VOCATIONAL else ("vocational", number % CATEGORIES)


@rule(
    "INT-019",
    applies_to=("placement",),
    level=Level.BLOCK,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="中华人民共和国职业教育法（2022年修订）；教职成〔2021〕4号",
    article="Art. 50(2); Art. 12 (not confirmed)",
    valid_from=date(2022, 5, 1),
    title=_("The post fits the student's major category"),
)
def fits_the_major(placement: PlacementFacts, _context: Context) -> Iterator[Finding]:
    """The student's major lies in a major category that the slot names. Not asked of an observation internship."""
    if not placement.is_post_internship or not placement.major:
        return
    if category(placement.major) not in {category(code) for code in placement.slot_majors}:
        yield Finding("student", _("The student's major belongs to another major category than those of this slot."))
