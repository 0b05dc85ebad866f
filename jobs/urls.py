"""Addresses of this room."""

from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.job_list, name="jobs"),
    path("jobs/<uuid:public_id>/", views.job, name="job"),
    path("jobs/<uuid:public_id>/cancel/", views.job_cancel, name="job-cancel"),
    path("jobs/<uuid:public_id>/confirm/", views.job_confirm, name="job-confirm"),
    path("jobs/<uuid:public_id>/report/", views.job_report, name="job-report"),
    path("imports/", views.import_new, name="import-new"),
    path("imports/<slug:name>/template/", views.import_template, name="import-template"),
]
