"""Addresses of this room."""

from django.urls import path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", views.enterprise_list, name="enterprise-list"),
    path("enterprises/register/", views.enterprise_register, name="enterprise-register"),
    path("enterprises/mine/", views.my_enterprise, name="my-enterprise"),
    path("enterprises/duplicates/", views.duplicate_list, name="duplicate-list"),
    path("enterprises/<uuid:public_id>/", views.enterprise_detail, name="enterprise-detail"),
    path("enterprises/<uuid:public_id>/edit/", views.enterprise_edit, name="enterprise-edit"),
    path("enterprises/<uuid:public_id>/identifiers/add/", views.identifier_add, name="identifier-add"),
    path("enterprises/<uuid:public_id>/statuses/record/", views.status_record, name="status-record"),
    path("enterprises/<uuid:public_id>/merge/<uuid:other>/", views.enterprise_merge, name="enterprise-merge"),
    path("enterprise-identifiers/<int:pk>/end/", views.identifier_end, name="identifier-end"),
    path("enterprise-statuses/", views.status_list, name="status-list"),
    path("enterprise-statuses/<int:pk>/end/", views.status_end, name="status-end"),
    path("enterprise-years/", views.year_list, name="year-list"),
    path("enterprise-years/record/", views.year_record, name="year-record"),
    path("enterprise-years/<int:year>/", views.year_detail, name="year-detail"),
    path("enterprise-posts/", views.post_list, name="post-list"),
    path("enterprise-posts/record/", views.post_record, name="post-record"),
    path("enterprise-posts/<int:pk>/strike/", views.post_strike, name="post-strike"),
]
