"""Pages of what an enterprise reports of its years, for its own people alone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from enterprises import selectors, services
from enterprises.filters import EnterprisePostFilter, EnterpriseYearFilter
from enterprises.forms import EnterprisePostForm, EnterpriseYearForm
from enterprises.models import Enterprise, EnterprisePost, EnterpriseYear
from enterprises.tables import EnterprisePostTable, EnterpriseYearTable
from enterprises.views.answers import status_of

ACT = "record_enterprise_year"


@require_safe
def year_list(request: HttpRequest) -> HttpResponseBase:
    """The years that one's own enterprise has recorded."""
    return render_list(
        request,
        filterset=EnterpriseYearFilter,
        queryset=EnterpriseYear.objects.visible_to(request.actor).current(),
        table=EnterpriseYearTable,
        template="enterprises/year_list.html",
        context={"may_record": request.actor.can(ACT)},
    )


@require_safe
def post_list(request: HttpRequest) -> HttpResponseBase:
    """The posts of one's own enterprise, by year."""
    return render_list(
        request,
        filterset=EnterprisePostFilter,
        queryset=EnterprisePost.objects.visible_to(request.actor).current(),
        table=EnterprisePostTable,
        template="enterprises/post_list.html",
        context={"may_record": request.actor.can(ACT)},
    )


@require_safe
def year_detail(request: HttpRequest, year: int) -> HttpResponse:
    """A year: what stands, its posts, and what was said before."""
    enterprise = Enterprise.objects.filter(pk=request.actor.organisation_id).first()
    page = selectors.year_page(request.actor, enterprise, year) if enterprise else None
    if page is None:
        raise Http404
    context = {"page": page, "year": year, "enterprise": enterprise, "may_record": request.actor.can(ACT)}
    return render(request, "enterprises/year_detail.html", context)


def _asked_year(request: HttpRequest) -> int:
    """The year that the address asks for; without one the last that is over."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2026") else clock.today().year - 1


@require_http_methods(["GET", "HEAD", "POST"])
@once
def year_record(request: HttpRequest) -> HttpResponse:
    """Report a year of one's own enterprise, or correct it: what was reported before is superseded."""
    enterprise = selectors.own_enterprise(request.actor, ACT)
    year = _asked_year(request)
    known = EnterpriseYear.objects.visible_to(request.actor).current().filter(enterprise=enterprise, year=year).first()
    form = EnterpriseYearForm(request.POST or None, initial=EnterpriseYearForm.initial_of(year, known))
    if request.method == "POST" and form.is_valid():
        try:
            services.record_enterprise_year(
                actor=request.actor, enterprise=enterprise, on=clock.today(), **form.cleaned_data
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("The year %(year)s is recorded.") % {"year": form.cleaned_data["year"]})
            return redirect("enterprises:year-detail", form.cleaned_data["year"])
    page = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/year_form.html", page, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def post_record(request: HttpRequest) -> HttpResponse:
    """Report how many people a post of one's own enterprise has, and what it pays."""
    enterprise = selectors.own_enterprise(request.actor, ACT)
    form = EnterprisePostForm(request.POST or None, initial={"year": _asked_year(request)})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.record_enterprise_post(
                actor=request.actor, enterprise=enterprise, on=clock.today(), **form.cleaned_data
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(post)s is recorded.") % {"post": row.post})
            return redirect("enterprises:year-detail", row.year)
    page = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/post_form.html", page, status=status_of(form))


@require_POST
def post_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a post that was recorded by mistake."""
    post = get_object_or_404(EnterprisePost.objects.visible_to(request.actor), pk=pk)
    request.actor.require(ACT, post)
    try:
        services.strike_enterprise_post(actor=request.actor, post=post)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(post)s no longer counts.") % {"post": post.post})
    return redirect("enterprises:year-list")
