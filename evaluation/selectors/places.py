"""The subjects of a run: every region of the day, the nation, every college; and their natural codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from evaluation.engine.deriving import Subject
from evaluation.engine.subjects import BODY_PREFIX, NATION_CODE, REGION_LEVELS, Level
from institutions.models import College
from partnerships.models import GovernanceBody
from reference.models import Region

LEVEL_ORDER = {level: position for position, level in enumerate((*REGION_LEVELS, Level.COLLEGE, Level.BODY))}


@dataclass(frozen=True)
class Places:
    """Regions by (level, code), valid on the day, and colleges by key and school code."""

    day: date
    regions: dict[tuple[str, str], int]
    school_codes: dict[int, str]
    organisations: dict[str, int]
    stands_in: dict[str, str | None]  # the region code of each college
    bodies: dict[str, int]  # the college that keeps a governance body, by the body's code

    @classmethod
    def on(cls, on: date) -> "Places":
        """Three queries."""
        regions = Region.objects.valid_on(on).selectable().values_list("level", "code", "pk")
        bodies = GovernanceBody.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), founded_on__lte=on).order_by()
        colleges = list(College.objects.order_by().values_list("pk", "school_code", "organisation__region__code"))
        return cls(
            on,
            {(level, code): pk for level, code, pk in regions},
            {pk: code for pk, code, _ in colleges},
            {code: pk for pk, code, _ in colleges},
            {code: region for _, code, region in colleges},
            {f"{BODY_PREFIX}{pk}": keeper for pk, keeper in bodies.values_list("pk", "keeper_id")},
        )

    def region_of(self, level: str, code: str) -> str | None:
        """The region code of a subject: its own, or of a college the one where it stands."""
        if level == Level.BODY:
            keeper = self.bodies.get(code)
            return self.stands_in.get(self.school_codes[keeper]) if keeper is not None else None
        return self.stands_in.get(code) if level == Level.COLLEGE else code

    def fields(self, level: Level, subject: str | int) -> dict[str, Any]:
        """The columns of a figure for a subject as counting names it: a code, or the key of a college."""
        if level is Level.COLLEGE:
            return self.fields_of(level, self.school_codes[int(subject)])
        code = f"{BODY_PREFIX}{subject}" if level is Level.BODY else str(subject)
        return self.fields_of(level, code)

    def fields_of(self, level: str, code: str) -> dict[str, Any]:
        """The columns of a figure for a subject by its natural code."""
        return {
            "level": str(level),
            "code": code,
            "region_id": self.regions.get((str(level), code)),
            "organisation_id": self.organisations[code] if level == Level.COLLEGE else self.bodies.get(code),
        }

    def standing(self, cutoff: datetime, figures: Iterable[tuple[str, str, str, float]]) -> dict[Subject, str | None]:
        """The subjects, each with the code of the region where it stands."""
        return {subject: self.region_of(*subject) for subject in self.subjects(cutoff, figures)}

    def subjects(self, cutoff: datetime, figures: Iterable[tuple[str, str, str, float]]) -> list[tuple[str, str]]:
        """Whose indicators are derived, in a fixed order: nation, regions, colleges.

        Colleges are the vocational ones that exist, and every other one that has a figure; bodies those with a figure.
        """
        exist = College.objects.filter(
            Q(organisation__ended_on=None) | Q(organisation__ended_on__gt=self.day),
            is_vocational=True,
            organisation__recorded_at__lte=cutoff,
        )
        colleges = set(exist.order_by().values_list("school_code", flat=True))
        colleges.update(code for _, level, code, _ in figures if level == Level.COLLEGE)
        bodies = {
            (str(Level.BODY), code) for _, level, code, _ in figures if level == Level.BODY and code in self.bodies
        }
        found = bodies | {
            (str(Level.NATION), NATION_CODE),
            *self.regions,
            *((str(Level.COLLEGE), code) for code in colleges),
        }
        return sorted(found, key=lambda subject: (LEVEL_ORDER[Level(subject[0])], subject[1]))
