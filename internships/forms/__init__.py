"""Forms of this room."""

from internships.forms.help import HelpAnswerForm, HelpForm, HelpLinkForm
from internships.forms.hosting import HostingForm, SeveralSlotsForm
from internships.forms.offers import JobOfferForm
from internships.forms.placements import (
    ClassChoiceForm,
    ClassForm,
    InsuranceForm,
    MentorForm,
    OutcomeForm,
    PlacementForm,
    ReasonsForm,
    TripartiteForm,
    reasons_in,
)
from internships.forms.slots import ConfirmForm, NewSlotForm, SlotForm

__all__ = [
    "ClassChoiceForm",
    "ClassForm",
    "ConfirmForm",
    "HelpAnswerForm",
    "HelpForm",
    "HelpLinkForm",
    "HostingForm",
    "InsuranceForm",
    "JobOfferForm",
    "MentorForm",
    "NewSlotForm",
    "OutcomeForm",
    "PlacementForm",
    "ReasonsForm",
    "SeveralSlotsForm",
    "SlotForm",
    "TripartiteForm",
    "reasons_in",
]
