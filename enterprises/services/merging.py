"""Two rows that are one enterprise become one (docs/decisions/merged-enterprises.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.services.sizes import refresh_size_classes
from ledger.services import record

TAKEN_OVER = ("credit_code", "legal_representative", "industry_id", "is_above_scale", "website")


class MergeWithItself(InvalidInput):
    """Two different rows are needed."""

    code = "merge_with_itself"
    message = gettext_lazy("Choose two different enterprises.")


class AlreadyMerged(DomainError):
    """What was merged stands for nothing of its own."""

    code = "enterprise_already_merged"
    message = gettext_lazy("%(enterprise)s was merged already.")


class CreditCodesDiffer(DomainError):
    """Two credit codes are two enterprises."""

    code = "credit_codes_differ"
    message = gettext_lazy("Both have a credit code, and the codes differ: these are two enterprises.")


class MergeReasonMissing(InvalidInput):
    """A merge is not taken back: it says why."""

    code = "merge_reason_missing"
    message = gettext_lazy("Write why these two are one enterprise.")


class MergeClashes(DomainError):
    """Both have a row where there can be one. The message lists what has to be settled first."""

    code = "merge_clashes"
    message = gettext_lazy("Both have what only one enterprise can have: %(clashes)s. Settle these first.")


@dataclass(frozen=True)
class Reference:
    """A column of some room that points at an organisation or an enterprise."""

    model: type[models.Model]
    field: models.ForeignKey

    @property
    def is_list(self) -> bool:
        """Whether it is a row of a plain many-to-many list, where standing twice means standing once."""
        return bool(self.model._meta.auto_created)

    def rows_of(self, pk: int) -> models.QuerySet:
        """The rows that point at one."""
        return self.model._base_manager.filter(**{self.field.attname: pk})


@dataclass(frozen=True)
class Clash:
    """Rows of one kind that both have."""

    label: str | Promise
    count: int


def references() -> Iterator[Reference]:
    """Every column that points at an organisation or an enterprise, but for those that make it what it is."""
    kept = {Enterprise._meta.get_field("organisation"), EnterpriseAlias._meta.get_field("merged")}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if not isinstance(field, models.ForeignKey) or field in kept or field.primary_key:
                continue
            if field.related_model in (Organisation, Enterprise):
                yield Reference(model, field)


def _uniques(reference: Reference) -> Iterator[tuple[tuple[str, ...], Q]]:
    """What has to be unique together with the column: the other fields, and for which rows."""
    name, meta = reference.field.name, reference.model._meta
    if reference.field.unique:
        yield (), Q()
    for together in meta.unique_together:
        if name in together:
            yield tuple(one for one in together if one != name), Q()
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            yield tuple(one for one in constraint.fields if one != name), constraint.condition or Q()


def _twins(reference: Reference, survivor: Enterprise, merged: Enterprise) -> models.QuerySet:
    """Rows of the merged one that stand beside a row of the survivor where only one may."""
    found = Q(pk__in=[])
    for others, condition in _uniques(reference):
        same = {one: OuterRef(one) for one in others}
        own = reference.rows_of(survivor.pk).filter(condition, **same)
        found |= condition & Q(Exists(own)) if condition else Q(Exists(own))
    return reference.rows_of(merged.pk).filter(found)


def clashes_of(survivor: Enterprise, merged: Enterprise) -> list[Clash]:
    """What both have and only one can have: a party of the same agreement, a year recorded by both."""
    found: dict[str, int] = {}
    for reference in references():
        if not reference.is_list:
            count = _twins(reference, survivor, merged).count()
            if count:
                label = str(reference.model._meta.verbose_name_plural)
                found[label] = found.get(label, 0) + count
    return [Clash(label, count) for label, count in sorted(found.items())]


@transaction.atomic
def merge_enterprises(
    *, actor: ActorLike, survivor: Enterprise, merged: Enterprise, reason: str, on: date
) -> EnterpriseAlias:
    """Let `survivor` keep everything that pointed to `merged`, whose addresses lead on to it from now.

    Facts keep the moment at which they were recorded. Raises MergeWithItself, AlreadyMerged, CreditCodesDiffer,
    MergeReasonMissing, MergeClashes.
    """
    actor.require("merge_enterprises")
    if survivor.pk == merged.pk:
        raise MergeWithItself(field="other")
    if not reason.strip():
        raise MergeReasonMissing(field="reason")
    keys = sorted((survivor.pk, merged.pk))
    locked = Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk")  # one order for all
    assert len(locked) == len(keys)
    rows = {row.pk: row for row in Enterprise.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    survivor, merged = rows[survivor.pk], rows[merged.pk]
    _check(survivor, merged)
    clashes = clashes_of(survivor, merged)
    if clashes:
        raise _refusal(clashes)
    try:
        with transaction.atomic():
            moved = _move(survivor, merged)
            taken = _take_over(survivor, merged)
    except IntegrityError as error:  # a rule of a table that this room does not know
        raise MergeClashes(params={"clashes": _("a table refuses the move")}) from error
    refresh_size_classes(Enterprise.objects.select_related("industry").filter(pk=survivor.pk))
    Organisation.objects.filter(pk=merged.pk).update(ended_on=on)
    alias = EnterpriseAlias.objects.create(
        enterprise=survivor, merged_id=merged.pk, reason=reason.strip(), merged_on=on
    )
    facts = {"reason": alias.reason, "moved": moved, "taken_over": taken}
    for row, action, other in sorted(
        ((survivor, "enterprise.took_over", merged), (merged, "enterprise.merged", survivor)),
        key=lambda one: str(one[0].pk),
    ):
        payload = facts | {"other": str(other.organisation.public_id)}
        record(actor=actor, action=action, subject=row.organisation, payload=payload)
    return alias


def _check(survivor: Enterprise, merged: Enterprise) -> None:
    for row in (survivor, merged):
        if EnterpriseAlias.objects.filter(merged_id=row.pk).exists():
            raise AlreadyMerged(params={"enterprise": row})
    if survivor.credit_code and merged.credit_code and survivor.credit_code != merged.credit_code:
        raise CreditCodesDiffer


def _refusal(clashes: list[Clash]) -> MergeClashes:
    listed = _(", ").join(f"{clash.label} ({clash.count})" for clash in clashes)
    return MergeClashes(params={"clashes": listed})


def _move(survivor: Enterprise, merged: Enterprise) -> dict[str, int]:
    """Point every row at the survivor; returns how many, by table and column."""
    moved: dict[str, int] = {}
    for reference in references():
        if reference.is_list:
            _twins(reference, survivor, merged).delete()
        count = reference.rows_of(merged.pk).update(**{reference.field.attname: survivor.pk})
        if count:
            moved[f"{reference.model._meta.label_lower}.{reference.field.name}"] = count
    return moved


def _take_over(survivor: Enterprise, merged: Enterprise) -> dict[str, object]:
    """Fill what the survivor does not know from the merged row, which gives its credit code away."""
    taken: dict[str, object] = {}
    for name in TAKEN_OVER:
        if getattr(survivor, name) in (None, "") and getattr(merged, name) not in (None, ""):
            taken[name] = getattr(merged, name)
            setattr(survivor, name, taken[name])
    if merged.credit_code is not None:
        merged.credit_code = None
        merged.save(update_fields=["credit_code"])
    survivor.save(update_fields=list(TAKEN_OVER))
    organisation, other = survivor.organisation, merged.organisation
    for name in ("name_en", "region_id", "overseer_region_id"):
        if getattr(organisation, name) in (None, "") and getattr(other, name) not in (None, ""):
            taken[name] = getattr(other, name)
            setattr(organisation, name, taken[name])
    organisation.save(update_fields=["name_en", "region_id", "overseer_region_id"])
    return taken


def survivor_of(public_id: UUID) -> Enterprise | None:
    """The enterprise that an old address leads on to, through as many merges as there were."""
    alias = (
        EnterpriseAlias.objects.filter(merged__public_id=public_id).select_related("enterprise__organisation").first()
    )
    return alias.enterprise if alias else None
