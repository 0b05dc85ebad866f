"""Addresses of this room."""

from django.urls import path

from internships.views import care, desk, help_links, hosting, national_form, offers, placements, slots
from internships.views import help as helping

app_name = "internships"
urlpatterns = [
    # slots
    path("internship-slots/", slots.slot_list, name="slot-list"),
    path("internship-slots/new/", slots.slot_create, name="slot-create"),
    path("internship-slots/several/", hosting.slot_create_several, name="slot-create-several"),
    path("internship-slots/<int:pk>/", slots.slot_detail, name="slot-detail"),
    path("internship-slots/<int:pk>/edit/", slots.slot_edit, name="slot-edit"),
    path("internship-slots/<int:pk>/open/", slots.slot_open, name="slot-open"),
    path("internship-slots/<int:pk>/close/", slots.slot_close, name="slot-close"),
    path("internship-slots/<int:pk>/confirm/", slots.slot_confirm, name="slot-confirm"),
    path("internship-slots/<int:pk>/place/", placements.placement_create, name="placement-create"),
    path("internship-slots/<int:pk>/place-class/", placements.placement_create_class, name="placement-create-class"),
    path("internship-slots/<int:pk>/insure/", care.class_insurance_record, name="slot-insure"),
    # can you host?
    path("hosting-answers/", hosting.hosting_list, name="hosting-list"),
    path("hosting-answers/new/", hosting.hosting_answer, name="hosting-answer"),
    # job offers
    path("job-offers/", offers.job_offer_list, name="job-offer-list"),
    path("job-offers/new/", offers.job_offer_create, name="job-offer-create"),
    path("job-offers/<int:pk>/", offers.job_offer_detail, name="job-offer-detail"),
    path("job-offers/<int:pk>/edit/", offers.job_offer_edit, name="job-offer-edit"),
    path("job-offers/<int:pk>/open/", offers.job_offer_open, name="job-offer-open"),
    path("job-offers/<int:pk>/close/", offers.job_offer_close, name="job-offer-close"),
    # placements
    path("placements/", placements.placement_list, name="placement-list"),
    path("placements/students/", placements.placement_students, name="placement-students"),
    path("placements/<int:pk>/", placements.placement_detail, name="placement-detail"),
    path("placements/<int:pk>/begin/", placements.placement_begin, name="placement-begin"),
    path("placements/<int:pk>/end/", placements.placement_end, name="placement-end"),
    path("placements/<int:pk>/cancel/", placements.placement_cancel, name="placement-cancel"),
    path("placements/<int:pk>/agreement/", care.tripartite_record, name="placement-agreement"),
    path("placements/<int:pk>/insurance/", care.insurance_record, name="placement-insurance"),
    path("placements/<int:pk>/mentor/", care.mentor_assign, name="placement-mentor"),
    path("placements/<int:pk>/outcome/", care.outcome_record, name="placement-outcome"),
    path("placements/<int:pk>/help/", helping.help_ask, name="help-ask"),
    path("placements/<int:pk>/help-link/", help_links.help_link_send, name="help-link-send"),
    # requests for help
    path("help-requests/", helping.help_list, name="help-list"),
    path("help-requests/<int:pk>/", helping.help_detail, name="help-detail"),
    path("help-requests/<int:pk>/answer/", helping.help_answer, name="help-answer"),
    path("help-requests/<int:pk>/settle/", helping.help_settle, name="help-settle"),
    # the liaison's desk
    path("national-form/", national_form.cooperation_form, name="national-form"),
    path("cooperation-balance/", desk.cooperation_balance, name="balance"),
    path("cooperation-balance/<slug:line>/", desk.balance_records, name="balance-records"),
]
