"""Puts frameworks in force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from core.actors import ActorLike
from core.shipped import Loaded
from evaluation import frameworks
from evaluation.models import Direction, Framework, FrameworkVersion, Indicator, Role
from ledger.services import record


def load_frameworks(actor: ActorLike) -> Loaded:
    """Loader of the shipped frameworks: a version that is new comes into force; one that is there stays as it is."""
    loaded = Loaded()
    for entry in frameworks.shipped():
        for version in entry["versions"]:
            _load_version(actor, entry, frameworks.document_of(version), loaded)
    return loaded


@transaction.atomic
def _load_version(actor: ActorLike, entry: Mapping[str, Any], document: dict[str, Any], loaded: Loaded) -> None:
    framework, _ = Framework.objects.get_or_create(
        code=entry["code"], defaults={"name": entry["name"]["zh-hans"], "name_en": entry["name"]["en"]}
    )
    digest = frameworks.digest_of(document)
    existing = framework.versions.filter(number=document["number"]).first()
    if existing is None:
        put_in_force(actor=actor, framework=framework, document=document, digest=digest)
        loaded.created += 1
    elif existing.digest == digest:
        loaded.unchanged += 1
    else:
        loaded.kept.append(f"{framework.code} {existing.number}")


def put_in_force(*, actor: ActorLike, framework: Framework, document: dict[str, Any], digest: str) -> FrameworkVersion:
    """Write a version with its indicators and end the one before it the day before. Raises FrameworkInvalid."""
    frameworks.check(document)
    effective_from = date.fromisoformat(document["effective_from"])
    earlier = framework.versions.filter(effective_from__lt=effective_from, effective_to=None)
    earlier.update(effective_to=date.fromordinal(effective_from.toordinal() - 1))
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=document["number"],
        state=FrameworkVersion.State.IN_FORCE,
        effective_from=effective_from,
        source=document["source"]["zh-hans"],
        source_en=document["source"]["en"],
        document=document,
        digest=digest,
    )
    Indicator.objects.bulk_create(
        _indicator(version, position, entry) for position, entry in enumerate(document["indicators"], start=1)
    )
    record(
        actor=actor,
        action="framework_version.put_in_force",
        subject=version,
        payload={"digest": digest, "effective_from": document["effective_from"]},
    )
    return version


def _indicator(version: FrameworkVersion, position: int, entry: Mapping[str, Any]) -> Indicator:
    light, scoring, finding = entry.get("light") or {}, entry.get("scoring") or {}, entry.get("finding") or {}
    return Indicator(
        version=version,
        code=entry["code"],
        position=position,
        role=entry.get("role", Role.INDICATOR),
        dimension=entry.get("dimension", ""),
        name=entry["name"]["zh-hans"],
        name_en=entry["name"]["en"],
        finding=finding.get("zh-hans", ""),
        finding_en=finding.get("en", ""),
        numerator=entry["numerator"],
        denominator=entry["denominator"],
        kind=entry["kind"],
        direction=entry.get("direction", Direction.UP),
        low=light.get("low"),
        high=light.get("high"),
        zero_at=scoring.get("zero_at"),
        full_at=scoring.get("full_at"),
        points=scoring.get("points", 0),
        source=entry["source"]["zh-hans"],
        source_en=entry["source"]["en"],
    )
