"""Read-only lists of the reference room, what the rules are, and what one can look up."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core import lookups
from core.pages import render_list
from reference import examples
from reference.filters import CatalogueMajorFilter, IndustryFilter, RegionFilter
from reference.lookups import SOURCES
from reference.models import CatalogueMajor, Industry, Region
from reference.rules import RULES
from reference.tables import CatalogueMajorTable, IndustryTable, RegionTable

LIST_OF = {"regions": "region-list", "majors": "major-list", "industries": "industry-list"}


@require_safe
def region_list(request: HttpRequest) -> HttpResponseBase:
    """Divisions, also retired ones."""
    return render_list(
        request,
        filterset=RegionFilter,
        queryset=Region.objects.select_related("parent"),
        table=RegionTable,
        template="reference/region_list.html",
    )


@require_safe
def major_list(request: HttpRequest) -> HttpResponseBase:
    """The catalogues of majors."""
    return render_list(
        request,
        filterset=CatalogueMajorFilter,
        queryset=CatalogueMajor.objects.all(),
        table=CatalogueMajorTable,
        template="reference/major_list.html",
    )


@require_safe
def industry_list(request: HttpRequest) -> HttpResponseBase:
    """Industries of GB/T 4754."""
    return render_list(
        request,
        filterset=IndustryFilter,
        queryset=Industry.objects.select_related("parent"),
        table=IndustryTable,
        template="reference/industry_list.html",
    )


@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule that the platform checks: what it does, where it is written, how sure that is."""
    rules = list(RULES)
    lowered = sum(rule.is_lowered for rule in rules)
    return render(request, "reference/rule_list.html", {"rules": examples.in_words(rules), "lowered": lowered})


@require_safe
def lookup(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What typed words could mean, for the script; a browser without it is led to the list that it can search."""
    if request.accepts("text/html") and not request.headers.get("Accept", "").startswith("application/json"):
        query = urlencode({"q": request.GET.get("q", "")})
        return HttpResponseRedirect(f"{reverse(f'reference:{LIST_OF[kind]}')}?{query}")
    return lookups.options(request, SOURCES[kind]())
