"""Pages of teachers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.teachers import TeacherFilter
from institutions.forms.teachers import EditTeacherForm, PracticeForm, QualificationForm, TeacherForm
from institutions.lookups import enterprises
from institutions.models import DualQualification, Teacher, TeacherPractice
from institutions.models.teachers import EXPIRES_SOON
from institutions.services.qualifications import (
    record_practice,
    record_qualification,
    take_back_practice,
    take_back_qualification,
)
from institutions.services.teachers import add_teacher, edit_teacher
from institutions.tables.teachers import TeacherTable
from institutions.views.answers import status_of

ACT = "manage_teachers"


@require_safe
def lookup_enterprises(request: HttpRequest) -> HttpResponse:
    """Enterprises that employ, host or lead, for the script."""
    request.actor.require(ACT)
    return lookups.options(request, enterprises())


@require_safe
def teacher_list(request: HttpRequest) -> HttpResponseBase:
    """Teachers of one's college."""
    return render_list(
        request,
        filterset=TeacherFilter,
        queryset=_teachers(request),
        table=TeacherTable,
        template="institutions/teacher_list.html",
        context={"may_add": request.actor.can(ACT), "rule": selectors.practice_rule(clock.today())},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def teacher_add(request: HttpRequest) -> HttpResponse:
    """Add a teacher to the register."""
    college = selectors.own_college(request.actor, ACT)
    form = TeacherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            teacher = add_teacher(actor=request.actor, college=college, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(teacher)s is added.") % {"teacher": teacher})
            return redirect(teacher)
    return render(request, "institutions/teacher_form.html", {"form": form}, status=status_of(form))


@require_safe
def teacher_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A teacher, the qualifications and the practice."""
    return _page(request, _teacher(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def teacher_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a teacher that is no fact of a day."""
    teacher = _teacher(request, pk)
    request.actor.require(ACT, teacher)
    form = EditTeacherForm(request.POST or None, initial=EditTeacherForm.initial_of(teacher))
    if request.method == "POST" and form.is_valid():
        try:
            edit_teacher(actor=request.actor, teacher=teacher, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(teacher)
    page = {"form": form, "teacher": teacher}
    return render(request, "institutions/teacher_form.html", page, status=status_of(form))


@require_POST
@once
def qualification_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a recognition as dual-qualified."""
    teacher, form = _teacher(request, pk), QualificationForm(request.POST)
    request.actor.require(ACT, teacher)
    if form.is_valid():
        try:
            record_qualification(actor=request.actor, teacher=teacher, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect(teacher)
    return _page(request, teacher, qualification=form)


@require_POST
@once
def practice_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record practice in an enterprise."""
    teacher, form = _teacher(request, pk), PracticeForm(request.POST)
    request.actor.require(ACT, teacher)
    if form.is_valid():
        try:
            record_practice(actor=request.actor, teacher=teacher, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect(teacher)
    return _page(request, teacher, practice=form)


@require_POST
def qualification_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a recognition that was recorded by mistake."""
    rows = DualQualification.objects.visible_to(request.actor).select_related("teacher__college__organisation")
    found = get_object_or_404(rows, pk=pk)
    take_back_qualification(actor=request.actor, qualification=found)
    messages.success(request, _("Taken back."))
    return redirect(found.teacher)


@require_POST
def practice_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back practice that was recorded by mistake."""
    rows = TeacherPractice.objects.visible_to(request.actor).select_related("teacher__college__organisation")
    found = get_object_or_404(rows, pk=pk)
    take_back_practice(actor=request.actor, practice=found)
    messages.success(request, _("Taken back."))
    return redirect(found.teacher)


def _teachers(request: HttpRequest) -> Any:
    return selectors.teachers_on(Teacher.objects.visible_to(request.actor), clock.today())


def _teacher(request: HttpRequest, pk: int) -> Teacher:
    return get_object_or_404(_teachers(request), pk=pk)


def _page(
    request: HttpRequest,
    teacher: Teacher,
    *,
    qualification: QualificationForm | None = None,
    practice: PracticeForm | None = None,
) -> HttpResponse:
    today = clock.today()
    page = {
        "teacher": teacher,
        "rule": selectors.practice_rule(today),
        "qualifications": teacher.qualifications.current().order_by("-valid_from", "-pk"),
        "practices": teacher.practices.current().select_related("enterprise").order_by("-from_on", "-pk"),
        "today": today,
        "soon": today + EXPIRES_SOON,
        "may_edit": request.actor.can(ACT, teacher),
        "qualification_form": qualification or QualificationForm(),
        "practice_form": practice or PracticeForm(),
    }
    sent = qualification or practice
    return render(request, "institutions/teacher_detail.html", page, status=status_of(sent) if sent else 200)
