"""Addresses of this room."""

from django.urls import path

from internships import desk, views

app_name = "internships"
urlpatterns = [
    path("internship-slots/", views.slot_list, name="slot-list"),
    path("internship-slots/new/", views.slot_create, name="slot-create"),
    path("internship-slots/<int:pk>/", views.slot_detail, name="slot-detail"),
    path("internship-slots/<int:pk>/edit/", views.slot_edit, name="slot-edit"),
    path("internship-slots/<int:pk>/open/", views.slot_open, name="slot-open"),
    path("internship-slots/<int:pk>/close/", views.slot_close, name="slot-close"),
    path("internship-slots/<int:pk>/confirm/", views.slot_confirm, name="slot-confirm"),
    path("internship-slots/<int:pk>/place/", views.placement_create, name="placement-create"),
    path("placements/", views.placement_list, name="placement-list"),
    path("placements/students/", views.placement_students, name="placement-students"),
    path("placements/<int:pk>/begin/", views.placement_begin, name="placement-begin"),
    path("placements/<int:pk>/end/", views.placement_end, name="placement-end"),
    path("placements/<int:pk>/cancel/", views.placement_cancel, name="placement-cancel"),
    path("cooperation-balance/", desk.cooperation_balance, name="balance"),
    path("cooperation-balance/<slug:line>/", desk.balance_records, name="balance-records"),
]
