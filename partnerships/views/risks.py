"""Risks of running agreements: the map, the list, one of them; judging it again and reporting its figure."""

from collections.abc import Iterable

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.pages import render_list
from partnerships import services
from partnerships.filters import RiskFilter
from partnerships.forms.acting import RiskFigureForm, RiskReviewForm
from partnerships.forms.safeguards import ClaimForm, DecisionForm
from partnerships.models import Claim, Risk
from partnerships.selectors import in_force_from, risk_line
from partnerships.selectors.heat import heat_map
from partnerships.selectors.safeguards import Cover, claims_of, covers_of
from partnerships.tables import RiskTable
from partnerships.views.progress import REFUSED, act_on

FIGURES_SHOWN = 20


@require_safe
def risk_list(request: HttpRequest) -> HttpResponseBase:
    """Risks of the running agreements that the actor may see, with the map of all of them."""
    rows = Risk.objects.visible_to(request.actor).running().judged().select_related("agreement", "owner__organisation")
    return render_list(
        request,
        filterset=RiskFilter,
        queryset=rows.order_by("-likelihood_now", "-impact_now", "pk"),
        table=RiskTable,
        template="partnerships/risk_list.html",
        context={"heat": heat_map(request.actor), "scale": range(1, 6)},
    )


def visible_risk(request: HttpRequest, pk: int) -> Risk:
    """The risk, if the actor may see it; else 404, as if there were none."""
    rows = Risk.objects.visible_to(request.actor).select_related("agreement__keeper", "owner__organisation")
    return get_object_or_404(rows.prefetch_related("reviews__reviewed_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def risk_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One risk as it was judged over time; a POST judges it again."""
    risk = visible_risk(request, pk)
    if request.method != "POST":
        return risk_page(request, risk)
    request.actor.require("review_risk", risk)
    form = RiskReviewForm(request.POST)

    def act(form: Form) -> None:
        services.review_risk(actor=request.actor, risk=risk, on=clock.today(), **form.cleaned_data)

    if act_on(request, form, act, _("Judged again.")):
        return risk_page(request, risk, review=form, status=REFUSED)
    return redirect(risk)


@require_POST
@once
def risk_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how high the watched figure is."""
    risk, form = visible_risk(request, pk), RiskFigureForm(request.POST, prefix="figure")
    request.actor.require("report_risk_figure", risk)

    def act(form: Form) -> None:
        services.report_figure(actor=request.actor, risk=risk, on=clock.today(), **form.cleaned_data)

    if refused := act_on(request, form, act, _("The figure was kept.")):
        return risk_page(request, risk, figure=form, status=refused)
    return redirect(risk)


def risk_page(
    request: HttpRequest,
    risk: Risk,
    *,
    review: Form | None = None,
    figure: Form | None = None,
    claim: Form | None = None,
    decision: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a risk, with a form that was refused in place of a fresh one."""
    claims = claims_of(risk)
    covers = covers_of(risk, on=clock.today())
    may_claim = request.actor.can("file_claim", risk)
    judged = risk.latest or risk
    reviews = sorted(risk.reviews.all(), key=lambda row: (row.occurred_on, row.pk), reverse=True)
    figures = risk.figures.current().select_related("reported_by").order_by("-occurred_on", "-pk")
    review = review or RiskReviewForm(initial={"likelihood": judged.likelihood, "impact": judged.impact})
    figure = figure or RiskFigureForm(prefix="figure", initial={"occurred_on": clock.today()})
    return render(
        request,
        "partnerships/risk_detail.html",
        {
            "line": risk_line(risk, in_force_from=in_force_from(risk.agreement), on=clock.today()),
            "risk": risk,
            "agreement": risk.agreement,
            "reviews": reviews,
            "claims": [(row, _decision(row, decision)) for row in claims],
            "covers": covers,
            "claim_form": (claim or ClaimForm(prefix="claim", covers=cover_choices(covers))) if may_claim else None,
            "own": request.actor.organisation_id if may_claim else None,
            "figures": figures[:FIGURES_SHOWN],
            "form": review if request.actor.can("review_risk", risk) else None,
            "figure_form": figure if risk.is_watched and request.actor.can("report_risk_figure", risk) else None,
        },
        status=status,
    )


def cover_choices(covers: Iterable[Cover]) -> list[tuple[str, str]]:
    """What a loss may be claimed of."""
    return [(cover.key, f"{cover.name} · {cover.provider}") for cover in covers]


def _decision(claim: Claim, refused: Form | None) -> Form:
    """The form of a claim: the one that was refused, if it is this claim's."""
    fresh = DecisionForm(prefix=f"decision-{claim.pk}", initial={"decided_on": clock.today()})
    return refused if refused is not None and refused.prefix == fresh.prefix else fresh
