"""The life of a version of a framework: draft, consultation, approved, in force, retired."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput, NotAllowed
from core.shipped import Loaded
from evaluation import frameworks
from evaluation.engine.reported import figure_units
from evaluation.frameworks import SHIPPED_FRAMEWORK, FrameworkInvalid, text_of
from evaluation.frameworks.checks import check
from evaluation.models import (
    UNAPPROVED,
    Direction,
    Framework,
    FrameworkComment,
    FrameworkVersion,
    Indicator,
    Kind,
    Role,
    Run,
)
from evaluation.models.frameworks import keeps
from evaluation.selectors.preview import preview
from ledger.services import record
from reference.models import FigureCode
from reference.services import define_figure

State = FrameworkVersion.State


class VersionClosed(DomainError):
    """Only a draft may be changed; from its approval on a version never changes."""

    code = "framework_version_closed"
    message = _("This version is no draft any more. Begin a new version instead.")


class VersionNotReady(DomainError):
    """A step of the life of a version out of its order."""

    code = "framework_version_not_ready"
    message = _("The version is not in the state from which this step leads.")


class VersionExists(InvalidInput):
    """A number names one version."""

    code = "framework_version_exists"
    message = _("The framework has a version with this number already.")


class NothingPublished(DomainError):
    """A preview is made of published figures."""

    code = "nothing_published"
    message = _("No figures are published yet, so there is nothing to preview.")


class BackDated(InvalidInput):
    """A version would judge days for which figures are out already."""

    code = "framework_back_dated"
    message = _("A version takes effect on a day that is still to come, so that no past figure changes its colour.")


def load_frameworks(actor: ActorLike) -> Loaded:
    """Loader of the shipped frameworks: a version that is new comes into force (or is a draft, where its file says so);
    one that is there stays as it is."""
    loaded = Loaded()
    for entry in frameworks.shipped():
        for version in entry["versions"]:
            document = frameworks.document_of(version)
            _load_version(actor, entry, document, loaded, state=version.get("state", State.IN_FORCE))
    return loaded


@transaction.atomic
def _load_version(
    actor: ActorLike, entry: Mapping[str, Any], document: dict[str, Any], loaded: Loaded, *, state: str
) -> None:
    names = {"name": text_of(entry["name"]), "name_en": text_of(entry["name"], english=True)}
    position = 0 if entry["code"] == SHIPPED_FRAMEWORK else 100
    framework, _created = Framework.objects.get_or_create(code=entry["code"], defaults={**names, "position": position})
    existing = framework.versions.filter(number=document["number"]).first()
    if existing is None:
        version = _write_version(actor, framework, document)
        if state == State.IN_FORCE:
            _put_in_force(actor, version)
        loaded.created += 1
    elif existing.digest == frameworks.digest_of(document):
        loaded.unchanged += 1
    else:
        loaded.kept.append(f"{framework.code} {existing.number}")


def put_in_force(*, actor: ActorLike, framework: Framework, document: dict[str, Any]) -> FrameworkVersion:
    """Write a version as the product ships it, and let it judge from its first day. Raises FrameworkInvalid."""
    version = _write_version(actor, framework, document)
    _put_in_force(actor, version)
    return version


@transaction.atomic
def draft_version(*, actor: ActorLike, code: str, name: Any, document: Mapping[str, Any]) -> FrameworkVersion:
    """A new draft of a framework, which begins with its first version.

    Raises NotAllowed for the framework of somebody else, FrameworkInvalid, VersionExists.
    """
    actor.require("keep_frameworks")
    kept_by = {"region_code": keeps(actor.scope) or ""}
    named = {"name": text_of(name), "name_en": text_of(name, english=True)}
    framework, _created = Framework.objects.select_for_update().get_or_create(code=code, defaults={**named, **kept_by})
    require_keeper(actor, framework)
    said = frameworks.document_of(document)
    if framework.versions.filter(number=said.get("number", "")).exists():
        raise VersionExists(field="number")
    return _write_version(actor, framework, said)


@transaction.atomic
def change_draft(*, actor: ActorLike, version: FrameworkVersion, document: Mapping[str, Any]) -> FrameworkVersion:
    """Replace what a draft says. Raises NotAllowed, VersionClosed, FrameworkInvalid, VersionExists."""
    version = _held(actor, version)
    if not version.is_draft:
        raise VersionClosed
    said = frameworks.document_of(document)
    if version.framework.versions.filter(number=said.get("number", "")).exclude(pk=version.pk).exists():
        raise VersionExists(field="number")
    before = version.digest
    version.indicators.all().delete()
    _fill(version, said)
    version.save()
    record(
        actor=actor,
        action="framework_version.changed",
        subject=version,
        payload={"digest": version.digest, "before": before},
    )
    return version


@transaction.atomic
def open_consultation(*, actor: ActorLike, version: FrameworkVersion) -> FrameworkVersion:
    """Let everybody read a draft and comment on it. Raises NotAllowed, VersionNotReady."""
    return _step(actor, version, {State.DRAFT}, State.CONSULTATION, "framework_version.opened")


@transaction.atomic
def back_to_draft(*, actor: ActorLike, version: FrameworkVersion) -> FrameworkVersion:
    """Take a version back from consultation to change it; its comments stay. Raises NotAllowed, VersionNotReady."""
    return _step(actor, version, {State.CONSULTATION}, State.DRAFT, "framework_version.taken_back")


@transaction.atomic
def comment(*, actor: ActorLike, version: FrameworkVersion, text: str, indicator: str = "") -> FrameworkComment:
    """Say something about a version in consultation. Raises NotAllowed, VersionNotReady, InvalidInput."""
    actor.require("comment_on_framework")
    version = FrameworkVersion.objects.select_for_update().get(pk=version.pk)
    if version.state != State.CONSULTATION:
        raise VersionNotReady
    if actor.organisation_id is None:
        raise NotAllowed
    if not text.strip():
        raise InvalidInput(_("Write what you have to say."), field="text")
    if indicator and not version.indicators.filter(code=indicator).exists():
        raise InvalidInput(_("This version has no such indicator."), field="indicator")
    row = FrameworkComment.objects.create(
        version=version,
        organisation_id=actor.organisation_id,
        author_label=actor.label,
        text=text.strip(),
        indicator=indicator,
    )
    payload = {"comment": row.pk, "indicator": indicator}
    record(actor=actor, action="framework_version.commented", subject=version, payload=payload)
    return row


@transaction.atomic
def approve_version(*, actor: Actor, version: FrameworkVersion, on: date) -> FrameworkVersion:
    """Approve a version after its consultation: it never changes again and judges from its first day on.

    The version before it ends the day before; what it would do to the figures of today is kept.
    Raises NotAllowed, VersionNotReady, FrameworkInvalid, BackDated.
    """
    version = _held(actor, version)
    if version.state != State.CONSULTATION:
        raise VersionNotReady
    check(version.document, figure_units())
    published = Run.objects.published().filter(version__framework=version.framework_id)
    if version.effective_from <= on or published.filter(on__gte=version.effective_from).exists():
        raise BackDated(field="effective_from")
    later = version.framework.versions.exclude(state__in=UNAPPROVED).filter(effective_from__gte=version.effective_from)
    if later.exists():
        raise BackDated(_("A later version is approved already. Choose a day after it."), field="effective_from")
    found = preview(actor, version)
    version.effect = found.kept if found is not None else None
    _define_figures(actor, version)
    _end_earlier(version)
    version.state = State.APPROVED
    version.save(update_fields=["state", "effect"])
    payload = {"digest": version.digest, "effective_from": version.effective_from.isoformat()}
    record(actor=actor, action="framework_version.approved", subject=version, payload=payload)
    return version


def bring_in_force(*, actor: ActorLike, on: date) -> int:
    """What the night changes: approved versions whose first day has come are in force, ended ones retired."""
    changed = 0
    for version in FrameworkVersion.objects.filter(state=State.APPROVED, effective_from__lte=on):
        changed += _turned(actor, version, State.IN_FORCE, "framework_version.put_in_force")
    for version in FrameworkVersion.objects.filter(state=State.IN_FORCE, effective_to__lt=on):
        changed += _turned(actor, version, State.RETIRED, "framework_version.retired")
    return changed


@transaction.atomic
def _turned(actor: ActorLike, version: FrameworkVersion, state: str, action: str) -> int:
    moved = FrameworkVersion.objects.filter(pk=version.pk, state=version.state).update(state=state)
    if moved:
        record(actor=actor, action=action, subject=version, payload={"digest": version.digest})
    return moved


def _step(actor: ActorLike, version: FrameworkVersion, sources: set[str], target: str, action: str) -> FrameworkVersion:
    version = _held(actor, version)
    if version.state not in sources:
        raise VersionNotReady
    version.state = target
    version.save(update_fields=["state"])
    record(actor=actor, action=action, subject=version, payload={"digest": version.digest})
    return version


def _held(actor: ActorLike, version: FrameworkVersion) -> FrameworkVersion:
    """The version, locked, if the actor keeps its framework."""
    actor.require("keep_frameworks")
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).select_related("framework").get(pk=version.pk)
    require_keeper(actor, locked.framework)
    return locked


def is_keeper(actor: ActorLike, framework: Framework) -> bool:
    """An authority keeps its own frameworks; those that came with the product are the operator's."""
    return actor.can("keep_frameworks") and framework.region_code == keeps(actor.scope)


