"""Pages of the yearly return."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from accounts.services.evidence import keep_evidence
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.returns import AnnualReturnFilter
from institutions.forms.returns import FigureForm, SendBackForm, StartReturnForm
from institutions.models import AnnualReturn
from institutions.returns import lines_of
from institutions.services import returns as services
from institutions.tables.returns import RETURN_SHAPES, AnnualReturnTable
from institutions.views.answers import status_of
from reference.models import FigureCode


@require_safe
def return_list(request: HttpRequest) -> HttpResponseBase:
    """Returns of one's college, or those that the colleges of one's region have filed."""
    found = AnnualReturn.objects.visible_to(request.actor)
    return render_list(
        request,
        filterset=AnnualReturnFilter,
        queryset=found.select_related("college__organisation"),
        table=AnnualReturnTable,
        template="institutions/return_list.html",
        context={"may_report": request.actor.can("report_return")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def return_start(request: HttpRequest) -> HttpResponse:
    """Begin the return of a year."""
    college = selectors.own_college(request.actor, "report_return")
    today = clock.today()
    form = StartReturnForm(request.POST or None, initial={"year": today.year})
    if request.method == "POST" and form.is_valid():
        try:
            annual = services.start_return(
                actor=request.actor, college=college, year=form.cleaned_data["year"], on=today
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            return redirect(annual)
    return render(request, "institutions/return_start.html", {"form": form}, status=status_of(form))


@require_safe
def return_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure beside last year's, and what comes next."""
    return _return_page(request, _annual(request, pk), SendBackForm())


@require_http_methods(["GET", "HEAD", "POST"])
def return_figure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Enter or correct one figure."""
    annual = _annual(request, pk)
    request.actor.require("report_return", annual)
    figure = get_object_or_404(FigureCode, code=code, subject=FigureCode.Subject.COLLEGE)
    standing = annual.figures.current().filter(figure=figure).first()
    initial = {"value": standing.value.normalize(), "change_reason": standing.change_reason} if standing else {}
    if standing is not None:
        initial["value"] = f"{standing.value.normalize():f}"
    form = FigureForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _put(request, annual, figure, form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(annual)
    page = {"form": form, "annual": annual, "figure": figure, "standing": standing}
    return render(request, "institutions/return_figure.html", page, status=status_of(form))


@require_POST
def return_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the return in."""
    annual = _annual(request, pk)
    try:
        services.file_return(actor=request.actor, annual_return=annual, on=clock.today())
    except (services.ReturnClosed, services.ReturnEmpty) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The return is filed. Somebody else verifies it now."))
    return redirect(annual)


@require_POST
def return_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what somebody else filed."""
    annual = _annual(request, pk)
    try:
        services.verify_return(actor=request.actor, annual_return=annual, on=clock.today())
    except (services.ReturnNotFiled, services.ReporterVerifies) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The return is verified."))
    return redirect(annual)


@require_POST
def return_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return it for correction."""
    annual, form = _annual(request, pk), SendBackForm(request.POST)
    if form.is_valid():
        try:
            services.send_back_return(actor=request.actor, annual_return=annual, **form.cleaned_data)
        except DomainError as error:
            if error.status == 403:
                raise
            form.add_refusal(error)
        else:
            messages.success(request, _("The return goes back to the college."))
            return redirect(annual)
    return _return_page(request, annual, form)


@transaction.atomic
def _put(request: HttpRequest, annual: AnnualReturn, figure: FigureCode, facts: dict[str, Any]) -> None:
    """The file and the figure, both or neither."""
    upload = facts.pop("evidence")
    evidence = keep_evidence(actor=request.actor, upload=upload) if upload else None
    services.put_figure(
        actor=request.actor, annual_return=annual, figure=figure, evidence=evidence, on=clock.today(), **facts
    )


def _annual(request: HttpRequest, pk: int) -> AnnualReturn:
    found = AnnualReturn.objects.visible_to(request.actor).select_related("college__organisation__region")
    return get_object_or_404(found, pk=pk)


def _return_page(request: HttpRequest, annual: AnnualReturn, form: SendBackForm) -> HttpResponse:
    may_judge = services.may_judge(request.actor, annual)
    page = {
        "annual": annual,
        "shape": RETURN_SHAPES[annual.state],
        "lines": lines_of(annual, actor=request.actor, on=clock.today()),
        "may_report": annual.is_open and request.actor.can("report_return", annual),
        "form": form if may_judge or form.is_bound else None,
        "may_judge": may_judge,
    }
    return render(request, "institutions/return_detail.html", page, status=status_of(form))
