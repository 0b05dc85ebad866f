"""The register of colleges."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from core.pages import render_list
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
