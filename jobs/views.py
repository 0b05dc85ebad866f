"""Pages of long work, and of imports."""

import csv
import io
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, exports
from core.errors import DomainError, NotAllowed
from core.imports import headings, importers
from core.pages import render_list
from jobs import imports, services
from jobs.filters import JobFilter
from jobs.forms import ImportForm
from jobs.models import Job, JobFile, JobState
from jobs.tables import SHAPES, JobTable, kind_title


@require_safe
def job_list(request: HttpRequest) -> HttpResponseBase:
    """Long work of the organisation that one acts for."""
    jobs = Job.objects.visible_to(request.actor).select_related("started_by")
    return render_list(request, filterset=JobFilter, queryset=jobs, table=JobTable, template="jobs/job_list.html")


@never_cache
@require_safe
def job(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far a job is and what came of it. htmx gets the progress alone, and reloads the page at the end."""
    found = _job(request, public_id)
    context = {
        "job": found,
        "kind": kind_title(found),
        "shape": SHAPES[JobState(found.state)],
        "report": _report(request, found),
        "can_cancel": found.is_open and request.actor.can("cancel_job", found),
        "can_confirm": imports.may_confirm(request.actor, found),
    }
    if not request.htmx:
        return render(request, "jobs/job_detail.html", context)
    response = render(request, "jobs/_job_progress.html", context)
    if not found.is_open:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def job_cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Stop a job."""
    found = _job(request, public_id)
    try:
        services.cancel_job(actor=request.actor, job=found)
    except services.JobEnded as error:
        messages.warning(request, str(error))
    return redirect(found)


@require_POST
@once
def job_confirm(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Import the very file of a preview."""
    found = get_object_or_404(Job.objects.visible_to(request.actor), public_id=public_id, kind="preview")
    return redirect(imports.confirm_import(actor=request.actor, preview=found))


@never_cache
@require_safe
def job_report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The rejected rows, as a file of the kind that was sent, to mend and import again."""
    file = get_object_or_404(
        JobFile.objects.visible_to(request.actor).select_related("job"),
        job__public_id=public_id,
        part=JobFile.Part.REPORT,
    )
    if not imports.may_read_files(request.actor, file.job):
        raise NotAllowed
    if file.file_name.endswith(".xlsx"):
        header, *rows = csv.reader(io.StringIO(bytes(file.content).decode("utf-8-sig"), newline=""))
        return exports.xlsx_response("rejected", header, rows)
    return HttpResponse(
        bytes(file.content),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file.file_name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def import_new(request: HttpRequest) -> HttpResponse:
    """Upload a file; its preview is the first step, nothing is written before it is confirmed."""
    initial = {"name": request.GET.get("name", "")}
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    if not form.fields["name"].choices:
        raise NotAllowed
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            started = imports.start_import(
                actor=request.actor,
                name=form.cleaned_data["name"],
                file=file,
                file_name=file.name,
                on=clock.today(),
                is_dry_run=True,
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            return redirect(started)
    page = {"form": form, "templates": form.fields["name"].choices}
    return render(request, "jobs/import_new.html", page, status=400 if form.errors else 200)


@require_safe
def import_template(request: HttpRequest, name: str) -> HttpResponseBase:
    """An empty file with the headings that an import reads, as Excel."""
    if name not in importers:
        raise Http404
    importer = importers[name]
    if not importer.may_run(request.actor):
        raise NotAllowed
    return exports.xlsx_response(f"{name}-template", headings(importer), [])


def _job(request: HttpRequest, public_id: uuid.UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.actor).select_related("started_by"), public_id=public_id)


def _report(request: HttpRequest, found: Job) -> JobFile | None:
    if not imports.may_read_files(request.actor, found):
        return None
    files = JobFile.objects.visible_to(request.actor).filter(job=found, part=JobFile.Part.REPORT)
    return files.only("file_name").first()
