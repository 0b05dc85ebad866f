"""Writes of this room: parameters, figure codes, figures of regions. Imports have their own in reference/imports."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.actors import ActorLike
from core.errors import InvalidInput, NotAllowed
from ledger.services import record
from reference.models import FigureCode, Region, RegionFigure, RuleParameter
from reference.models.parameters import ExactDecoder, ExactEncoder
from reference.rules import Grade


class Outcome(Enum):
    """What became of a row that was written by its natural key."""

    CREATED = "created"
    RENEWED = "renewed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True)
class ParameterValue:
    """One value of a parameter, as a file or a form says it. An empty region is the whole country."""

    code: str
    value: Any
    valid_from: date
    document: str
    grade: Grade
    region_code: str = ""
    article: str = ""
    unit: str = ""
    valid_to: date | None = None

    def exact(self) -> Any:
        """The value as the database gives it back: fractions are Decimals."""
        return json.loads(json.dumps(self.value, cls=ExactEncoder), cls=ExactDecoder)

    def says_the_same(self, row: RuleParameter) -> bool:
        """Whether a row holds exactly this."""
        return (row.value, row.valid_to, row.document, row.article, row.grade, row.unit) == (
            self.exact(),
            self.valid_to,
            self.document,
            self.article,
            self.grade,
            self.unit,
        )


@transaction.atomic
def set_parameter(
    *, actor: ActorLike, value: ParameterValue, origin: RuleParameter.Origin = RuleParameter.Origin.LOCAL
) -> Outcome:
    """Let a parameter have a value from a day on. A value that says otherwise is superseded, never overwritten.

    A shipped value does not replace one that was entered here: then the outcome is KEPT.
    """
    actor.require("import_reference")
    standing = (
        RuleParameter.objects.select_for_update()
        .filter(code=value.code, region_code=value.region_code, valid_from=value.valid_from, superseded_at=None)
        .first()
    )
    if standing is not None and value.says_the_same(standing):
        return Outcome.UNCHANGED
    if standing is not None and standing.origin == RuleParameter.Origin.LOCAL and origin != standing.origin:
        return Outcome.KEPT
    moment = clock.now()
    if standing is not None:
        RuleParameter.objects.filter(pk=standing.pk).update(superseded_at=moment)
    row = RuleParameter.objects.create(
        code=value.code,
        region_code=value.region_code,
        value=value.exact(),
        unit=value.unit,
        valid_from=value.valid_from,
        valid_to=value.valid_to,
        document=value.document,
        article=value.article,
        grade=value.grade,
        origin=origin,
        version=standing.version + 1 if standing is not None else 1,
        recorded_at=moment,
    )
    record(
        actor=actor,
        action="parameter.set",
        subject=row,
        payload={
            "code": row.code,
            "region": row.region_code,
            "from": row.valid_from,
            "value": value.value,
            "before": standing.value if standing is not None else None,
        },
    )
    return Outcome.CREATED if standing is None else Outcome.RENEWED


@transaction.atomic
def define_figure(
    *,
    actor: ActorLike,
    code: str,
    name: str,
    name_en: str,
    unit: str,
    description: str,
    subject: str = FigureCode.Subject.REGION,
    adds_up: bool = True,
    regions: str = "",
) -> Outcome:
    """Say what a figure counts, of whom, where it is asked, and whether the colleges of a region may be added up."""
    actor.require("define_figure")
    said = {
        "name": name, "name_en": name_en, "unit": unit, "description": description, "subject": subject,
        "adds_up": adds_up, "regions": regions,
    }  # fmt: skip
    figure = FigureCode.objects.select_for_update().filter(code=code).first()
    if figure is not None and all(getattr(figure, name) == text for name, text in said.items()):
        return Outcome.UNCHANGED
    outcome = Outcome.CREATED if figure is None else Outcome.RENEWED
    figure, _created = FigureCode.objects.update_or_create(code=code, defaults=said)
    record(actor=actor, action="figure.defined", subject=figure, payload={"code": code, **said})
    return outcome


def lies_in_oversight(actor: ActorLike, region: Region) -> bool:
    """Whether an authority oversees a region: its own or one below it; the nation's authority every region."""
    ranges = actor.scope.region_ranges
    return actor.scope.is_everything or ranges is None or any(low <= region.code <= high for low, high in ranges)


@transaction.atomic
def file_region_figure(
    *,
    actor: ActorLike,
    region: Region,
    figure: FigureCode,
    year: int,
    value: Decimal,
    source: str,
    on: date,
    reason: str = "",
) -> RegionFigure:
    """File one figure of a region for a year; what was filed before is superseded, with a reason.

    Raises NotAllowed elsewhere; InvalidInput for a correction without a reason and for a year that has not come.
    """
    actor.require("file_region_figure")
    if not lies_in_oversight(actor, region):
        raise NotAllowed
    if year > on.year:
        raise InvalidInput(_("This year has not come yet."), field="year")
    moment = clock.now()
    standing = RegionFigure.objects.select_for_update().filter(
        region=region, figure=figure, year=year, superseded_at=None
    )
    if not reason.strip() and standing.exists():
        raise InvalidInput(_("A figure stands for this year already. Say why it is corrected."), field="reason")
    standing.update(superseded_at=moment)
    row = RegionFigure.objects.create(
        region=region,
        figure=figure,
        year=year,
        value=value,
        source=source,
        change_reason=reason.strip(),
        occurred_on=on,
        recorded_at=moment,
        filed_by_id=actor.organisation_id,
    )
    record(
        actor=actor,
        action="region_figure.filed",
        subject=region,
        payload={"figure": figure.code, "year": year, "value": value, "source": source, "reason": reason.strip()},
    )
    return row
