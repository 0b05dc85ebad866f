"""Rows of everything that measures count, with defaults: a test says only the fields that matter to it.

Rows are written as such, past the services, so that every boundary of days and moments can be set.
"""

from datetime import date, datetime
from itertools import count
from typing import Any, TypeVar

from django.db.models import Model

from accounts.models import Organisation
from institutions.models import (
    Course,
    CourseRevision,
    CurriculumRequest,
    CurriculumRequestState,
    DualQualification,
    Equipment,
    EquipmentState,
    GraduateOutcome,
    PlanPost,
    PlanPostConfirmation,
    SkillMasterStudio,
    Student,
    Teacher,
    TrainingPlan,
)
from internships.models import (
    InternshipSlot,
    Placement,
    PlacementFinding,
    PlacementOutcome,
    PlacementState,
)
from partnerships.models import (
    BodySeats,
    GovernanceBody,
    JointApplication,
    Meeting,
    Obligation,
    ObligationState,
    Patent,
    Project,
    ProjectPartner,
    ProjectReceipt,
)
from tests.factories.evaluation import DAY, EARLY, LONG_AGO

Row = TypeVar("Row", bound=Model)
_numbers = count(1)
LATER = date(2027, 6, 30)

# {n} is a running number
DEFAULTS: dict[type[Model], dict[str, Any]] = {
    Course: {"code": "C{n}", "name": "课程{n}"},
    CourseRevision: {"occurred_on": DAY, "summary": "修订{n}"},
    CurriculumRequest: {"skill": "技能{n}", "asked_on": LONG_AGO, "due_on": DAY},
    CurriculumRequestState: {"from_on": LONG_AGO},
    DualQualification: {"level": "junior", "authority": "省教育厅", "valid_from": LONG_AGO},
    Equipment: {"name": "机床{n}", "asset_number": "E{n}", "value": 100},
    EquipmentState: {"from_on": LONG_AGO, "state": "in_use"},
    GovernanceBody: {"kind": "industrial_college", "name": "产业学院{n}", "founded_on": LONG_AGO},
    BodySeats: {"from_on": LONG_AGO, "seats": 1},
    GraduateOutcome: {"occurred_on": DAY, "wave": "half_year", "source": "survey"},
    InternshipSlot: {"post": "岗位{n}", "starts_on": LONG_AGO, "ends_on": LATER, "places": 9},
    JointApplication: {"programme": "产教融合", "title": "申报{n}", "applied_on": DAY},
    Meeting: {"planned_on": DAY},
    Obligation: {"key": "milestone-{n}", "title": "里程碑{n}", "due_on": DAY, "is_milestone": True},
    ObligationState: {"from_on": LONG_AGO},
    Patent: {
        "title": "专利{n}", "number": "ZL{n:09d}", "kind": "invention",
        "filed_on": date(2020, 1, 1), "granted_on": DAY,
    },
    Placement: {"kind": "post", "starts_on": LONG_AGO, "ends_on": LATER},
    PlacementFinding: {
        "occurred_on": DAY, "rule": "INT-022", "rule_version": "1", "level": "warn", "texts": {},
    },
    PlacementOutcome: {"occurred_on": DAY, "is_hired": True, "source": "host"},
    PlacementState: {"from_on": LONG_AGO},
    PlanPost: {"name": "岗位{n}"},
    PlanPostConfirmation: {"occurred_on": DAY, "signer_label": "Person"},
    Project: {"kind": "research", "level": "enterprise", "title": "项目{n}", "starts_on": LONG_AGO},
    ProjectPartner: {},
    ProjectReceipt: {"occurred_on": DAY, "amount": 100},
    SkillMasterStudio: {
        "name": "工作室{n}", "level": "national", "master": "大师", "recognised_on": LONG_AGO,
    },
    Student: {
        "number": "S{n}", "name": "学生{n}", "enrolled_on": LONG_AGO, "birth_date": date(2007, 5, 4),
    },
    Teacher: {
        "number": "T{n}", "name": "教师{n}", "teaches_professional_courses": True, "joined_on": LONG_AGO,
    },
    TrainingPlan: {"version": "v{n}", "effective_from": LONG_AGO},
}  # fmt: skip


def add(model: type[Row], **fields: Any) -> Row:
    """A row, recorded early unless `recorded_at` says otherwise. A college may be given as its organisation."""
    for name in ("college", "keeper"):
        given = fields.get(name)
        if isinstance(given, Organisation) and model._meta.get_field(name).related_model is not Organisation:
            fields[f"{name}_id"] = fields.pop(name).pk
    number = next(_numbers)
    named = {key: one.format(n=number) if isinstance(one, str) else one for key, one in DEFAULTS[model].items()}
    return model._default_manager.create(**{"recorded_at": EARLY, **named, **fields})


def add_state(
    model: type[Model], state: str, *, on: date = LONG_AGO, until: date | None = None, **fields: Any
) -> Model:
    """A state over a span of days."""
    return add(model, state=state, from_on=on, until_on=until, **fields)


def add_equipment(
    college: Organisation,
    state: str | None = "in_use",
    *,
    on: date = LONG_AGO,
    until: date | None = None,
    state_at: datetime = EARLY,
    **fields: Any,
) -> Equipment:
    """Equipment in one state over a span of days; without a state nothing has happened to it."""
    equipment = add(Equipment, college=college, **fields)
    if state is not None:
        add_state(EquipmentState, state, on=on, until=until, equipment=equipment, recorded_at=state_at)
    return equipment


def add_placement(college: Organisation, student: Student, slot: InternshipSlot, **fields: Any) -> Placement:
    """A placement, without a state. Its own column `state` only keeps the constraint satisfied."""
    return add(Placement, college=college, student=student, slot=slot, state="ended", **fields)
