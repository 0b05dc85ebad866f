"""What came of an agreement: contributions, obligations, risks and training bases."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions.models import Equipment, TrainingBase
from partnerships import services
from partnerships.filters import ObligationFilter
from partnerships.forms.acting import AnswerForm, DeliverForm, DoneForm, LinkBaseForm, LinkEquipmentForm
from partnerships.models import Agreement, Contribution, Obligation
from partnerships.selectors import (
    contribution_line,
    obligation_line,
    progress_of,
    with_parties,
)
from partnerships.tables import ObligationTable
from partnerships.terms.values import ContributionKind
from partnerships.views.common import life_of, visible_agreement

REFUSED = 400


@require_safe
def agreement_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised, and what came of it."""
    return _progress_page(request, visible_agreement(request, pk))


def _progress_page(
    request: HttpRequest, agreement: Agreement, form: LinkBaseForm | None = None, *, status: int = 200
) -> HttpResponse:
    if form is None and request.actor.can("link_base", agreement):
        form = LinkBaseForm(bases=_bases(request, agreement))
    return render(
        request,
        "partnerships/agreement_progress.html",
        {
            "agreement": agreement,
            "progress": progress_of(agreement, actor=request.actor, on=clock.today()),
            "base_form": form,
            **life_of(agreement),
        },
        status=status,
    )


def _bases(request: HttpRequest, agreement: Agreement):
    bases = TrainingBase.objects.visible_to(request.actor).filter(college_id=agreement.keeper_id)
    return bases.exclude(agreement_links__agreement=agreement).order_by("name")


@require_POST
def base_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a training base of the keeper."""
    agreement = visible_agreement(request, pk)
    request.actor.require("link_base", agreement)
    form = LinkBaseForm(request.POST, bases=_bases(request, agreement))
    if not form.is_valid():
        return _progress_page(request, agreement, form, status=REFUSED)
    services.link_base(actor=request.actor, agreement=agreement, base=form.cleaned_data["base"])
    messages.success(request, _("The training base was named."))
    return redirect("partnerships:agreement-progress", agreement.pk)


@require_POST
def base_unlink(request: HttpRequest, pk: int, base: int) -> HttpResponse:
    """Take a training base off the agreement."""
    agreement = visible_agreement(request, pk)
    found = get_object_or_404(TrainingBase, pk=base, agreement_links__agreement=agreement)
    services.unlink_base(actor=request.actor, agreement=agreement, base=found)
    messages.success(request, _("The training base was taken off."))
    return redirect("partnerships:agreement-progress", agreement.pk)


# ---- Contributions --------------------------------------------------------------------------------------------------


def _contribution(request: HttpRequest, pk: int) -> Contribution:
    rows = Contribution.objects.visible_to(request.actor)
    rows = rows.select_related("agreement__keeper", "party__organisation").prefetch_related("agreement__parties")
    return get_object_or_404(rows, pk=pk)


@require_safe
def contribution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution: what was agreed, how far it is, what can be done now."""
    return _contribution_page(request, _contribution(request, pk))


