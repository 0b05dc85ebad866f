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
    Major,
    SkillMasterStudio,
    Student,
    Teacher,
    TrainingBase,
    TrainingPlan,
)

register(
    "institutions:major-list",
    _("Majors"),
    order=10,
    text=_("What is taught, and the industry chains that it serves."),
    count=lambda actor: Major.objects.visible_to(actor).count(),
)
register(
    "institutions:base-list",
    _("Training bases"),
    order=20,
    roles=OVERSEEN | {Role.ENTERPRISE_LIAISON},
    text=_("On the campus and at host organisations."),
    count=lambda actor: TrainingBase.objects.visible_to(actor).count(),
)
register(
    "institutions:teacher-list",
    _("Teachers"),
    order=30,
    roles=COLLEGE,
    text=_("Dual qualification, and practice in enterprises."),
    count=lambda actor: Teacher.objects.visible_to(actor).employed(clock.today()).count(),
)
register(
    "institutions:equipment-list",
    _("Equipment"),
    order=40,
    roles=OVERSEEN | {Role.ENTERPRISE_LIAISON},
    text=_("From the promise to acceptance and use."),
    count=lambda actor: Equipment.objects.visible_to(actor).count(),
)
register(
    "institutions:studio-list",
    _("Skill-master studios"),
    order=50,
    text=_("Recognised by the nation, the province, the city or the college."),
    count=lambda actor: SkillMasterStudio.objects.visible_to(actor).recognised(clock.today()).count(),
)
register(
    "institutions:student-list",
    _("Students"),
    order=70,
    roles=COLLEGE,
    text=_("By roster; birth dates stay hidden."),
    count=lambda actor: Student.objects.visible_to(actor).filter(left_on=None).count(),
)
register(
    "institutions:request-list",
    _("Curriculum requests"),
    order=80,
    roles=OVERSEEN | {Role.ENTERPRISE_LIAISON},
    text=_("What enterprises ask colleges to teach, and how long an answer took."),
    count=lambda actor: CurriculumRequest.objects.visible_to(actor).count(),
)
register(
    "institutions:return-list",
    _("Yearly returns"),
    order=90,
    text=_("Figures that records cannot give: reported once a year, verified by somebody else."),
    count=lambda actor: AnnualReturn.objects.visible_to(actor).count(),
)
register(
    "institutions:course-list",
    _("Courses"),
    order=60,
    text=_("What is taught, and what was revised with enterprises."),
    count=lambda actor: Course.objects.visible_to(actor).count(),
)
register(
    "institutions:plan-list",
    _("Training plans"),
    order=65,
    roles=OVERSEEN | {Role.ENTERPRISE_LIAISON},
    text=_("What majors train for, and which posts an enterprise confirmed."),
    count=lambda actor: TrainingPlan.objects.visible_to(actor).count(),
)
