"""Addresses of this room."""

from django.urls import path

from reference import views
from reference.lookups import SOURCES

app_name = "reference"
urlpatterns = [
    path("regions/", views.region_list, name="region-list"),
    path("catalogue-majors/", views.major_list, name="major-list"),
    path("industries/", views.industry_list, name="industry-list"),
    path("rules/", views.rule_list, name="rule-list"),
    *(path(f"lookup/{kind}/", views.lookup, {"kind": kind}, name=f"lookup-{kind}") for kind in SOURCES),
]
