"""Addresses of this room."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.notice_read_all, name="notice-read-all"),
    path("notices/<int:pk>/read/", views.notice_read, name="notice-read"),
    path("notices/preferences/", views.preferences, name="preferences"),
]
