"""What colleges have in machines, what enterprises put in, and what of their promises has come."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from core.facts import known
from evaluation.engine.measures import Counted, measure
from evaluation.measures.provision import OF_A_COLLEGE
from institutions.models import Equipment, EquipmentState
from institutions.models.equipment import HELD_STATES
from reference.periods import Point, Window

FEN = 100  # money columns hold fen; figures are in yuan
GIVEN = Q(contributor__isnull=False)


def held(window: Window) -> QuerySet:
    """Equipment that was accepted, in use or idle on the last day of the window."""
    states = EquipmentState.objects.as_of(window.end, window.cutoff).filter(state__in=HELD_STATES)
    known_rows = Equipment.objects.filter(recorded_at__lte=window.cutoff)
    return known_rows.filter(Exists(states.filter(equipment=OuterRef("pk"))))


def commitments(window: Window) -> QuerySet:
    """Key equipment that a contributor was to deliver by the last day of the window."""
    return Equipment.objects.filter(GIVEN, is_key=True, due_on__lte=window.end, recorded_at__lte=window.cutoff)


def never_accepted(window: Window) -> Q:
    """The college had not accepted it by the last day of the window: not delivered, or refused."""
    accepted = EquipmentState.objects.filter(known(window.cutoff), state__in=HELD_STATES, from_on__lte=window.end)
    return ~Q(Exists(accepted.filter(equipment=OuterRef("pk"))))


@measure(
    "equipment_value",
    unit="yuan",
    window=Point(),
    title=_("Value of equipment"),
    says=_(
        "Value of the equipment that was accepted, in use or idle on the day, in yuan; by where the college stands."
    ),
)
def equipment_value(window: Window) -> Counted:
    """Value of the equipment that a college held on the day: accepted, in use or idle, whoever gave it. In yuan.

    Basis: where the college stands.
    Source: the national list of resource items of the yearly quality report (equipment value).
    """
    return Counted(held(window), Sum("value"), FEN, **OF_A_COLLEGE)


@measure(
    "contributed_equipment_value",
    unit="yuan",
    window=Point(),
    title=_("Value of equipment given by enterprises"),
    says=_("Of the equipment held on the day, the value of what a contributor gave, in yuan."),
)
def contributed_equipment_value(window: Window) -> Counted:
    """Of the equipment held on the day, the value of what names a contributor. In yuan.

    Basis: where the college stands.
    Source: "equipment value invested by enterprises" of the monitoring table of demonstration colleges.
    """
    return Counted(held(window), Sum("value", filter=GIVEN), FEN, **OF_A_COLLEGE)


@measure(
    "key_commitments_due",
    unit="item",
    window=Point(),
    title=_("Key equipment due"),
    says=_("Key equipment that a contributor was to deliver by the day."),
)
def key_commitments_due(window: Window) -> Counted:
    """Key equipment of a contributor whose day of delivery has come. What was returned later stays due.

    Basis: where the college stands.
    Source: denominator of the key-equipment investment failure of the 2025 paper on rectification lights.
    """
    return Counted(commitments(window), Count("pk"), **OF_A_COLLEGE)


@measure(
    "key_commitments_failed",
    unit="item",
    window=Point(),
    title=_("Key equipment due and not accepted"),
    says=_("Of the key equipment due by the day, what was not delivered or not accepted until then."),
)
def key_commitments_failed(window: Window) -> Counted:
    """Of the key equipment due, what the college had not accepted by the day: not delivered, or delivered and refused.

    Equipment that broke down after its acceptance did not fail as an investment; that is another figure.

    Basis: where the college stands.
    Source: numerator of the key-equipment investment failure of the 2025 paper on rectification lights.
    """
    return Counted(commitments(window), Count("pk", filter=never_accepted(window)), **OF_A_COLLEGE)


@measure(
    "key_commitments_due_value",
    unit="yuan",
    window=Point(),
    title=_("Value of key equipment due"),
    says=_("Value of the key equipment that a contributor was to deliver by the day, in yuan."),
)
def key_commitments_due_value(window: Window) -> Counted:
    """Value of the key equipment due by the day, in yuan.

    Basis: where the college stands.
    Source: as `key_commitments_due`, by value.
    """
    return Counted(commitments(window), Sum("value"), FEN, **OF_A_COLLEGE)


@measure(
    "key_commitments_failed_value",
    unit="yuan",
    window=Point(),
    title=_("Value of key equipment due and not accepted"),
    says=_("Of the key equipment due by the day, the value of what was not accepted until then, in yuan."),
)
def key_commitments_failed_value(window: Window) -> Counted:
    """Value of the key equipment due and not accepted by the day, in yuan.

    Basis: where the college stands.
    Source: as `key_commitments_failed`, by value.
    """
    return Counted(commitments(window), Sum("value", filter=never_accepted(window)), FEN, **OF_A_COLLEGE)
