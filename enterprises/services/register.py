"""Taking enterprises into the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from core.actors import ActorLike
from core.errors import InvalidInput
from core.imports import Progress, no_progress
from enterprises.credit_code import compact, fault_of
from enterprises.models import Enterprise, ExternalId
from enterprises.names import name_key
from enterprises.services.sizes import refresh_size_classes
from ledger.services import record

BATCH = 500
# Facts that a source may know or not: what it leaves empty is not taken from the register.
ORGANISATION_FIELDS = ("name", "name_en", "region_id", "overseer_region_id")
ENTERPRISE_FIELDS = (
    "credit_code",
    "legal_representative",
    "industry_id",
    "size_class",
    "is_above_scale",
    "website",
)


class CreditCodeWrong(InvalidInput):
    """The credit code is none; the message says which character is wrong."""

    code = "credit_code_wrong"


class CreditCodeTaken(InvalidInput):
    """Another enterprise has this code."""

    code = "credit_code_taken"
    message = _("%(name)s has this credit code already.")


class Outcome(Enum):
    """What became of an enterprise."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Identifier:
    """How another register names the enterprise."""

    scheme: str
    value: str
    is_ended: bool = False


@dataclass(frozen=True)
class EnterpriseFacts:
    """What a source knows of an enterprise; empty means that it does not say. `enterprise_id`: known to be this one."""

    name: str
    name_en: str = ""
    credit_code: str | None = None
    legal_representative: str = ""
    industry_id: int | None = None
    region_id: int | None = None
    size_class: str = ""
    is_above_scale: bool | None = None
    website: str = ""
    identifiers: tuple[Identifier, ...] = ()
    enterprise_id: int | None = None

    @property
    def overseer_region_id(self) -> int | None:
        """An enterprise is overseen where it stands."""
        return self.region_id


@transaction.atomic
def register_enterprise(*, actor: ActorLike, facts: EnterpriseFacts) -> Enterprise:
    """Take one enterprise into the register, or bring its row to these facts (the operator's, or one's own).

    Raises CreditCodeWrong, CreditCodeTaken, NotAllowed.
    """
    actor.require("register_enterprise")
    if facts.enterprise_id is not None and facts.enterprise_id not in actor.scope.organisation_ids:
        actor.require("register_organisation")
    if facts.credit_code:
        fault = fault_of(facts.credit_code)
        if fault is not None:
            raise CreditCodeWrong(fault.message, field="credit_code")
        _require_free(facts)
    try:
        with transaction.atomic():
            ((enterprise, _outcome),) = _register(actor, [facts], no_progress)
    except IntegrityError:
        _require_free(facts)  # somebody else wrote the code between the look and the write
        raise
    return enterprise


def _require_free(facts: EnterpriseFacts) -> None:
    holder = _holder_of(facts.credit_code, facts.enterprise_id) if facts.credit_code else None
    if holder is not None:
        raise CreditCodeTaken(field="credit_code", params={"name": holder})


def _holder_of(credit_code: str, but: int | None) -> Enterprise | None:
    """The enterprise that has a code, other than one."""
    return Enterprise.objects.filter(credit_code=compact(credit_code)).exclude(pk=but).first()


@transaction.atomic
def register_enterprises(
    *, actor: ActorLike, enterprises: Sequence[EnterpriseFacts], progress: Progress = no_progress
) -> list[Outcome]:
    """Bring the register to these facts, in bulk, and say what became of each.

    The caller has checked the codes and found out which are known (`enterprise_id`). Each enterprise that is new or
    changed gets its ledger entry.
    """
    actor.require("register_organisation")
    return [outcome for _enterprise, outcome in _register(actor, enterprises, progress)]


def _register(
    actor: ActorLike, enterprises: Sequence[EnterpriseFacts], progress: Progress
) -> list[tuple[Enterprise, Outcome]]:
    known = _known(enterprises)
    made = iter(_create([facts for facts in enterprises if facts.enterprise_id is None]))
    befores: dict[int, Mapping[str, object]] = {}
    rows: list[tuple[Enterprise, EnterpriseFacts]] = []
    for facts in enterprises:
        if facts.enterprise_id is None:
            rows.append((next(made), facts))
            continue
        enterprise = known[facts.enterprise_id]
        before = _bring(enterprise, facts)
        if before:
            befores[enterprise.pk] = before
        rows.append((enterprise, facts))
    _save([known[pk] for pk in befores])
    told = [known[pk] for pk, before in befores.items() if {"industry_id", "size_class"} & set(before)]
    refresh_size_classes(told)
    identified = _identify(rows)
    results = []
    for enterprise, facts in rows:
        outcome = Outcome.UNCHANGED
        if facts.enterprise_id is None:
            outcome = Outcome.CREATED
        elif enterprise.pk in befores or enterprise.pk in identified:
            outcome = Outcome.UPDATED
        results.append((enterprise, facts, outcome))
    _record(actor, results, befores, progress)
    return [(enterprise, outcome) for enterprise, _facts, outcome in results]


