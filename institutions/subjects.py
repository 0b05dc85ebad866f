"""The lists on the page of a college."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core import clock
from institutions.entries import COLLEGE, OVERSEEN, register
from institutions.models import (
    AnnualReturn,
    Course,
    CurriculumRequest,
    Equipment,
    GraduateOutcome,
    Major,
    SkillMasterStudio,
    Student,
    Teacher,
    TrainingBase,
    TrainingPlan,
)

WITH_LIAISONS = OVERSEEN | {Role.ENTERPRISE_LIAISON}

register(
    "institutions:major-list",
    _("Majors"),
    _("What is taught, and the industry chains that it serves."),
    order=10,
    rows=Major,
)
register(
    "institutions:base-list",
    _("Training bases"),
    _("On the campus and at host organisations."),
    order=20,
    rows=TrainingBase,
    roles=WITH_LIAISONS,
)
register(
    "institutions:teacher-list",
    _("Teachers"),
    _("Dual qualification, and practice in enterprises."),
    order=30,
    rows=Teacher,
    roles=COLLEGE,
    only=lambda rows: rows.employed(clock.today()),
)
register(
    "institutions:equipment-list",
    _("Equipment"),
    _("From the promise to acceptance and use."),
    order=40,
    rows=Equipment,
    roles=WITH_LIAISONS,
)
register(
    "institutions:studio-list",
    _("Skill-master studios"),
    _("Recognised by the nation, the province, the city or the college."),
    order=50,
    rows=SkillMasterStudio,
    only=lambda rows: rows.recognised(clock.today()),
)
register(
    "institutions:course-list",
    _("Courses"),
    _("What is taught, and what was revised with enterprises."),
    order=60,
    rows=Course,
)
register(
    "institutions:plan-list",
    _("Training plans"),
    _("What majors train for, and which posts an enterprise confirmed."),
    order=65,
    rows=TrainingPlan,
    roles=WITH_LIAISONS,
)
register(
    "institutions:student-list",
    _("Students"),
    _("By roster; birth dates stay hidden."),
    order=70,
    rows=Student,
    roles=COLLEGE,
    only=lambda rows: rows.filter(left_on=None),
)
register(
    "institutions:outcome-list",
    _("Graduate outcomes"),
    _("What became of graduates, half a year to five years on; asked in waves."),
    order=75,
    rows=GraduateOutcome,
    roles=COLLEGE,
    only=lambda rows: rows.current(),
)
register(
    "institutions:request-list",
    _("Curriculum requests"),
    _("What enterprises ask colleges to teach, and how long an answer took."),
    order=80,
    rows=CurriculumRequest,
    roles=WITH_LIAISONS,
)
register(
    "institutions:return-list",
    _("Yearly returns"),
    _("Figures that records cannot give: reported once a year, verified by somebody else."),
    order=90,
    rows=AnnualReturn,
)