def _contribution_page(
    request: HttpRequest,
    contribution: Contribution,
    form: Form | None = None,
    *,
    link_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    line = contribution_line(contribution, actor=request.actor, on=clock.today())
    if form is None and line.may_deliver:
        form = DeliverForm(initial={"delivered_on": clock.today()})
    elif form is None and line.may_answer:
        form = AnswerForm()
    parties = {party.key: party for party in contribution.agreement.parties.select_related("organisation")}
    return render(
        request,
        "partnerships/contribution_detail.html",
        {
            "line": line,
            "contribution": contribution,
            "agreement": contribution.agreement,
            "equipment": [link.equipment for link in contribution.equipment_links.select_related("equipment")],
            "equipment_form": link_form or _equipment_form(request, contribution),
            "owner_during": parties.get(contribution.owner_during),
            "owner_at_exit": parties.get(contribution.owner_at_exit),
            "states": _states(contribution),
            "form": form,
        },
        status=status,
    )


@require_POST
def contribution_deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a contribution as delivered."""
    contribution = _contribution(request, pk)
    request.actor.require("deliver_contribution", contribution)

    def act(form: Form) -> None:
        services.deliver_contribution(
            actor=request.actor, contribution=contribution, on=clock.today(), **form.cleaned_data
        )

    done = _("Reported. The other side accepts it, or says what is missing.")
    if refused := act_on(request, form := DeliverForm(request.POST), act, done):
        return _contribution_page(request, contribution, form, status=refused)
    return redirect("partnerships:contribution-detail", contribution.pk)


@require_POST
def contribution_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what was delivered, or refuse it."""
    contribution = _contribution(request, pk)
    request.actor.require("answer_contribution", contribution)

    def act(form: Form) -> None:
        services.answer_contribution(
            actor=request.actor,
            contribution=contribution,
            is_accepted=_accepts(request),
            on=clock.today(),
            **form.cleaned_data,
        )

    if refused := act_on(request, form := AnswerForm(request.POST), act, _answered(request)):
        return _contribution_page(request, contribution, form, status=refused)
    return redirect("partnerships:contribution-detail", contribution.pk)


def _equipment_form(request: HttpRequest, contribution: Contribution, data=None) -> LinkEquipmentForm | None:
    """For the keeper of a contribution of equipment: pieces that belong to no contribution yet."""
    if contribution.kind != ContributionKind.EQUIPMENT or not request.actor.can(
        "link_equipment", contribution.agreement
    ):
        return None
    rows = Equipment.objects.visible_to(request.actor).filter(college_id=contribution.agreement.keeper_id)
    return LinkEquipmentForm(data, equipment=rows.filter(contribution_links=None).order_by("name", "pk"))


@require_POST
def contribution_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which piece of equipment a contribution became."""
    contribution = _contribution(request, pk)
    request.actor.require("link_equipment", contribution.agreement)
    form = _equipment_form(request, contribution, request.POST)
    if form is None or not form.is_valid():
        return _contribution_page(request, contribution, link_form=form, status=REFUSED)
    services.link_equipment(actor=request.actor, contribution=contribution, equipment=form.cleaned_data["equipment"])
    messages.success(request, _("The equipment was named."))
    return redirect("partnerships:contribution-detail", contribution.pk)


# ---- Obligations ----------------------------------------------------------------------------------------------------


@require_safe
def obligation_list(request: HttpRequest) -> HttpResponseBase:
    """Obligations of all agreements that the actor may see."""
    rows = with_parties(Obligation.objects.visible_to(request.actor)).select_related("agreement")
    return render_list(
        request,
        filterset=ObligationFilter,
        queryset=rows.order_by("due_on", "pk"),
        table=ObligationTable,
        template="partnerships/obligation_list.html",
    )


def _obligation(request: HttpRequest, pk: int) -> Obligation:
    rows = with_parties(Obligation.objects.visible_to(request.actor)).select_related("agreement__keeper")
    return get_object_or_404(rows, pk=pk)


@require_safe
def obligation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One obligation: who owes what to whom, how far it is, what can be done now."""
    return _obligation_page(request, _obligation(request, pk))


def _obligation_page(
    request: HttpRequest, obligation: Obligation, form: Form | None = None, *, status: int = 200
) -> HttpResponse:
    line = obligation_line(obligation, actor=request.actor, on=clock.today())
    if form is None and line.may_report:
        form = DoneForm(initial={"done_on": clock.today()})
    elif form is None and line.may_answer:
        form = AnswerForm()
    return render(
        request,
        "partnerships/obligation_detail.html",
        {
            "line": line,
            "obligation": obligation,
            "agreement": obligation.agreement,
            "states": _states(obligation),
            "form": form,
        },
        status=status,
    )


@require_POST
def obligation_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The debtor reports an obligation done."""
    obligation = _obligation(request, pk)
    request.actor.require("report_obligation", obligation)

    def act(form: Form) -> None:
        services.report_done(actor=request.actor, obligation=obligation, on=clock.today(), **form.cleaned_data)

    done = _("Reported. The other side accepts it, or says what is missing.")
    if refused := act_on(request, form := DoneForm(request.POST), act, done):
        return _obligation_page(request, obligation, form, status=refused)
    return redirect("partnerships:obligation-detail", obligation.pk)


@require_POST
def obligation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The creditor accepts what was reported done, or refuses it."""
    obligation = _obligation(request, pk)
    request.actor.require("answer_obligation", obligation)

    def act(form: Form) -> None:
        services.answer_obligation(
            actor=request.actor,
            obligation=obligation,
            is_accepted=_accepts(request),
            on=clock.today(),
            **form.cleaned_data,
        )

    if refused := act_on(request, form := AnswerForm(request.POST), act, _answered(request)):
        return _obligation_page(request, obligation, form, status=refused)
    return redirect("partnerships:obligation-detail", obligation.pk)


# ---- Shared ---------------------------------------------------------------------------------------------------------


def act_on(request: HttpRequest, form: Form, act: Callable[[Form], None], done: str) -> int:
    """Do what a form asks for; 0 when it was done, else the status under which the form is shown again."""
    if not form.is_valid():
        return REFUSED
    try:
        act(form)
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        form.add_refusal(refusal)
        return refusal.status
    messages.success(request, done)
    return 0


def _accepts(request: HttpRequest) -> bool:
    return request.POST.get("answer") == "accept"


def _answered(request: HttpRequest) -> str:
    return _("Accepted.") if _accepts(request) else _("Refused. The other side sees your reason.")


def _states(row: Contribution | Obligation) -> list:
    """The spans that stand, newest first."""
    return list(row.states.filter(superseded_at=None).order_by("-from_on", "-pk"))