def _known(enterprises: Sequence[EnterpriseFacts]) -> dict[int, Enterprise]:
    keys = [facts.enterprise_id for facts in enterprises if facts.enterprise_id is not None]
    found: dict[int, Enterprise] = {}
    for start in range(0, len(keys), BATCH):
        rows = Enterprise.objects.select_for_update(of=("self", "organisation")).select_related("organisation")
        found |= {row.pk: row for row in rows.filter(pk__in=keys[start : start + BATCH])}
    return found


def _said(facts: EnterpriseFacts, names: Sequence[str]) -> dict[str, object]:
    """What the source says, without what it leaves empty."""
    said = {name: getattr(facts, name) for name in names}
    if said.get("credit_code"):
        said["credit_code"] = compact(str(said["credit_code"]))
    return {name: value for name, value in said.items() if value not in (None, "")}


def _bring(enterprise: Enterprise, facts: EnterpriseFacts) -> dict[str, object]:
    """Set what differs; returns what it was before."""
    before: dict[str, object] = {}
    for row, names in ((enterprise.organisation, ORGANISATION_FIELDS), (enterprise, ENTERPRISE_FIELDS)):
        for name, value in _said(facts, names).items():
            if getattr(row, name) != value:
                before[name] = getattr(row, name)
                setattr(row, name, value)
    _set_keys(enterprise)
    return before


def _set_keys(enterprise: Enterprise) -> None:
    enterprise.name_key = name_key(enterprise.organisation.name)[:200]
    enterprise.name_en_key = name_key(enterprise.organisation.name_en)[:200]


def _create(enterprises: Sequence[EnterpriseFacts]) -> list[Enterprise]:
    organisations = Organisation.objects.bulk_create(
        [Organisation(kind=OrganisationKind.ENTERPRISE, **_said(facts, ORGANISATION_FIELDS)) for facts in enterprises],
        batch_size=BATCH,
    )
    rows = [
        Enterprise(organisation=organisation, **_said(facts, ENTERPRISE_FIELDS))
        for organisation, facts in zip(organisations, enterprises, strict=True)
    ]
    for row in rows:
        _set_keys(row)
    return Enterprise.objects.bulk_create(rows, batch_size=BATCH)


def _save(enterprises: Sequence[Enterprise]) -> None:
    organisation_fields = [name.removesuffix("_id") for name in ORGANISATION_FIELDS]
    enterprise_fields = [name.removesuffix("_id") for name in ENTERPRISE_FIELDS]
    Organisation.objects.bulk_update([row.organisation for row in enterprises], organisation_fields, batch_size=BATCH)
    Enterprise.objects.bulk_update(enterprises, [*enterprise_fields, "name_key", "name_en_key"], batch_size=BATCH)


def _identify(rows: Sequence[tuple[Enterprise, EnterpriseFacts]]) -> set[int]:
    """Write the identifiers that are new or have ended; returns the enterprises that they belong to."""
    schemes = {one.scheme for _enterprise, facts in rows for one in facts.identifiers}
    known = {(row.scheme, row.value): row for row in ExternalId.objects.filter(scheme__in=schemes)}
    created, updated = [], []
    for enterprise, facts in rows:
        for one in facts.identifiers:
            row = known.get((one.scheme, one.value))
            if row is None:
                created.append(
                    ExternalId(enterprise=enterprise, scheme=one.scheme, value=one.value, is_ended=one.is_ended)
                )
            elif row.is_ended != one.is_ended:
                row.is_ended = one.is_ended
                updated.append(row)
    ExternalId.objects.bulk_create(created, batch_size=BATCH)
    ExternalId.objects.bulk_update(updated, ["is_ended"], batch_size=BATCH)
    return {row.enterprise_id for row in (*created, *updated)}


def _record(
    actor: ActorLike,
    results: Sequence[tuple[Enterprise, EnterpriseFacts, Outcome]],
    befores: Mapping[int, Mapping[str, object]],
    progress: Progress,
) -> None:
    changed = [result for result in results if result[2] is not Outcome.UNCHANGED]
    for done, (enterprise, facts, outcome) in enumerate(sorted(changed, key=lambda one: str(one[0].pk)), start=1):
        is_new = outcome is Outcome.CREATED
        record(
            actor=actor,
            action="enterprise.registered" if is_new else "enterprise.changed",
            subject=enterprise.organisation,
            payload={
                "name": enterprise.organisation.name,
                "credit_code": enterprise.credit_code,
                "identifiers": [f"{one.scheme}:{one.value}" for one in facts.identifiers],
                **({} if is_new else {"before": dict(befores.get(enterprise.pk, {}))}),
            },
        )
        if done % BATCH == 0:
            progress(done, len(changed))
