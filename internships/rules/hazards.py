"""Work that is barred: to all interns, to those under 18, to women, and without a filing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from internships.models.hazards import Hazard, LabourLevel
from internships.rules.facts import Context, PlacementFacts, SlotFacts
from internships.rules.hours import plain
from reference.periods import age_on
from reference.rules import Finding, Grade, Level, Source, rule


def _names(tags: frozenset[str]) -> str:
    return gettext(", ").join(str(Hazard(tag).label) for tag in sorted(tags))


names = lazy(_names, str)  # in the language in which the finding is read


def level_of(index: Decimal, bands: tuple[Decimal, ...]) -> int:
    """The labour level of an index: up to the first bound I, up to the second II, up to the third III, above IV."""
    return 1 + sum(index > bound for bound in bands)


@rule(
    "INT-022",
    applies_to=("placement",),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号；未成年工特殊保护规定（劳部发〔1994〕498号）",
    article="Art. 16(3); Art. 3",
    valid_from=date(2021, 12, 31),
    title=_("Under 18: no work that is barred to juvenile workers"),
)
def no_juvenile_hazards(placement: PlacementFacts, context: Context) -> Iterator[Finding]:
    """The age on the first day. Labour level IV is barred with the tags. The message does not say the birth date."""
    if not placement.is_post_internship or age_on(placement.birth_date, placement.starts_on) >= context.minor_age:
        return
    yield from _barred(
        placement,
        context.minor_hazards,
        _("The student is under 18 on the first day; barred to juveniles: %(hazards)s."),
    )


@rule(
    "INT-023",
    applies_to=("placement",),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号；女职工劳动保护特别规定（国务院令第619号）",
    article="Art. 16(4); Annex",
    valid_from=date(2021, 12, 31),
    title=_("Female students: no work that is barred to female workers"),
)
def no_female_hazards(placement: PlacementFacts, context: Context) -> Iterator[Finding]:
    """What the annex bars to all women. States of health are not collected: there the school decides."""
    if placement.is_post_internship and placement.is_female:
        yield from _barred(placement, context.female_hazards, _("Barred to female workers: %(hazards)s."))


def _barred(placement: PlacementFacts, tags: frozenset[str], message: Promise | str) -> Iterator[Finding]:
    found = placement.hazards & tags
    if found:
        yield Finding("student", message, params={"hazards": names(found)})
    if placement.labour_level == LabourLevel.VERY_HEAVY:
        yield Finding("student", message, params={"hazards": LabourLevel.VERY_HEAVY.label})


@rule(
    "INT-026",
    applies_to=("slot", "placement"),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号",
    article="Art. 16(7)",
    valid_from=date(2021, 12, 31),
    title=_("No physical labour of level III or above"),
)
def labour_is_not_heavy(subject: SlotFacts | PlacementFacts, context: Context) -> Iterator[Finding]:
    """The level that the host states."""
    if subject.labour_level is not None and subject.labour_level > context.max_labour_level:
        yield Finding(
            "labour_level",
            _("Students do no physical labour above level %(max)s."),
            params={"max": LabourLevel(context.max_labour_level).label},
        )


@rule(
    "INT-027",
    applies_to=("slot", "placement"),
    level=Level.BLOCK,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="体力劳动强度分级（GB 3869）；教职成〔2021〕4号",
    article="version of 1983; Art. 16(7)",
    valid_from=date(2021, 12, 31),
    title=_("The labour index stays within level II"),
)
def labour_index_is_low(subject: SlotFacts | PlacementFacts, context: Context) -> Iterator[Finding]:
    """The level that follows from the measured index: 20 is still II, 20.01 is III."""
    if subject.labour_index is None:
        return
    if level_of(subject.labour_index, context.labour_index_bands) > context.max_labour_level:
        yield Finding(
            "labour_index",
            _("A labour index of %(index)s is above level %(max)s."),
            params={
                "index": plain(subject.labour_index),
                "max": LabourLevel(context.max_labour_level).label,
            },
        )


@rule(
    "INT-028",
    applies_to=("slot",),
    level=Level.BLOCK,  # lowered to a warning: the text is not confirmed nationally
    source=Source.LAW,
    grade=Grade.UNCONFIRMED,
    document="教职成〔2021〕4号",
    article="Art. 17 (not confirmed)",
    valid_from=date(2021, 12, 31),
    title=_("No high-risk work, unless filed beforehand"),
)
def no_high_risk(slot: SlotFacts, context: Context) -> Iterator[Finding]:
    """Height, underground, radioactive, toxic, flammable: only with special needs and a filing from before."""
    found = slot.hazards & context.filed_hazards
    if found and not slot.exemption_filing:
        yield Finding(
            "hazard_tags",
            _("High-risk work needs a filing with the superior authority: %(hazards)s."),
            params={"hazards": names(found)},
        )
