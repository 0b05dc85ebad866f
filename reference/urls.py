"""Addresses of this room."""

from django.urls import path

from reference import views

app_name = "reference"
urlpatterns = [
    path("regions/", views.region_list, name="region-list"),
    path("catalogue-majors/", views.major_list, name="major-list"),
    path("industries/", views.industry_list, name="industry-list"),
    path("rules/", views.rule_list, name="rule-list"),
    path("lookup/<slug:kind>/", views.lookup, name="lookup"),
]
