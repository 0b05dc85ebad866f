"""The lists on the page of a college."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core import clock
from institutions.entries import COLLEGE, OVERSEEN, register
from institutions.models import Equipment, Major, SkillMasterStudio, Teacher, TrainingBase

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
