"""Taking colleges into the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Organisation, OrganisationKind
from core.actors import ActorLike
from core.imports import Counts, Progress, no_progress
from institutions.models import College
from ledger.services import record

ORGANISATION_FIELDS = ("name", "name_en", "region_id", "overseer_region_id")
COLLEGE_FIELDS = ("institution_code", "education_level", "is_vocational", "ownership", "authority")
BATCH = 500


@dataclass(frozen=True)
class CollegeFacts:
    """What the register knows of a college. Regions are keys; no overseer region: it answers to the nation alone."""

    school_code: str
    name: str
    education_level: str
    ownership: str
    is_vocational: bool = True
    name_en: str = ""
    institution_code: str = ""
    authority: str = ""
    region_id: int | None = None
    overseer_region_id: int | None = None


def register_college(*, actor: ActorLike, facts: CollegeFacts) -> College:
    """Take one college into the register, or bring its row to these facts."""
    register_colleges(actor=actor, colleges=[facts])
    return College.objects.get(school_code=facts.school_code)


@transaction.atomic
def register_colleges(
    *, actor: ActorLike, colleges: Sequence[CollegeFacts], progress: Progress = no_progress
) -> Counts:
    """Bring the register to these facts, by school code; each college that is new or changed gets its ledger entry."""
    actor.require("register_organisation")
    rows = College.objects.select_for_update().select_related("organisation")
    known = {college.school_code: college for college in rows}
    created = [facts for facts in colleges if facts.school_code not in known]
    changes = {
        college.school_code: before
        for facts in colleges
        if (college := known.get(facts.school_code)) and (before := _bring(college, facts))
    }
    entries: dict[College, tuple[str, dict[str, object]]] = {
        college: ("college.registered", {}) for college in _create(created)
    }
    _save([known[code] for code in changes])
    entries |= {known[code]: ("college.changed", {"before": before}) for code, before in changes.items()}
    for done, college in enumerate(sorted(entries, key=lambda one: str(one.pk)), start=1):
        action, payload = entries[college]
        record(
            actor=actor,
            action=action,
            subject=college.organisation,
            payload=payload | {"school_code": college.school_code, "name": college.organisation.name},
        )
        if done % BATCH == 0:
            progress(done, len(entries))
    return Counts(len(created), len(changes), len(colleges) - len(created) - len(changes))


def _bring(college: College, facts: CollegeFacts) -> dict[str, object]:
    """Set what differs; returns what it was before."""
    before: dict[str, object] = {}
    for row, names in ((college.organisation, ORGANISATION_FIELDS), (college, COLLEGE_FIELDS)):
        for name in names:
            if getattr(row, name) != getattr(facts, name):
                before[name] = getattr(row, name)
                setattr(row, name, getattr(facts, name))
    return before


def _create(colleges: Sequence[CollegeFacts]) -> list[College]:
    organisations = Organisation.objects.bulk_create(
        [
            Organisation(kind=OrganisationKind.COLLEGE, **{name: getattr(facts, name) for name in ORGANISATION_FIELDS})
            for facts in colleges
        ],
        batch_size=BATCH,
    )
    return College.objects.bulk_create(
        [
            College(
                organisation=organisation,
                school_code=facts.school_code,
                **{name: getattr(facts, name) for name in COLLEGE_FIELDS},
            )
            for organisation, facts in zip(organisations, colleges, strict=True)
        ],
        batch_size=BATCH,
    )


def _save(colleges: Sequence[College]) -> None:
    fields = [name.removesuffix("_id") for name in ORGANISATION_FIELDS]
    Organisation.objects.bulk_update([college.organisation for college in colleges], fields, batch_size=BATCH)
    College.objects.bulk_update(colleges, COLLEGE_FIELDS, batch_size=BATCH)
