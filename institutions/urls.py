"""Addresses of this room."""

from django.urls import path

from institutions import views

app_name = "institutions"
urlpatterns = [
    path("colleges/", views.college_list, name="college-list"),
    path("majors/", views.major_list, name="major-list"),
    path("majors/open/", views.major_open, name="major-open"),
    path("majors/<int:pk>/", views.major_detail, name="major-detail"),
    path("majors/<int:pk>/close/", views.major_close, name="major-close"),
    path("training-bases/", views.base_list, name="base-list"),
    path("training-bases/add/", views.base_add, name="base-add"),
    path("training-bases/<int:pk>/", views.base_detail, name="base-detail"),
    path("training-bases/<int:pk>/edit/", views.base_edit, name="base-edit"),
    path("training-bases/<int:pk>/change-state/", views.base_change_state, name="base-change-state"),
    path("lookup/hosts/", views.lookup_hosts, name="lookup-hosts"),
]
