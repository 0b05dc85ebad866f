"""Addresses of agreements and activities."""

from django.urls import path

from partnerships.views import activities, drafting, progress, reading, signing

app_name = "partnerships"
urlpatterns = [
    path("agreements/", reading.agreement_list, name="agreement-list"),
    path("agreements/new/", drafting.agreement_new, name="agreement-new"),
    path("agreements/<int:pk>/", reading.agreement_detail, name="agreement-detail"),
    path("agreements/<int:pk>/pdf/", reading.agreement_pdf, name="agreement-pdf"),
    path("agreements/<int:pk>/terms/<slug:section>/", drafting.agreement_terms, name="agreement-terms"),
    path("agreements/<int:pk>/parties/", drafting.agreement_parties, name="agreement-parties"),
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
    path("agreements/<int:pk>/progress/", progress.agreement_progress, name="agreement-progress"),
    path("agreements/<int:pk>/bases/", progress.base_link, name="base-link"),
    path("agreements/<int:pk>/bases/<int:base>/unlink/", progress.base_unlink, name="base-unlink"),
    path("contributions/<int:pk>/", progress.contribution_detail, name="contribution-detail"),
    path("contributions/<int:pk>/deliver/", progress.contribution_deliver, name="contribution-deliver"),
    path("contributions/<int:pk>/answer/", progress.contribution_answer, name="contribution-answer"),
    path("contributions/<int:pk>/equipment/", progress.contribution_equipment, name="contribution-equipment"),
    path("obligations/", progress.obligation_list, name="obligation-list"),
    path("obligations/<int:pk>/", progress.obligation_detail, name="obligation-detail"),
    path("obligations/<int:pk>/report/", progress.obligation_report, name="obligation-report"),
    path("obligations/<int:pk>/answer/", progress.obligation_answer, name="obligation-answer"),
    path("risks/<int:pk>/", progress.risk_detail, name="risk-detail"),
    path("activities/<int:pk>/confirm/", activities.activity_confirm, name="activity-confirm"),
]
