"""Addresses of this room."""

from django.urls import path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", views.enterprise_list, name="enterprise-list"),
    path("enterprises/register/", views.enterprise_register, name="enterprise-register"),
    path("enterprises/<uuid:public_id>/", views.enterprise_detail, name="enterprise-detail"),
    path("enterprise-years/record/", views.year_record, name="year-record"),
]
