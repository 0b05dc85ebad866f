"""The signed file: ordered when a version enters force, made by a worker, kept for good.

Where it cannot be made (no Chinese font), the job fails and says so; the night orders again what is missing.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError
from core.pdf import ChineseFontMissing
from jobs.models import OPEN_STATES, Job
from jobs.running import Running
from jobs.services import start_job
from ledger.services import record
from partnerships import printing
from partnerships.models import Agreement, Origin, SignedFile, TermsVersion
from partnerships.services.steps import locked

KIND = "signed_files"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
ORDERED_MOST = 500


class FileNotPossible(DomainError):
    """This installation cannot make documents now; nothing is lost."""

    code = "file_not_possible"
    message = _(
        "The signed file cannot be made here: no Chinese font is installed. Tell the operator; it is made up for "
        "every night."
    )


class NothingSigned(DomainError):
    """No version of the agreement was signed here."""

    code = "nothing_signed"
    message = _("There is no signed file: this agreement was not signed here, or not by everybody yet.")


class FilesMade(DomainError):
    """There is nothing to make."""

    code = "files_made"
    message = _("The signed files have been made already, or are being made.")


def order_files(version: TermsVersion) -> None:
    """Have a worker make the files of a version, after the transaction that signed it. The platform's own work."""
    start_job(
        actor=Actor.system("signed files"), kind=KIND, title=version.agreement.number, arguments={"version": version.pk}
    )


@transaction.atomic
def order_missing_files(*, actor: Actor, agreement: Agreement | None = None) -> int:
    """Order again the files that could not be made, of one agreement or (each night) of all. Returns how many versions.

    Raises NotAllowed; for one agreement NothingSigned and FilesMade.
    """
    if agreement is not None:
        actor.require("make_signed_file", agreement)
        agreement = locked(agreement)
    else:
        actor.require("make_signed_files")
    versions = TermsVersion.objects.filter(agreement__origin=Origin.PLATFORM).order_by("pk")  # whole: the night's work
    if agreement is not None:
        versions = versions.filter(agreement=agreement)
        if not versions.exists():
            raise NothingSigned
    lacking = versions.annotate(made=Count("files")).filter(made__lt=len(LANGUAGES)).select_related("agreement")
    ordered = set(
        Job.objects.filter(kind=KIND, state__in=OPEN_STATES).values_list("arguments__version", flat=True)  # whole: same
    )
    due = [version for version in lacking[:ORDERED_MOST] if version.pk not in ordered]
    if agreement is not None and not due:
        raise FilesMade
    for version in due:
        order_files(version)
    return len(due)


def make_files(running: Running) -> Mapping[str, Any]:
    """The runner of the job: the version in every language that it lacks. Raises FileNotPossible."""
    version = TermsVersion.objects.select_related("agreement__keeper").get(pk=running.job.arguments["version"])
    made = {}
    for number, language in enumerate(LANGUAGES, start=1):
        if not version.files.filter(language=language).exists():
            try:
                content = printing.signed(version, language=language)
            except ChineseFontMissing as error:
                raise FileNotPossible from error
            made[language] = keep_file(actor=running.actor, version=version, language=language, content=content).sha256
        running.progress(number, len(LANGUAGES))
    return {"version": version.number, "files": made}


@transaction.atomic
def keep_file(*, actor: Actor, version: TermsVersion, language: str, content: bytes) -> SignedFile:
    """Keep a file and put its digest into the ledger. Of two workers the second finds the first one's file."""
    actor.require("make_signed_files")
    agreement = locked(version.agreement)
    found = version.files.filter(language=language).first()
    if found is not None:
        return found
    file = SignedFile.objects.create(
        agreement=agreement,
        version=version,
        language=language,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
    )
    payload = {"version": version.number, "language": language, "sha256": file.sha256, "size": file.size}
    record(actor=actor, action="agreement.file_made", subject=agreement, payload=payload)
    return file
