"""The life of an agreement: its steps with their days, internal checks, rest, end and renewal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from core import clock
from core.errors import DomainError, NotAllowed
from institutions.views.answers import done, status_of
from partnerships import sections, services
from partnerships.forms.life import CheckForm, CheckStepForm, DeclineForm, EndingForm, SuspendForm
from partnerships.models import Agreement, CheckStep
from partnerships.selectors.life import life_page, steps_with_days
from partnerships.views.common import life_of, visible_agreement

REFUSED = 409
Act = Callable[[HttpRequest, Agreement, Any], object]


def _check(request: HttpRequest, agreement: Agreement, form: Any) -> object:
    return services.decide_check(
        actor=request.actor,
        agreement=agreement,
        is_approved=request.POST.get("answer") == "approve",
        reason=form.cleaned_data["reason"],
        on=clock.today(),
    )


def _suspend(request: HttpRequest, agreement: Agreement, form: Any) -> object:
    return services.suspend(
        actor=request.actor, agreement=agreement, reason=form.cleaned_data["reason"], on=clock.today()
    )


def _resume(request: HttpRequest, agreement: Agreement, form: Any) -> object:  # noqa: ARG001 (one shape)
    return services.resume(actor=request.actor, agreement=agreement, on=clock.today())


def _end(request: HttpRequest, agreement: Agreement, form: Any) -> object:
    return services.give_notice(actor=request.actor, agreement=agreement, on=clock.today(), **form.facts())


def _agree(request: HttpRequest, agreement: Agreement, form: Any) -> object:  # noqa: ARG001
    return services.agree_to_end(actor=request.actor, agreement=agreement, on=clock.today())


def _take_back(request: HttpRequest, agreement: Agreement, form: Any) -> object:  # noqa: ARG001
    return services.take_back_notice(actor=request.actor, agreement=agreement, on=clock.today())


def _decline(request: HttpRequest, agreement: Agreement, form: Any) -> object:
    return services.decide_not_to_renew(
        actor=request.actor, agreement=agreement, reason=form.cleaned_data["reason"], on=clock.today()
    )


ACTS: dict[str, Act] = {
    "check": _check,
    "suspend": _suspend,
    "resume": _resume,
    "end": _end,
    "agree": _agree,
    "take_back": _take_back,
    "decline": _decline,
}
"""What the buttons of the page do, by the name that they send."""


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_life(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the agreement stands and how long each step took; a POST does the `act` that its button names."""
    agreement = visible_agreement(request, pk)
    forms = _forms(request, agreement)
    if request.method != "POST":
        return _life_page(request, agreement, forms)
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise Http404
    form = forms.get(name)
    if form is None or form.is_valid():
        try:
            ACTS[name](request, agreement, form)
        except NotAllowed:
            raise
        except DomainError as refusal:
            if form is None:
                messages.error(request, str(refusal))
                return _life_page(request, agreement, forms, status=REFUSED)
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Recorded."))
            return redirect("partnerships:agreement-life", agreement.pk)
    return _life_page(request, agreement, forms, status=REFUSED)


@require_POST
@once
def agreement_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the draft that renews an agreement, and go to it."""
    agreement = visible_agreement(request, pk)
    successor = services.renew(actor=request.actor, agreement=agreement, on=clock.today())
    messages.success(request, _("A draft was begun with the same parties and terms. Check its dates first."))
    return redirect(sections.section_url(successor, "basics"))


def _forms(request: HttpRequest, agreement: Agreement) -> dict[str, Any]:
    """The forms of the page by the act that they belong to; the one that was sent holds what was entered."""
    sent = request.POST if request.method == "POST" else None
    acted = request.POST.get("act", "") if sent is not None else ""
    parties = agreement.parties.select_related("organisation")
    others = [party for party in parties if party.organisation_id != request.actor.organisation_id]
    kinds: dict[str, Callable[..., Any]] = {
        "check": CheckForm,
        "suspend": SuspendForm,
        "decline": DeclineForm,
        "end": lambda data, **named: EndingForm(data, others=others, **named),
    }
    return {name: make(sent if name == acted else None, prefix=name) for name, make in kinds.items()}


def _life_page(request: HttpRequest, agreement: Agreement, forms: dict[str, Any], *, status: int = 200) -> HttpResponse:
    page = life_page(agreement, actor=request.actor, on=clock.today())
    return render(
        request,
        "partnerships/agreement_life.html",
        {"agreement": agreement, "page": page, "forms": forms, **life_of(agreement)},
        status=status,
    )


# ---- The internal checks of a college -------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@once
def check_steps(request: HttpRequest) -> HttpResponse:
    """The checks that every agreement of the college goes through, with the days they took; a POST adds one."""
    college = request.actor.organisation
    request.actor.require("manage_checks", CheckStep(college=college))
    assert college is not None
    steps = list(steps_with_days(college))
    form = CheckStepForm(request.POST or None, college=college, initial={"position": len(steps) + 1})
    added = done(
        request,
        form,
        lambda: services.add_check_step(actor=request.actor, **form.facts()),
        words=_("%(row)s is added."),
        back=reverse("partnerships:check-steps"),
    )
    return added or render(
        request, "partnerships/check_steps.html", {"steps": steps, "form": form}, status=status_of(form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check_step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a check: its name, place, who decides, how long it may take."""
    step = _step(request, pk)
    form = CheckStepForm(request.POST or None, college=step.college, initial=CheckStepForm.initial_of(step))
    saved = done(
        request,
        form,
        lambda: services.edit_check_step(actor=request.actor, step=step, **form.facts()),
        words=_("Saved."),
        back=reverse("partnerships:check-steps"),
    )
    page = {"form": form, "step": step}
    return saved or render(request, "partnerships/check_step_form.html", page, status=status_of(form))


@require_POST
def check_step_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a check no longer."""
    step = _step(request, pk)
    services.end_check_step(actor=request.actor, step=step, on=clock.today())
    messages.success(request, _("“%(name)s” is no longer asked for.") % {"name": step.name})
    return redirect("partnerships:check-steps")


def _step(request: HttpRequest, pk: int) -> CheckStep:
    rows = CheckStep.objects.visible_to(request.actor).standing().select_related("college")
    step = get_object_or_404(rows, pk=pk)
    request.actor.require("manage_checks", step)
    return step
