"""What a slot does not say yet. Hints: three things publish a slot, the rest may follow."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from internships.rules.facts import Context, SlotFacts
from reference.rules import Finding, Level, Source, rule


@rule(
    "SL-01",
    applies_to=("slot",),
    level=Level.HINT,
    source=Source.HOUSE,
    valid_from=date(2021, 12, 31),
    title=_("A slot says what students and colleges ask first"),
)
def says_what_is_asked(slot: SlotFacts, _context: Context) -> Iterator[Finding]:
    """Region, kind of venue, hours, rest days, pay and tasks. What is not stated was not checked."""
    if not slot.has_region:
        yield Finding("region", _("State the region of the venue: rules and searches depend on it."))
    if not slot.venue_type:
        yield Finding("venue_type", _("State the kind of venue."))
    if slot.hours_per_day is None:
        yield Finding("hours_per_day", _("State the hours a day."))
    if slot.rest_days_per_week is None:
        yield Finding("rest_days_per_week", _("State the rest days a week."))
    if slot.pay is None:
        yield Finding("pay", _("State the pay."))
    if not slot.tasks:
        yield Finding("tasks", _("Say what the students will do."))
