"""What the clauses are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, Promise] = {
    "basics": _("Parties and period"),
    "goals": _("Goals"),
    "setting": _("What the mode requires"),
    "contributions": _("Contributions"),
    "obligations": _("Obligations and milestones"),
    "ip": _("Intellectual property"),
    "licences": _("Licences and options"),
    "enforcement": _("Defence of rights"),
    "disclosure": _("Confidentiality and publication"),
    "benefit": _("Benefit"),
    "risks": _("Risks"),
    "insurance": _("Insurance and protection"),
    "emergency": _("Emergency plan"),
    "safety": _("Safety of teaching"),
    "data": _("Data protection"),
    "review": _("Evaluation and adjustment"),
    "breach": _("Liability for breach"),
    "exit": _("Exit"),
    "dispute": _("Disputes"),
}
"""The parties and the clauses, in the order in which they are agreed."""