def require_keeper(actor: ActorLike, framework: Framework) -> None:
    """Raises NotAllowed where somebody else keeps the framework."""
    if not is_keeper(actor, framework):
        raise NotAllowed


def _write_version(actor: ActorLike, framework: Framework, document: dict[str, Any]) -> FrameworkVersion:
    version = FrameworkVersion(framework=framework, state=State.DRAFT)
    _fill(version, document)
    record(
        actor=actor,
        action="framework_version.drafted",
        subject=version,
        payload={"digest": version.digest, "number": version.number},
    )
    return version


def _fill(version: FrameworkVersion, document: dict[str, Any]) -> None:
    """Put a checked document and its indicators into a version. Raises FrameworkInvalid."""
    check(document, figure_units())
    version.number = document["number"]
    version.effective_from = date.fromisoformat(document["effective_from"])
    version.source = text_of(document["source"])
    version.source_en = text_of(document["source"], english=True)
    version.document = document
    version.digest = frameworks.digest_of(document)
    version.save()
    Indicator.objects.bulk_create(indicators_of(version))


def _define_figure(actor: ActorLike, entry: Mapping[str, Any], regions: str) -> None:
    """A figure that the version brings; one that is there has to say the same. Raises FrameworkInvalid."""
    subject = entry.get("subject", FigureCode.Subject.COLLEGE)
    there = FigureCode.objects.filter(code=entry["code"]).first()
    if there is not None:
        if (there.unit, there.subject) != (entry["unit"], subject):
            words = {"code": entry["code"], "unit": there.unit}
            raise FrameworkInvalid(_("The figure %(code)s is there already, in the unit %(unit)s.") % words)
        return
    define_figure(
        actor=actor,
        code=entry["code"],
        name=text_of(entry["name"]),
        name_en=text_of(entry["name"], english=True),
        unit=entry["unit"],
        description=entry.get("description", ""),
        subject=subject,
        adds_up=entry.get("adds_up", True),
        regions=regions,
    )


