"""The register of colleges, and the page of one's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pages import render_list
from institutions import entries, selectors
from institutions.filters import CollegeFilter
from institutions.models import College
from institutions.tables import CollegeTable


@require_safe
def college_list(request: HttpRequest) -> HttpResponseBase:
    """The register of colleges."""
    return render_list(
        request,
        filterset=CollegeFilter,
        queryset=College.objects.select_related("organisation__region"),
        table=CollegeTable,
        template="institutions/college_list.html",
    )


@require_safe
def college(request: HttpRequest) -> HttpResponse:
    """What one's college has, list by list; for others what they see of colleges."""
    page = {"college": selectors.college_of(request.actor), "entries": list(entries.entries(request.actor))}
    return render(request, "institutions/college.html", page)
