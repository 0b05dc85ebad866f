"""Judging by the rules, and keeping what they found."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db.models import Model
from django.utils.translation import override

from core import clock
from internships.models.findings import FindingQuerySet
from reference.rules import Finding

Reasons = Mapping[str, str]  # why one goes on all the same, by the id of the rule that warned


def keep_findings(
    rows: FindingQuerySet,
    findings: Iterable[Finding],
    *,
    reasons: Reasons,
    on: date,
    is_further: bool = False,
    **subject: Model,
) -> None:
    """Keep the findings of this judgement; those of the one before are superseded, unless this one comes on top."""
    moment = clock.now()
    if not is_further:
        rows.current().filter(**subject).update(superseded_at=moment)
    rows.bulk_create(
        rows.model(
            **subject,
            occurred_on=on,
            recorded_at=moment,
            rule=found.rule,
            rule_version=found.version,
            level=found.level,
            field=found.field,
            texts=in_every_language(found),
            reason=reasons.get(found.rule, "").strip() if found.needs_reason else "",
        )
        for found in findings
    )


def in_every_language(found: Finding) -> dict[str, str]:
    """What a finding says, by language code."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = str(found.message)
    return texts


def as_payload(findings: Iterable[Finding]) -> list[str]:
    """The findings as the ledger keeps them: rule, version and level."""
    return [f"{found.rule} {found.version} {found.level}" for found in findings]
