"""Addresses of this room."""

from django.urls import path

from institutions.views import bases, colleges, majors

app_name = "institutions"
urlpatterns = [
    path("college/", colleges.college, name="college"),
    path("colleges/", colleges.college_list, name="college-list"),
    path("majors/", majors.major_list, name="major-list"),
    path("majors/open/", majors.major_open, name="major-open"),
    path("majors/<int:pk>/", majors.major_detail, name="major-detail"),
    path("majors/<int:pk>/close/", majors.major_close, name="major-close"),
    path("training-bases/", bases.base_list, name="base-list"),
    path("training-bases/add/", bases.base_add, name="base-add"),
    path("training-bases/<int:pk>/", bases.base_detail, name="base-detail"),
    path("training-bases/<int:pk>/edit/", bases.base_edit, name="base-edit"),
    path("training-bases/<int:pk>/change-state/", bases.base_change_state, name="base-change-state"),
    path("lookup/hosts/", bases.lookup_hosts, name="lookup-hosts"),
]
