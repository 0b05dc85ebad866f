"""Addresses of agreements and activities."""

from django.urls import path

from partnerships.views import activities, drafting, governance, projects, reading, signing, works

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
    path("lookups/partners/", projects.lookup_partners, name="lookup-partners"),
    path("lookups/members/", governance.lookup_members, name="lookup-members"),
    path("projects/", projects.project_list, name="project-list"),
    path("projects/add/", projects.project_add, name="project-add"),
    path("projects/<int:pk>/", projects.project_detail, name="project-detail"),
    path("projects/<int:pk>/edit/", projects.project_edit, name="project-edit"),
    path("projects/<int:pk>/receipts/", projects.project_receipt, name="project-receipt"),
    path("receipts/<int:pk>/correct/", projects.receipt_correct, name="receipt-correct"),
    path("receipts/<int:pk>/take-back/", projects.receipt_take_back, name="receipt-take-back"),
    path("joint-applications/", works.application_list, name="application-list"),
    path("joint-applications/add/", works.application_add, name="application-add"),
    path("joint-applications/<int:pk>/", works.application_detail, name="application-detail"),
    path("joint-applications/<int:pk>/edit/", works.application_edit, name="application-edit"),
    path("patents/", works.patent_list, name="patent-list"),
    path("patents/add/", works.patent_add, name="patent-add"),
    path("patents/<int:pk>/", works.patent_detail, name="patent-detail"),
    path("patents/<int:pk>/edit/", works.patent_edit, name="patent-edit"),
    path("governance-bodies/", governance.body_list, name="body-list"),
    path("governance-bodies/add/", governance.body_add, name="body-add"),
    path("governance-bodies/<int:pk>/", governance.body_detail, name="body-detail"),
    path("governance-bodies/<int:pk>/edit/", governance.body_edit, name="body-edit"),
    path("governance-bodies/<int:pk>/members/", governance.member_add, name="member-add"),
    path("governance-bodies/<int:pk>/seats/", governance.body_seats, name="body-seats"),
    path("governance-bodies/<int:pk>/meetings/", governance.meeting_plan, name="meeting-plan"),
    path("body-members/<int:pk>/end/", governance.member_end, name="member-end"),
    path("meetings/<int:pk>/", governance.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/decide/", governance.meeting_decide, name="meeting-decide"),
]
