"""API of this room: the same rows, filters, rules and services as the pages."""

from internships.api.help import HelpRequestViewSet
from internships.api.hosting import HostingAnswerViewSet
from internships.api.national_form import NationalFormViewSet
from internships.api.offers import JobOfferViewSet
from internships.api.placements import PlacementViewSet
from internships.api.slots import SlotViewSet

routes = [
    ("internship-slots", SlotViewSet, "internship-slot"),
    ("hosting-answers", HostingAnswerViewSet, "hosting-answer"),
    ("job-offers", JobOfferViewSet, "job-offer"),
    ("placements", PlacementViewSet, "placement"),
    ("help-requests", HelpRequestViewSet, "help-request"),
    ("national-forms", NationalFormViewSet, "national-form"),
]
