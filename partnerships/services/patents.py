"""Patents of a college, alone or with others."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import College
from ledger.services import record
from partnerships.models import Patent, Project


class PatentNumberTaken(InvalidInput):
    """A patent has one row, with all its owners."""

    code = "patent_number_taken"
    message = _("A patent of this number is recorded already. Its college can name you as an owner.")


class GrantedBeforeFiled(InvalidInput):
    """What is granted was filed before."""

    code = "granted_before_filed"
    message = _("It cannot be granted before it was filed.")


class ProjectNotOfCollege(InvalidInput):
    """A patent comes from a project of its own college."""

    code = "project_not_of_college"
    message = _("Choose a project of the same college.")


@transaction.atomic
def add_patent(
    *,
    actor: ActorLike,
    college: College,
    title: str,
    kind: str,
    number: str,
    filed_on: date,
    on: date,
    granted_on: date | None = None,
    owners: Collection[Organisation] = (),
    project: Project | None = None,
) -> Patent:
    """Record a patent that was filed. Raises PatentNumberTaken, GrantedBeforeFiled, ProjectNotOfCollege."""
    patent = Patent(college=college)
    actor.require("manage_patents", patent)
    patent.title, patent.kind, patent.number = title.strip(), kind, number.strip()
    patent.filed_on, patent.granted_on, patent.project = filed_on, granted_on, project
    _check(patent, on)
    patent.save()
    patent.owners.set(_others(patent, owners))
    record(actor=actor, action="patent.added", subject=patent, payload=_facts(patent))
    return patent


@transaction.atomic
def edit_patent(
    *,
    actor: ActorLike,
    patent: Patent,
    title: str,
    kind: str,
    number: str,
    filed_on: date,
    on: date,
    granted_on: date | None,
    owners: Collection[Organisation],
    project: Project | None,
) -> Patent:
    """Bring a patent to these facts. Raises PatentNumberTaken, GrantedBeforeFiled, ProjectNotOfCollege."""
    actor.require("manage_patents", patent)
    patent = Patent.objects.select_for_update().get(pk=patent.pk)
    before = _facts(patent)
    patent.title, patent.kind, patent.number = title.strip(), kind, number.strip()
    patent.filed_on, patent.granted_on, patent.project = filed_on, granted_on, project
    _check(patent, on)
    patent.save()
    patent.owners.set(_others(patent, owners))
    after = _facts(patent)
    if after != before:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="patent.edited", subject=patent, payload=changed)
    return patent


def _check(patent: Patent, on: date) -> None:
    for field in ("filed_on", "granted_on"):
        day = getattr(patent, field)
        if day is not None and day > on:
            raise InvalidInput(_("This day has not come yet."), field=field)
    if patent.granted_on is not None and patent.granted_on < patent.filed_on:
        raise GrantedBeforeFiled(field="granted_on")
    if patent.project is not None and patent.project.college_id != patent.college_id:
        raise ProjectNotOfCollege(field="project")
    if Patent.objects.filter(number=patent.number).exclude(pk=patent.pk).exists():
        raise PatentNumberTaken(field="number")


def _others(patent: Patent, owners: Collection[Organisation]) -> list[Organisation]:
    """Owners beside the college itself."""
    return [row for row in owners if row.pk != patent.college_id]


def _facts(patent: Patent) -> dict[str, Any]:
    return {
        "title": patent.title,
        "kind": patent.kind,
        "number": patent.number,
        "filed_on": patent.filed_on,
        "granted_on": patent.granted_on,
        "project": patent.project_id,
        "owners": sorted(patent.owners.values_list("pk", flat=True)),
    }
