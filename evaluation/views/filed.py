"""Figures of regions: what an authority files, corrects with a reason, and what stood before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from evaluation.filters import FiledFigureFilter
from evaluation.forms import FiledFigureForm
from evaluation.selectors.filed import filed_figures, history_of
from evaluation.tables import FiledFigureTable
from reference.services import file_region_figure

REFUSED = 409


@require_safe
def filed_list(request: HttpRequest) -> HttpResponseBase:
    """Filed figures of one's regions: those that stand, unless the history is asked for."""
    request.actor.require("file_region_figure")
    rows = filed_figures(request.actor)
    if "is_history" not in request.GET:
        rows = rows.filter(superseded_at=None)
    return render_list(
        request,
        filterset=FiledFigureFilter,
        queryset=rows,
        table=FiledFigureTable,
        template="evaluation/filed_list.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def file_figure(request: HttpRequest) -> HttpResponse:
    """File a figure, or correct one: then it is filled in from the row that stands (`of`)."""
    request.actor.require("file_region_figure")
    today = clock.today()
    form = FiledFigureForm(request.POST or None, today=today, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = file_region_figure(actor=request.actor, on=today, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("The figure is filed."))
            return redirect("evaluation:filed-figure", pk=row.pk)
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "evaluation/filed_form.html", {"form": form}, status=status)


def _initial(request: HttpRequest) -> dict[str, object]:
    asked = request.GET.get("of", "")
    if not asked.isdecimal() or len(asked) > 18:
        return {"year": clock.today().year - 1}
    row = get_object_or_404(filed_figures(request.actor), pk=int(asked))
    return {
        "region": f"{row.region.code} {row.region.label}",
        "figure": row.figure_id,
        "year": row.year,
        "value": format(row.value.normalize(), "f"),
        "source": row.source,
    }


@require_safe
def filed_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One filed figure with everything that was filed for the same year."""
    request.actor.require("file_region_figure")
    row = get_object_or_404(filed_figures(request.actor), pk=pk)
    context = {"row": row, "history": list(history_of(request.actor, row))}
    return render(request, "evaluation/filed_figure.html", context)
