"""Who may be placed in a post internship."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from internships.rules.facts import Context, PlacementFacts
from reference.periods import SchoolYear, age_on
from reference.rules import Finding, Level, Source, rule

EARLY_ENROLMENT_FROM = 7  # who enrols in July or August begins with the coming school year


def grade_year(enrolled_on: date, on: date) -> int:
    """The year of study on a day: 1 in the school year of enrolment, 2 from the next 1 September on."""
    first = SchoolYear.of(enrolled_on)
    if EARLY_ENROLMENT_FROM <= enrolled_on.month < first.start.month:
        first = first.next()
    return SchoolYear.of(on).first_year - first.first_year + 1


@rule(
    "INT-020",
    applies_to=("placement",),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号",
    article="Art. 16(1)",
    valid_from=date(2021, 12, 31),
    title=_("No first-year student in a post internship"),
)
def not_in_the_first_year(placement: PlacementFacts, context: Context) -> Iterator[Finding]:
    """The year of study on the first day of the placement, by school years (1 September)."""
    if placement.is_post_internship and (
        grade_year(placement.enrolled_on, placement.starts_on) < context.min_grade_year
    ):
        yield Finding(
            "student",
            _("The student is in the first year of study on the first day; post internships begin in year %(year)s."),
            params={"year": context.min_grade_year},
        )


@rule(
    "INT-021",
    applies_to=("placement",),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号；中华人民共和国劳动法（2018年修正）；禁止使用童工规定（国务院令第364号）",
    article="Art. 16(2); Art. 15; Art. 2",
    valid_from=date(2021, 12, 31),
    title=_("At least 16 years old on the first day of a post internship"),
)
def old_enough(placement: PlacementFacts, context: Context) -> Iterator[Finding]:
    """Completed years on the first day. The sixteenth birthday itself is old enough; a birthday of 29 February is
    reached on 1 March of a common year. The message does not say the birth date.
    """
    if placement.is_post_internship and age_on(placement.birth_date, placement.starts_on) < context.min_age:
        yield Finding(
            "student",
            _("The student is under %(age)s on the first day of the placement."),
            params={"age": context.min_age},
        )
