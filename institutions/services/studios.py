"""Studios of skill masters."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import College, SkillMasterStudio
from institutions.services.days import EndsTooEarly
from ledger.services import record


class StudioNameTaken(InvalidInput):
    """The college has a studio of this name."""

    code = "studio_name_taken"
    message = _("The college has a studio of this name already.")


@transaction.atomic
def add_studio(
    *,
    actor: ActorLike,
    college: College,
    name: str,
    level: SkillMasterStudio.Level,
    master: str,
    recognised_on: date,
    enterprise: Organisation | None = None,
    ended_on: date | None = None,
) -> SkillMasterStudio:
    """Add a studio that was recognised on a day. Raises StudioNameTaken, EndsTooEarly."""
    studio = SkillMasterStudio(college=college)
    actor.require("manage_studios", studio)
    College.objects.select_for_update().get(pk=college.pk)
    studio.name, studio.level, studio.master = name.strip(), level, master.strip()
    studio.enterprise, studio.recognised_on, studio.ended_on = enterprise, recognised_on, ended_on
    _check(studio)
    studio.save()
    record(actor=actor, action="studio.added", subject=studio, payload=_facts(studio))
    return studio


@transaction.atomic
def edit_studio(
    *,
    actor: ActorLike,
    studio: SkillMasterStudio,
    name: str,
    level: SkillMasterStudio.Level,
    master: str,
    recognised_on: date,
    enterprise: Organisation | None,
    ended_on: date | None,
) -> SkillMasterStudio:
    """Bring a studio to these facts. Raises StudioNameTaken, EndsTooEarly."""
    actor.require("manage_studios", studio)
    College.objects.select_for_update().get(pk=studio.college_id)  # names are given under this lock
    studio = SkillMasterStudio.objects.select_for_update().get(pk=studio.pk)
    before, old_master = _facts(studio), studio.master
    studio.name, studio.level, studio.master = name.strip(), level, master.strip()
    studio.enterprise, studio.recognised_on, studio.ended_on = enterprise, recognised_on, ended_on
    _check(studio)
    studio.save()
    after = _facts(studio)
    if after != before or studio.master != old_master:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="studio.edited", subject=studio, payload=changed)
    return studio


def _check(studio: SkillMasterStudio) -> None:
    if studio.ended_on is not None and studio.ended_on <= studio.recognised_on:
        raise EndsTooEarly(field="ended_on")
    same = SkillMasterStudio.objects.filter(college_id=studio.college_id, name=studio.name)
    if same.exclude(pk=studio.pk).exists():
        raise StudioNameTaken(field="name")


def _facts(studio: SkillMasterStudio) -> dict[str, Any]:
    """What the ledger keeps; the master's name is a person's and stays out."""
    return {
        "name": studio.name,
        "level": studio.level,
        "enterprise": studio.enterprise_id,
        "recognised_on": studio.recognised_on,
        "ended_on": studio.ended_on,
    }
