"""Assessments of an agreement: what is due, what was found, and the answers of the other parties."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from core import clock
from partnerships import services
from partnerships.forms.assessments import AssessmentForm, ObjectionForm
from partnerships.models import Agreement, Assessment
from partnerships.selectors.assessments import AssessmentsPage, assessments_of
from partnerships.views.common import life_of, visible_agreement
from partnerships.views.progress import act_on


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_assessments(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed, what is due, what was found; a POST records an assessment."""
    agreement = visible_agreement(request, pk)
    if request.method != "POST":
        return _page(request, agreement)
    request.actor.require("assess_agreement", agreement)
    page = assessments_of(agreement, actor=request.actor, on=clock.today())
    form = AssessmentForm(request.POST, stages=_stages(page))

    def act(form: Form) -> None:
        services.record_assessment(actor=request.actor, agreement=agreement, on=clock.today(), **form.cleaned_data)

    if refused := act_on(request, form, act, _("Recorded. The other side is asked to confirm it.")):
        return _page(request, agreement, form=form, status=refused)
    return redirect("partnerships:agreement-assessments", agreement.pk)


@require_POST
def assessment_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm an assessment, or object to it with a reason."""
    assessment = get_object_or_404(Assessment.objects.visible_to(request.actor).select_related("agreement"), pk=pk)
    request.actor.require("assess_agreement", assessment)
    agrees = request.POST.get("answer") == "agree"
    form = ObjectionForm(request.POST, prefix=f"objection-{assessment.pk}")

    def act(form: Form) -> None:
        services.answer_assessment(
            actor=request.actor, assessment=assessment, agrees=agrees, on=clock.today(), **form.cleaned_data
        )

    told = _("You have confirmed the assessment.") if agrees else _("Your objection was sent.")
    if refused := act_on(request, form, act, told):
        agreement = visible_agreement(request, assessment.agreement_id)
        return _page(request, agreement, objection=(assessment.pk, form), status=refused)
    return redirect("partnerships:agreement-assessments", assessment.agreement_id)


def _page(
    request: HttpRequest,
    agreement: Agreement,
    *,
    form: Form | None = None,
    objection: tuple[int, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = assessments_of(agreement, actor=request.actor, on=clock.today())
    may_record = request.actor.can("assess_agreement", agreement) and agreement.is_running
    start = {"stage": page.due[0].stage if page.due else "", "assessed_on": clock.today(), "assessor": page.assessor}
    refused, refused_form = objection or (None, None)
    lines = [
        (line, refused_form if line.row.pk == refused else ObjectionForm(prefix=f"objection-{line.row.pk}"))
        for line in page.lines
    ]
    return render(
        request,
        "partnerships/agreement_assessments.html",
        {
            "agreement": agreement,
            "page": page,
            "lines": lines,
            "today": clock.today(),
            "form": (form or AssessmentForm(initial=start, stages=_stages(page))) if may_record else None,
            "may_amend": request.actor.can("amend_agreement", agreement),
            **life_of(agreement),
        },
        status=status,
    )


def _stages(page: AssessmentsPage) -> list[str]:
    return [stage.name.strip() for stage in (page.review.stages if page.review else ()) if stage.name.strip()]
