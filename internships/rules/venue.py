"""Where students may not work."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from internships.rules.facts import Context, PlacementFacts, SlotFacts
from reference.rules import Finding, Level, Source, rule


@rule(
    "INT-024",
    applies_to=("slot", "placement"),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号；中华人民共和国未成年人保护法（2024年修正）",
    article="Art. 16(5); Art. 61",
    valid_from=date(2021, 12, 31),
    title=_("No commercial entertainment venue"),
)
def venue_is_allowed(subject: SlotFacts | PlacementFacts, context: Context) -> Iterator[Finding]:
    """Bars, nightclubs, KTV, bath centres, video-game arcades, internet cafes: closed to interns of every age.

    For those under 18 the statute on the protection of minors says so too. The list is a parameter: it ends with "etc."
    """
    if subject.venue_type in context.barred_venues:
        yield Finding("venue_type", _("Students may not work in commercial entertainment venues of this kind."))
