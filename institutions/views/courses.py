"""Pages of courses."""

from django.contrib import messages
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.courses import CourseFilter
from institutions.forms.courses import CourseForm, RevisionForm
from institutions.models import Course
from institutions.services import courses as services
from institutions.tables.courses import CourseTable
from institutions.views.answers import status_of

STANDING = Q(revisions__superseded_at=None)


@require_safe
def course_list(request: HttpRequest) -> HttpResponseBase:
    """Courses of one's college, or of the colleges of one's region."""
    return render_list(
        request,
        filterset=CourseFilter,
        queryset=_courses(request),
        table=CourseTable,
        template="institutions/course_list.html",
        context={"may_manage": request.actor.can("manage_courses")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def course_add(request: HttpRequest) -> HttpResponse:
    """Add a course."""
    college = selectors.own_college(request.actor, "manage_courses")
    form = CourseForm(request.POST or None, college=college)
    if request.method == "POST" and form.is_valid():
        try:
            course = services.add_course(actor=request.actor, college=college, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(course)
    return render(request, "institutions/course_form.html", {"form": form}, status=status_of(form))


@require_safe
def course_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A course and its revisions."""
    return _course_page(request, _course(request, pk), RevisionForm(initial={"on": clock.today()}))


@require_http_methods(["GET", "HEAD", "POST"])
def course_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a course but its revisions."""
    course = _course(request, pk)
    request.actor.require("manage_courses", course)
    initial = {name: getattr(course, name) for name in ("code", "name", "hours", "ended_on")}
    initial["majors"] = list(course.majors.values_list("pk", flat=True))
    form = CourseForm(request.POST or None, college=course.college, course=course, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_course(actor=request.actor, course=course, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(course)
    return render(request, "institutions/course_form.html", {"form": form, "course": course}, status=status_of(form))


@require_POST
@once
def course_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a revision."""
    course, form = _course(request, pk), RevisionForm(request.POST)
    request.actor.require("manage_courses", course)
    if form.is_valid():
        try:
            services.revise_course(actor=request.actor, course=course, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(course)
    return _course_page(request, course, form)


def _courses(request: HttpRequest) -> QuerySet[Course]:
    courses = Course.objects.visible_to(request.actor).select_related("college__organisation")
    return courses.annotate(
        revision_count=Count("revisions", filter=STANDING, distinct=True),
        last_revised_on=Max("revisions__occurred_on", filter=STANDING),
    )


def _course(request: HttpRequest, pk: int) -> Course:
    return get_object_or_404(Course.objects.visible_to(request.actor).select_related("college__organisation"), pk=pk)


def _course_page(request: HttpRequest, course: Course, form: RevisionForm) -> HttpResponse:
    may_manage = request.actor.can("manage_courses", course)
    page = {
        "course": course,
        "majors": course.majors.all(),
        "revisions": course.revisions.filter(superseded_at=None).prefetch_related("enterprises"),
        "may_manage": may_manage,
        "form": form if may_manage else None,
    }
    return render(request, "institutions/course_detail.html", page, status=status_of(form))