def _put_in_force(actor: ActorLike, version: FrameworkVersion) -> None:
    _define_figures(actor, version)
    _end_earlier(version)
    version.state = State.IN_FORCE
    version.save(update_fields=["state"])
    payload = {"digest": version.digest, "effective_from": version.effective_from.isoformat()}
    record(actor=actor, action="framework_version.put_in_force", subject=version, payload=payload)


def _define_figures(actor: ActorLike, version: FrameworkVersion) -> None:
    """From its approval on colleges of its regions are asked for the figures that a version brings."""
    regions = ",".join(version.document.get("scope", {}).get("regions", []))
    for entry in version.document.get("figures", []):
        _define_figure(actor, entry, regions)


def _end_earlier(version: FrameworkVersion) -> None:
    """The version before it judges until the day before."""
    earlier = version.framework.versions.exclude(state__in=UNAPPROVED).exclude(pk=version.pk)
    earlier.filter(effective_from__lt=version.effective_from, effective_to=None).update(
        effective_to=version.effective_from - timedelta(days=1)
    )


def indicators_of(version: FrameworkVersion) -> list[Indicator]:
    """The rows of a version: its leaves in the order of the document, then its composites."""
    document = version.document
    composites = {entry["code"]: entry for entry in document.get("composites", [])}
    entries = [*document["indicators"], *composites.values()]
    return [
        _indicator(version, position, entry, _dimension(entry, composites))
        for position, entry in enumerate(entries, start=1)
    ]


def _dimension(entry: Mapping[str, Any], composites: Mapping[str, Mapping[str, Any]]) -> str:
    """The composite just below the index under which it stands, or is; a version without a tree names it itself."""
    code = entry["code"] if entry["code"] in composites else entry.get("under", "")
    while code and composites[code].get("under") and composites[composites[code]["under"]].get("under"):
        code = composites[code]["under"]
    is_index = bool(code) and not composites[code].get("under")
    return entry.get("dimension", "") if is_index or not code else code


def _indicator(version: FrameworkVersion, position: int, entry: Mapping[str, Any], dimension: str) -> Indicator:
    light, scoring, finding = entry.get("light") or {}, entry.get("scoring") or {}, entry.get("finding")
    is_composite = "aggregation" in entry
    points = entry.get("points", 0) if is_composite else scoring.get("points", 0)
    bare = Kind.POINTS if is_composite or "numerator" not in entry else Kind.RATIO
    return Indicator(
        version=version,
        code=entry["code"],
        position=position,
        role=entry.get("role", Role.COMPOSITE if is_composite else Role.INDICATOR),
        dimension=dimension,
        under=entry.get("under", ""),
        weight=entry.get("weight", abs(points) if points or not is_composite else 1),
        aggregation=entry.get("aggregation", ""),
        method=scoring.get("method", ""),
        name=text_of(entry["name"]),
        name_en=text_of(entry["name"], english=True),
        finding=text_of(finding),
        finding_en=text_of(finding, english=True),
        numerator=str(entry.get("numerator", "")),
        denominator=str(entry.get("denominator", "")),
        kind=entry.get("kind", bare),
        direction=entry.get("direction", Direction.UP),
        low=light.get("low"),
        high=light.get("high"),
        zero_at=scoring.get("zero_at"),
        full_at=scoring.get("full_at"),
        points=points,
        source=text_of(entry.get("source")),
        source_en=text_of(entry.get("source"), english=True),
    )
