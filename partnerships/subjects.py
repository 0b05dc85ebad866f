"""The lists of this room on the page of a college."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from institutions.entries import OVERSEEN, register
from partnerships.models import GovernanceBody, JointApplication, Patent, Project

SEEN_BY = OVERSEEN | {Role.ENTERPRISE_LIAISON}

register(
    "partnerships:project-list",
    _("Projects"),
    order=110,
    roles=SEEN_BY,
    text=_("Research, commissioned work and technical service with partners; what was contracted and what came in."),
    count=lambda actor: Project.objects.visible_to(actor).count(),
)
register(
    "partnerships:application-list",
    _("Joint applications"),
    order=120,
    roles=SEEN_BY,
    text=_("What was applied for together, and the result."),
    count=lambda actor: JointApplication.objects.visible_to(actor).count(),
)
register(
    "partnerships:patent-list",
    _("Patents"),
    order=130,
    roles=SEEN_BY,
    text=_("With their owners and the day on which they expire."),
    count=lambda actor: Patent.objects.visible_to(actor).count(),
)
register(
    "partnerships:body-list",
    _("Governance bodies"),
    order=140,
    roles=SEEN_BY,
    text=_("Industrial colleges, consortia, communities and joint laboratories: members, seats, meetings, decisions."),
    count=lambda actor: GovernanceBody.objects.visible_to(actor).count(),
)
