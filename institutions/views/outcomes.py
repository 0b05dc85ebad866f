"""Pages of graduate outcomes: answers, waves, and recording them for one graduate or for many."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, exports
from core.errors import DomainError
from core.imports import headings, importers
from core.pages import render_list
from core.wording import number
from institutions import cohorts, selectors
from institutions.filters.outcomes import GraduateOutcomeFilter
from institutions.forms.outcomes import GRADUATES_MAX, CohortChoiceForm, CohortForm, OutcomeForm
from institutions.models import GraduateOutcome, Student, Wave
from institutions.services import outcomes as services
from institutions.tables.outcomes import GraduateOutcomeTable
from institutions.views.answers import REFUSED, status_of

ACT = "record_outcomes"
IMPORTER = "graduate_outcomes"


@require_safe
def outcome_list(request: HttpRequest) -> HttpResponseBase:
    """Answers of the graduates of one's college that stand."""
    rows = GraduateOutcome.objects.visible_to(request.actor).current()
    return render_list(
        request,
        filterset=GraduateOutcomeFilter,
        queryset=rows.select_related("student__major", "employer", "region").defer(
            "student__birth_date", "student__guardian_name"
        ),
        table=GraduateOutcomeTable,
        template="institutions/outcome_list.html",
        context={"may_record": request.actor.can(ACT)},
    )


@require_safe
def wave_list(request: HttpRequest) -> HttpResponse:
    """Each wave of each year of graduation: who was asked, who waits, and until when."""
    page = {
        "cohorts": cohorts.cohorts(request.actor, clock.today()),
        "may_record": request.actor.can(ACT),
    }
    return render(request, "institutions/wave_list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def cohort_record(request: HttpRequest) -> HttpResponse:
    """The same answer for several graduates of a wave, chosen among those who wait."""
    college, today = selectors.own_college(request.actor, ACT), clock.today()
    choice = CohortChoiceForm(request.GET or None, actor=request.actor)
    form, count = None, 0
    if choice.is_bound and choice.is_valid():
        wave = choice.cleaned_data["wave"]
        waiting = choice.narrow(cohorts.waiting_for(cohorts.graduates_of(request.actor), wave, today))
        count, first = waiting.count(), waiting.order_by("left_on").first()
        day = _day_to_ask(wave, first, today) if first is not None else today
        form = CohortForm(request.POST or None, waiting=waiting, initial={"occurred_on": day})
        if request.method == "POST" and form.is_valid():
            asked = [services.Asked(student, wave, form.answer) for student in form.cleaned_data["students"]]
            try:
                services.record_outcomes(actor=request.actor, college=college, asked=asked, on=today)
            except DomainError as error:
                form.add_refusal(error)
            else:
                words = ngettext("%(count)s answer is recorded.", "%(count)s answers are recorded.", len(asked))
                messages.success(request, words % {"count": number(len(asked))})
                return redirect("institutions:wave-list")
    page = {
        "choice": choice,
        "form": form,
        "count": count,
        "too_many": count > GRADUATES_MAX,
        "query": request.GET.urlencode(),
    }
    refused = REFUSED if request.method == "POST" else status_of(choice)
    return render(request, "institutions/cohort_record.html", page, status=refused)


@require_safe
def wave_sheet(request: HttpRequest) -> HttpResponseBase:
    """The graduates of a wave who wait, as Excel with the headings of the import: fill it in, import it."""
    request.actor.require(ACT)
    choice = CohortChoiceForm(request.GET, actor=request.actor)
    if not choice.is_valid():
        return redirect("institutions:wave-list")
    wave = choice.cleaned_data["wave"]
    waiting = choice.narrow(cohorts.waiting_for(cohorts.graduates_of(request.actor), wave, clock.today()))
    rows = ((number, name, wave.label) for number, name in waiting.values_list("number", "name"))
    file_name = f"graduate-outcomes-{choice.cleaned_data['year']}-{wave}"
    return exports.xlsx_response(file_name, headings(importers[IMPORTER]), rows)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def outcome_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer of one graduate in a wave; what stands is corrected."""
    students = Student.objects.visible_to(request.actor).select_related("college__organisation")
    student = get_object_or_404(students.defer("birth_date", "guardian_name"), pk=pk)
    request.actor.require(ACT, student)
    form = OutcomeForm(request.POST or None, initial=_initial(request, student))
    if request.method == "POST" and form.is_valid():
        try:
            services.record_outcome(
                actor=request.actor,
                student=student,
                wave=form.cleaned_data["wave"],
                answer=form.answer,
                on=clock.today(),
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect(student)
    page = {"form": form, "student": student}
    return render(request, "institutions/outcome_form.html", page, status=status_of(form))


@require_POST
def outcome_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an answer that was recorded by mistake."""
    rows = GraduateOutcome.objects.visible_to(request.actor).select_related("student__college__organisation")
    outcome = get_object_or_404(rows, pk=pk)
    try:
        services.take_back_outcome(actor=request.actor, outcome=outcome)
    except services.OutcomeReplaced as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Taken back."))
    return redirect(outcome.student)


def _initial(request: HttpRequest, student: Student) -> dict[str, object]:
    """What stands of the wave that is asked for; else the wave that waits longest, and its day."""
    standing = {row.wave: row for row in student.outcomes.current().select_related("employer", "region")}
    asked = request.GET.get("wave", "")
    if asked in standing:
        return OutcomeForm.initial_of(standing[asked])
    today = clock.today()
    open_now = [
        wave for wave in Wave if student.left_on and wave not in standing and today in wave.days(student.left_on)
    ]
    wave = Wave(asked) if asked in Wave else open_now[0] if open_now else Wave.HALF_YEAR
    return {"wave": wave, "occurred_on": _day_to_ask(wave, student, today)}


def _day_to_ask(wave: Wave, student: Student, today: date) -> date:
    """Today while the wave is open for a graduate; of one that is over, its own day."""
    days = wave.days(student.left_on or today)
    return days.due if today > days.last else today
