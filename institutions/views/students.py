"""Pages of students."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.students import StudentFilter
from institutions.forms.students import LeaveForm, StudentEditForm, StudentForm
from institutions.models import Student
from institutions.services import students as services
from institutions.tables.students import StudentTable
from institutions.views.answers import status_of

HIDDEN = ("birth_date", "guardian_name")


@require_safe
def student_list(request: HttpRequest) -> HttpResponseBase:
    """Students of one's college."""
    students = Student.objects.visible_to(request.actor).select_related("major")
    return render_list(
        request,
        filterset=StudentFilter,
        queryset=students.defer(*HIDDEN),
        table=StudentTable,
        template="institutions/student_list.html",
        context={"may_manage": request.actor.can("manage_students")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def student_enrol(request: HttpRequest) -> HttpResponse:
    """Enrol one student; many come by the roster."""
    college = selectors.own_college(request.actor, "manage_students")
    form = StudentForm(request.POST or None, college=college)
    if request.method == "POST" and form.is_valid():
        try:
            student = services.enrol_student(actor=request.actor, college=college, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(student)s is enrolled.") % {"student": student})
            return redirect(student)
    return render(request, "institutions/student_form.html", {"form": form}, status=status_of(form))


@require_safe
def student_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A student, without the birth date."""
    return _student_page(request, _student(request, pk), LeaveForm(initial={"on": clock.today()}))


@never_cache
@require_POST
def student_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page with the birth date, once; the ledger keeps who looked."""
    student = _student(request, pk)
    birth_date = services.reveal_birth_date(actor=request.actor, student=student)
    return _student_page(request, student, LeaveForm(initial={"on": clock.today()}), birth_date)


@require_http_methods(["GET", "HEAD", "POST"])
def student_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a student but the number."""
    student = _student(request, pk)
    request.actor.require("manage_students", student)
    form = StudentEditForm(request.POST or None, student=student)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_student(actor=request.actor, student=student, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(student)
    page = {"form": form, "student": student}
    return render(request, "institutions/student_form.html", page, status=status_of(form))


@require_POST
def student_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A student graduates, withdraws or transfers."""
    student, form = _student(request, pk), LeaveForm(request.POST)
    request.actor.require("manage_students", student)
    if form.is_valid():
        try:
            services.leave_student(actor=request.actor, student=student, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(student)
    return _student_page(request, student, form)


def _student(request: HttpRequest, pk: int) -> Student:
    students = Student.objects.visible_to(request.actor).select_related("major", "college__organisation")
    return get_object_or_404(students.defer(*HIDDEN), pk=pk)


def _student_page(
    request: HttpRequest, student: Student, form: LeaveForm, birth_date: date | None = None
) -> HttpResponse:
    may_manage = request.actor.can("manage_students", student)
    page = {
        "student": student,
        "birth_date": birth_date,
        "may_manage": may_manage,
        "may_reveal": birth_date is None and request.actor.can("reveal_birth_date", student),
        "form": form if may_manage and (student.left_on is None or form.is_bound) else None,
        "outcomes": student.outcomes.current().select_related("employer", "region").order_by("occurred_on"),
        "may_record": student.leave_reason == Student.LeaveReason.GRADUATED
        and request.actor.can("record_outcomes", student),
    }
    return render(request, "institutions/student_detail.html", page, status=status_of(form))
