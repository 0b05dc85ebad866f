"""Evidence files: kept once under their SHA-256, outside static files, served through `visible_to` alone."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.actors import Actor
from accounts.models import Evidence, EvidenceGrant, Organisation
from core.errors import NotAllowed
from core.uploads import check_upload
from ledger.services import record


@transaction.atomic
def keep_evidence(*, actor: Actor, upload: UploadedFile, shared_with: Iterable[Organisation] = ()) -> Evidence:
    """Keep a file for the actor's organisation; `shared_with` may read it too. Raises UploadRefused, ArchiveRefused.

    The same content is stored once, however often it is uploaded.
    """
    actor.require("upload_evidence")
    if actor.organisation is None:
        raise NotAllowed
    checked = check_upload(upload)  # type: ignore[arg-type]
    sha256 = _store(upload)
    evidence = Evidence.objects.create(
        organisation=actor.organisation,
        sha256=sha256,
        size=checked.size,
        media_type=checked.media_type,
        file_name=checked.name,
        uploaded_by=actor.user,
    )
    for organisation in shared_with:
        EvidenceGrant.objects.create(evidence=evidence, organisation=organisation)
    record(
        actor=actor,
        action="evidence.uploaded",
        subject=evidence,
        payload={"file_name": evidence.file_name, "sha256": sha256, "size": evidence.size},
        label=str(evidence.public_id),
    )
    return evidence


@transaction.atomic
def share_evidence(*, actor: Actor, evidence: Evidence, shared_with: Iterable[Organisation]) -> None:
    """Let more organisations read a file of the actor's organisation. Raises NotAllowed."""
    actor.require("upload_evidence")
    if not actor.is_system and evidence.organisation_id != actor.organisation_id:
        raise NotAllowed
    added = [
        organisation.pk
        for organisation in shared_with
        if EvidenceGrant.objects.get_or_create(evidence=evidence, organisation=organisation)[1]
    ]
    if added:
        record(
            actor=actor,
            action="evidence.shared",
            subject=evidence,
            payload={"organisations": added},
            label=str(evidence.public_id),
        )


def open_evidence(evidence: Evidence) -> BinaryIO:
    """The file, for reading. Raises FileNotFoundError if the disk has lost it."""
    return path_of(evidence.sha256).open("rb")


def path_of(sha256: str) -> Path:
    """Where a content lies: two letters, then the whole digest."""
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256


def _store(upload: UploadedFile) -> str:
    """Write to a temporary name, then rename: a file under its digest is always whole."""
    folder = Path(settings.EVIDENCE_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        for chunk in upload.chunks():
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    target = path_of(digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    Path(file.name).replace(target)
    return digest.hexdigest()
