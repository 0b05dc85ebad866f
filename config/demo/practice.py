"""Internships of the demo that are over, and whom the hosts hired afterwards."""

from dataclasses import dataclass
from decimal import Decimal

from config.demo.story import Story, on_day
from institutions.models import College, Major, Student
from institutions.services import enrol_student
from internships.models import InternshipSlot, Placement, VenueType
from internships.services import (
    Policy,
    Signatures,
    SlotDraft,
    begin_placement,
    draft_slot,
    end_placement,
    insure_placements,
    open_slot,
    place_student,
    record_outcome,
    record_tripartite,
)
from reference.models import CatalogueMajor
from reference.periods import SchoolYear

OFFERED, ARRANGED, BEGAN, ENDED = 300, 290, 270, 90  # days ago
SHORT = 60  # days before the others leave those who leave early
FAMILY, GIVEN = "何吕施张孔曹严", ("宇航", "子涵", "欣怡", "俊杰", "梦琪", "天翔", "佳宁")


@dataclass(frozen=True)
class Practised:
    """A year of a college at a host: so many students, of them some for too short a time, some hired."""

    college: str
    enterprise: str
    major: str
    post: str
    students: int
    too_short: int
    hired: int


PRACTISED = (
    Practised("mechatronics", "yunling", "460301", "减速器装配", 5, 2, 1),
    Practised("dongling", "shicheng", "460301", "电气装配", 5, 0, 1),
    Practised("lanting", "newenergy", "460702", "整车检测", 5, 0, 3),
)


def tell_practice(story: Story) -> None:
    """Offered, arranged, signed and insured, begun, ended; then the host says whom it hired."""
    for row in PRACTISED:
        slot = _slot(story, row)
        placements = _arranged(story, row, slot)
        _lived(story, row, placements)


def _slot(story: Story, row: Practised) -> InternshipSlot:
    actor = story.actors[row.enterprise]
    with on_day(story.ago(OFFERED)) as day:
        draft = SlotDraft(
            post=row.post,
            majors=(CatalogueMajor.objects.get(code=row.major),),
            starts_on=story.ago(BEGAN),
            ends_on=story.ago(ENDED),
            places=row.students,
            venue=story.organisations[row.enterprise].name,
            venue_type=VenueType.FACTORY,
            hours_per_day=Decimal(8),
            hours_per_week=Decimal(40),
            rest_days_per_week=2,
            pay=Decimal(3200),
            tasks="装配；检测；记录",
        )
        return open_slot(actor=actor, slot=draft_slot(actor=actor, draft=draft, on=day), on=day)


def _arranged(story: Story, row: Practised, slot: InternshipSlot) -> list[Placement]:
    actor, college = story.actors[row.college], College.objects.get(pk=story.organisations[row.college].pk)
    major = Major.objects.get(college=college, catalogue__code=row.major)
    enrolled_on = SchoolYear.of(story.ago(BEGAN)).previous().start
    found = []
    with on_day(story.ago(ARRANGED)) as day:
        for number in range(row.students):
            student: Student = enrol_student(
                actor=actor,
                college=college,
                number=f"{enrolled_on.year}{900 + number:04d}",
                name=FAMILY[number] + GIVEN[number],
                major=major,
                enrolled_on=enrolled_on,
                birth_date=enrolled_on.replace(year=enrolled_on.year - 18, month=3, day=5 + number),
                class_name="2班",
            )
            is_short = number < row.too_short
            found.append(
                place_student(
                    actor=actor,
                    slot=slot,
                    student=student,
                    starts_on=slot.starts_on,
                    ends_on=story.ago(ENDED + SHORT) if is_short else slot.ends_on,
                    on=day,
                    reasons={"INT-017": "企业订单减少，提前结束。"} if is_short else {},
                )
            )
        policy = Policy("临江财产保险", f"LJ{enrolled_on.year}{row.major}", slot.starts_on, slot.ends_on)
        insure_placements(actor=actor, placements=found, policy=policy)
    return found


def _lived(story: Story, row: Practised, placements: list[Placement]) -> None:
    actor = story.actors[row.college]
    with on_day(story.ago(BEGAN)) as day:
        for placement in placements:
            signed = Signatures(day, day, day, pay=Decimal(3200), template_version="2022")
            record_tripartite(actor=actor, placement=placement, signatures=signed, on=day)
            begin_placement(actor=actor, placement=placement, on=day)
    for number, placement in enumerate(placements):
        with on_day(placement.ends_on) as day:
            end_placement(actor=actor, placement=placement, on=day)
        with on_day(story.ago(ENDED - 5)) as day:
            record_outcome(
                actor=story.actors[row.enterprise],
                placement=placement,
                is_hired=number >= len(placements) - row.hired,
                on=day,
            )
