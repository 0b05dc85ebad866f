"""The lists on the page of a college."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from institutions.entries import OVERSEEN, register
from institutions.models import Major, TrainingBase

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
