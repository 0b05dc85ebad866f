"""The lists of this room on the page of a college: of the college, its partners and its authority."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from institutions.entries import OVERSEEN, register
from partnerships.models import GovernanceBody, JointApplication, Patent, Project

SEEN_BY = OVERSEEN | {Role.ENTERPRISE_LIAISON}
PROJECTS = _("Research, commissioned work and technical service with partners; what was contracted and what came in.")
BODIES = _("Industrial colleges, consortia, communities and joint laboratories: members, seats, meetings, decisions.")

for order, (name, label, text, rows) in enumerate(
    (
        ("project", _("Projects"), PROJECTS, Project),
        ("application", _("Joint applications"), _("What was applied for together, and the result."), JointApplication),
        ("patent", _("Patents"), _("With their owners and the day on which they expire."), Patent),
        ("body", _("Governance bodies"), BODIES, GovernanceBody),
    )
):
    register(f"partnerships:{name}-list", label, text, order=110 + 10 * order, rows=rows, roles=SEEN_BY)
