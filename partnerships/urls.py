"""Addresses of agreements and activities."""

from django.urls import path

from partnerships.views import activities, drafting, reading, signing

app_name = "partnerships"
urlpatterns = [
    path("agreements/", reading.agreement_list, name="agreement-list"),
    path("agreements/new/", drafting.agreement_new, name="agreement-new"),
    path("agreements/<int:pk>/", reading.agreement_detail, name="agreement-detail"),
    path("agreements/<int:pk>/pdf/", reading.agreement_pdf, name="agreement-pdf"),
    path("agreements/<int:pk>/terms/<slug:section>/", drafting.agreement_terms, name="agreement-terms"),
    path("agreements/<int:pk>/check/", drafting.agreement_check, name="agreement-check"),
    path("agreements/<int:pk>/send/", drafting.agreement_send, name="agreement-send"),
    path("agreements/<int:pk>/delete/", drafting.agreement_delete, name="agreement-delete"),
    path("agreements/<int:pk>/sign/", signing.agreement_sign, name="agreement-sign"),
    path("agreements/<int:pk>/refuse/", signing.agreement_refuse, name="agreement-refuse"),
    path("agreements/<int:pk>/withdraw/", signing.agreement_withdraw, name="agreement-withdraw"),
    path(
        "agreements/<int:pk>/parties/<int:party>/send-link/",
        signing.agreement_send_link,
        name="agreement-send-link",
    ),
    path("agreements/<int:pk>/activities/", activities.agreement_activities, name="agreement-activities"),
    path("activities/<int:pk>/confirm/", activities.activity_confirm, name="activity-confirm"),
]
