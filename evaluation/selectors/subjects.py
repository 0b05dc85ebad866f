"""Whose figures a page shows: the country, a region or a college, as far as the actor oversees or belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from accounts.scoping import overseen
from core import wording
from evaluation.engine.subjects import NATION_CODE, Level, code_range, level_of
from institutions.models import College
from reference.models import Region


class Country:
    """The whole country, named like a region."""

    name = "全国"
    name_en = "China"


COUNTRY = Country()


@dataclass(frozen=True)
class Subject:
    """A region, the country, or a college, with its natural code."""

    level: Level
    code: str
    thing: Region | Country | Organisation

    @property
    def is_college(self) -> bool:
        return self.level is Level.COLLEGE

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return wording.name_of(self.thing)

    @property
    def organisation_id(self) -> int | None:
        """The tenant, where the subject is one."""
        return self.thing.pk if isinstance(self.thing, Organisation) else None

    @property
    def key(self) -> str | int:
        """As counting names it: a college by its key, a region by its code."""
        return self.thing.pk if isinstance(self.thing, Organisation) else self.code

    @property
    def above(self) -> list[Region]:
        """The regions above a region, highest first. Read together with the region."""
        if not isinstance(self.thing, Region):
            return []
        found: list[Region] = []
        region = self.thing.parent
        while region is not None:
            if not region.is_placeholder:
                found.insert(0, region)
            region = region.parent
        return found


def figure_url(level: str, code: str, indicator: str) -> str:
    """The page that explains a figure."""
    name = "evaluation:college-figure" if level == Level.COLLEGE else "evaluation:region-figure"
    return reverse(name, args=[code, indicator])


def of_run(url: str, run: int | None) -> str:
    """An address that keeps to an earlier run."""
    return url if run is None else f"{url}?run={run}"


def college_url(school_code: str) -> str:
    """A college's figures, as its authority reads them."""
    return reverse("evaluation:college-figures", args=[school_code])


def dashboard_url(code: str) -> str:
    """The dashboard of a region."""
    return reverse("evaluation:region-dashboard", args=[code])


def oversees(actor: Actor, code: str) -> bool:
    """Whether a region (or the country) lies in what the actor oversees. No query."""
    ranges = actor.scope.region_ranges
    if ranges is None:
        return True
    return code != NATION_CODE and any(low <= code <= high for low, high in ranges)


def own_region_code(actor: Actor) -> str:
    """The code of the region that an authority oversees; the country's for one without a region."""
    region = actor.organisation.overseer_region if actor.organisation is not None else None
    return region.code if region is not None else NATION_CODE


def regions_to_choose(actor: Actor, subject: Subject) -> QuerySet[Region]:
    """Where a dashboard can go: provinces and prefectures that the actor oversees, and the counties of the subject."""
    inside = None if subject.level is Level.COLLEGE else code_range(subject.level, subject.code)
    wanted = Q(level__in=(Level.PROVINCE, Level.PREFECTURE))
    if inside is not None:
        wanted |= Q(level=Level.COUNTY, code__range=inside)
    ranges = actor.scope.region_ranges
    if ranges is not None:
        mine = Q(pk__in=[])
        for low, high in ranges:
            mine |= Q(code__range=(low, high))
        wanted &= mine
    return Region.objects.selectable().filter(wanted, valid_to=None).order_by("code")


def region_subject(actor: Actor, code: str) -> Subject | None:
    """A region that the actor oversees; None where there is none, or not for this actor."""
    level = level_of(code)
    if level is None or level is Level.COLLEGE or not oversees(actor, code):
        return None
    if level is Level.NATION:
        return Subject(level, code, COUNTRY)
    regions = Region.objects.selectable().filter(code=code, valid_to=None, level=level)
    region = regions.select_related("parent__parent").first()
    return Subject(level, code, region) if region is not None else None


def college_subject(actor: Actor, school_code: str) -> Subject | None:
    """A college that the actor belongs to or oversees."""
    scope = actor.scope
    colleges = College.objects.select_related("organisation").filter(school_code=school_code)
    if scope.region_ranges != () and not scope.is_everything:
        colleges = colleges.filter(overseen("organisation_id", scope.region_ranges))
    elif not scope.is_everything:
        colleges = colleges.filter(organisation_id__in=scope.organisation_ids)
    college = colleges.first()
    return Subject(Level.COLLEGE, school_code, college.organisation) if college is not None else None


def crumbs(actor: Actor, subject: Subject) -> Iterator[tuple[str, str]]:
    """The way to a region's figures, as far as the actor may go it."""
    if subject.level not in (Level.NATION, Level.COLLEGE) and oversees(actor, NATION_CODE):
        yield str(_("China")), dashboard_url(NATION_CODE)
    for region in subject.above:
        if oversees(actor, region.code):
            yield region.label, dashboard_url(region.code)
