"""Imports with what needs tables: a job for every import, and one ledger entry in its transaction."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accounts.actors import Actor
from accounts.models import Organisation, OrganisationKind
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from core.imports import ImportReport, Progress, RejectedRow, importers, no_progress, run_import
from jobs.models import Job, JobFile, JobState
from jobs.running import Running
from jobs.services import start_job
from ledger.services import record

NAME_LONGEST = 200  # characters of a file name that are kept
SHOWN = 200  # rejections and notes that a page shows; the report file holds all rejected rows


class FileForgotten(DomainError):
    """The file of a preview is deleted some time after the preview (services.forget_inputs)."""

    code = "file_forgotten"
    message = _("The file of this preview is no longer kept. Upload it again.")


class PreviewNotDone(DomainError):
    """Only what was looked through to its end is imported."""

    code = "preview_not_done"
    message = _("Only a finished preview can be imported. Wait until it is done; if it failed, send the file again.")


def import_file(
    *,
    actor: Actor,
    name: str,
    file: BinaryIO,
    file_name: str,
    on: date,
    is_dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import a file here and now (the command line). A dry run leaves no trace; else a finished job is what stays.

    Raises SheetError, NotAllowed.
    """

    def keep(report: ImportReport) -> None:
        now = clock.now()
        platform = Organisation.objects.filter(kind=OrganisationKind.PLATFORM).order_by("pk").first()
        job = Job.objects.create(
            kind="import",
            title=_title(name, file_name),
            organisation_id=actor.organisation_id or (platform.pk if platform else None),
            started_by=actor.user,
            state=JobState.DONE,
            result=as_result(report),
            started_at=now,
            finished_at=now,
        )
        keep_report(job, report)
        record(actor=actor, action="job.finished", subject=job, payload={"kind": "import", **report.as_dict()})

    return run_import(
        name, file, file_name=file_name, actor=actor, on=on, is_dry_run=is_dry_run, progress=progress, after_write=keep
    )


def start_import(*, actor: Actor, name: str, file: BinaryIO, file_name: str, on: date, is_dry_run: bool) -> Job:
    """Queue an import, or its preview. Raises NotAllowed, InvalidInput for a file that is too large; whatever else is
    wrong with the file shows in the job.
    """
    _require(actor, name)
    most = importers[name].limits.size
    content = file.read(most + 1)
    if len(content) > most:
        raise InvalidInput(_("The file is larger than 10 MB. Split it into smaller files."), field="file")
    return start_job(
        actor=actor,
        kind="preview" if is_dry_run else "import",
        title=_title(name, file_name),
        arguments={"importer": name, "on": on.isoformat()},
        file_name=file_name[-NAME_LONGEST:],  # its ending says what it is
        content=content,
    )


@transaction.atomic
def confirm_import(*, actor: Actor, preview: Job) -> Job:
    """Import the very file of a preview. Raises NotAllowed, PreviewNotDone, FileForgotten; KeyError for a job that is
    no preview.
    """
    _require(actor, preview.arguments["importer"])
    if preview.state != JobState.DONE:
        raise PreviewNotDone
    given = JobFile.objects.filter(job=preview, part=JobFile.Part.INPUT).first()
    if given is None:
        raise FileForgotten
    return start_job(
        actor=actor,
        kind="import",
        title=preview.title,
        arguments=preview.arguments,
        file_name=given.file_name,
        content=bytes(given.content),
    )


def run_import_job(running: Running) -> Mapping[str, Any]:
    """The runner of kind `import`."""
    return _run(running, is_dry_run=False)


def run_preview_job(running: Running) -> Mapping[str, Any]:
    """The runner of kind `preview`: checks everything, writes nothing but its report."""
    return _run(running, is_dry_run=True)


def _run(running: Running, *, is_dry_run: bool) -> Mapping[str, Any]:
    job = running.job
    given = JobFile.objects.get(job=job, part=JobFile.Part.INPUT)

    def finish(report: ImportReport) -> None:
        keep_report(job, report)
        running.finish(as_result(report))

    report = run_import(
        job.arguments["importer"],
        io.BytesIO(bytes(given.content)),
        file_name=given.file_name,
        actor=running.actor,
        on=date.fromisoformat(job.arguments["on"]),
        is_dry_run=is_dry_run,
        progress=running.progress,
        before_write=running.hold,
        after_write=finish,
    )
    if is_dry_run:
        running.is_held = False  # its transaction was taken back
        keep_report(job, report)
    return as_result(report)


def keep_report(job: Job, report: ImportReport) -> None:
    """Keep the rejected rows beside the job, to mend and import again. Kept as CSV; its name says as what it came."""
    if not report.rejected_lines:
        return
    text = io.StringIO(newline="")
    report.write_rejected(text)
    file_name = "rejected.xlsx" if report.file_name.lower().endswith(".xlsx") else "rejected.csv"
    JobFile.objects.update_or_create(
        job=job,
        part=JobFile.Part.REPORT,
        defaults={"file_name": file_name, "content": text.getvalue().encode("utf-8-sig")},
    )


def as_result(report: ImportReport) -> dict[str, Any]:
    """What a job keeps of an import: all figures, and the first rejections and notes; private values stay out."""
    private = importers[report.name].private
    return {
        **report.as_dict(),
        "is_dry_run": report.is_dry_run,
        "ignored_columns": list(report.ignored_columns),
        "other_sheets": list(report.other_sheets),
        "first_rejections": [_shown(fault, private, report) for fault in report.rejections[:SHOWN]],
        "first_notes": [vars(note) for note in report.notes[:SHOWN]],
    }


def may_read_files(actor: Actor, job: Job) -> bool:
    """Whether the actor may read what an import was given and refused: rows of a tenant are for who imports them."""
    name = job.arguments.get("importer", "")
    return name not in importers or not importers[name].is_of_tenant or importers[name].may_run(actor)


def may_confirm(actor: Actor, job: Job) -> bool:
    """Whether a preview may become an import: it found something to write, and the person may."""
    if job.kind != "preview" or job.state != JobState.DONE:
        return False
    if not (job.result.get("created") or job.result.get("updated")):
        return False
    name = job.arguments.get("importer", "")
    if name not in importers or not importers[name].may_run(actor):
        return False
    return JobFile.objects.visible_to(actor).filter(job=job, part=JobFile.Part.INPUT).exists()


def rejected_rows(*, actor: Actor, job: Job) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns of a file, and its rejected rows with line, reason and values. Raises NotAllowed."""
    if not may_read_files(actor, job):
        raise NotAllowed
    kept = JobFile.objects.visible_to(actor).filter(job=job, part=JobFile.Part.REPORT).first()
    if kept is None:
        return [], []
    header, *lines = csv.reader(io.StringIO(bytes(kept.content).decode("utf-8-sig"), newline=""))
    columns = header[:-2]  # ImportReport.write_rejected puts line and reason behind
    return columns, [
        {"line": int(row[-2]), "reason": row[-1], "values": dict(zip(columns, row[:-2], strict=True))} for row in lines
    ]


def _require(actor: Actor, name: str) -> None:
    if not importers[name].may_run(actor):
        raise NotAllowed


def _shown(fault: RejectedRow, private: tuple[str, ...], report: ImportReport) -> dict[str, Any]:
    hidden = {"value": ""} if fault.column in private else {}
    return {**vars(fault), "heading": report.heading(fault.column), **hidden}


def _title(name: str, file_name: str) -> str:
    colon = pgettext("before a title", ": ")
    return f"{importers[name].title or name}{colon}{file_name}"[:200]
