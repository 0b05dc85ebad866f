"""Pages of equipment."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.equipment import EquipmentFilter
from institutions.forms.equipment import EquipmentForm, EquipmentStateForm, NewEquipmentForm
from institutions.models import Equipment, EquipmentStatus
from institutions.services.equipment import add_equipment, change_equipment_state, edit_equipment
from institutions.tables.equipment import EQUIPMENT_SHAPES, EquipmentTable
from institutions.views.answers import status_of

ACT = "manage_equipment"


@require_safe
def equipment_list(request: HttpRequest) -> HttpResponseBase:
    """Equipment of one's college, what one contributed, or that of the colleges of one's region."""
    equipment = _equipment(request)
    return render_list(
        request,
        filterset=EquipmentFilter,
        queryset=equipment,
        table=EquipmentTable,
        template="institutions/equipment_list.html",
        context={
            "may_add": request.actor.can(ACT),
            "totals": selectors.totals_of(equipment, clock.today()),
            "is_contributor": request.actor.can("offer_slot"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def equipment_add(request: HttpRequest) -> HttpResponse:
    """Add equipment in its first state."""
    college = selectors.own_college(request.actor, ACT)
    form = NewEquipmentForm(request.POST or None, college=college, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data | {"state": EquipmentStatus(form.cleaned_data["state"])}
            equipment = add_equipment(actor=request.actor, college=college, **facts)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(equipment)s is added.") % {"equipment": equipment})
            return redirect(equipment)
    return render(request, "institutions/equipment_form.html", {"form": form}, status=status_of(form))


@require_safe
def equipment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Equipment and its states."""
    equipment = _one(request, pk)
    return _page(request, equipment, EquipmentStateForm(present=equipment.state, initial={"on": clock.today()}))


@require_http_methods(["GET", "HEAD", "POST"])
def equipment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about equipment but its state."""
    equipment = _one(request, pk)
    request.actor.require(ACT, equipment)
    form = EquipmentForm(request.POST or None, college=equipment.college, initial=EquipmentForm.initial_of(equipment))
    if request.method == "POST" and form.is_valid():
        try:
            edit_equipment(actor=request.actor, equipment=equipment, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(equipment)
    page = {"form": form, "equipment": equipment}
    return render(request, "institutions/equipment_form.html", page, status=status_of(form))


@require_POST
def equipment_change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Move equipment on in its life."""
    equipment = _one(request, pk)
    request.actor.require(ACT, equipment)
    form = EquipmentStateForm(request.POST, present=equipment.state)
    if form.is_valid():
        state, on = EquipmentStatus(form.cleaned_data["state"]), form.cleaned_data["on"]
        try:
            change_equipment_state(actor=request.actor, equipment=equipment, state=state, on=on)
        except DomainError as error:
            form.add_refusal(error)
        else:
            said = {"equipment": equipment, "state": state.label}
            messages.success(request, _("%(equipment)s is now: %(state)s.") % said)
            return redirect(equipment)
    return _page(request, equipment, form)


def _equipment(request: HttpRequest) -> Any:
    rows = Equipment.objects.visible_to(request.actor).with_state()
    return rows.select_related("college__organisation", "contributor", "base")


def _one(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(_equipment(request), pk=pk)


def _page(request: HttpRequest, equipment: Any, form: EquipmentStateForm) -> HttpResponse:
    may_edit, today = request.actor.can(ACT, equipment), clock.today()
    is_late = equipment.state == EquipmentStatus.COMMITTED and equipment.due_on is not None and equipment.due_on < today
    page = {
        "equipment": equipment,
        "state": EquipmentStatus(equipment.state).label,
        "shape": EQUIPMENT_SHAPES[equipment.state],
        "states": selectors.states_of(equipment.states),
        "age": equipment.age_on(today),
        "days_late": (today - equipment.due_on).days if is_late else 0,
        "may_edit": may_edit,
        "form": form if may_edit and form.fields["state"].choices else None,
    }
    return render(request, "institutions/equipment_detail.html", page, status=status_of(form))
