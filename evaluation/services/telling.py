"""Who hears of a run: reviewers whose lights changed, operators when a run needs a person."""

from collections import defaultdict

from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Membership, Organisation, Role, User
from accounts.scoping import Scope
from evaluation.engine.subjects import Level
from evaluation.models import IndicatorValue, Run
from evaluation.models import Role as IndicatorRole
from evaluation.selectors.suppression import SmallCells, small_cells_of
from notices.services import notify

LIGHTS_CHANGED, RUN_WAITS, RUN_LATE = "lights_changed", "run_waits", "run_late"
REGIONS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


def tell_reviewers(*, before: Run, run: Run) -> None:
    """Each authority learns how many of its regions changed their light; nobody is told that nothing changed."""
    lights = _lights(before)
    changed = [key for key, light in _lights(run).items() if lights.get(key, light) != light]
    for authority, users in _people(Role.REVIEWER).items():
        ranges = (authority.overseer_region.code_range(),) if authority.overseer_region else None
        cells = small_cells_of(Scope(region_ranges=ranges), {before.pk: before.on, run.pk: run.on})
        low, high = ranges[0] if ranges else ("", "999999")
        seen = [key for key in changed if not any(_is_hidden(cells, one, key) for one in (before, run))]
        number = sum(low <= code <= high for _level, code, _indicator in seen)
        if number:
            notify(
                actor=Actor.system("evaluation"),
                users=users,
                kind=LIGHTS_CHANGED,
                params={"number": number, "on": run.on.isoformat()},
                url=reverse("evaluation:dashboard"),
                organisation_id=authority.pk,
            )


def tell_operators(*, run: Run) -> None:
    """A run is held by a gate or has failed: somebody has to look."""
    for platform, users in _people(Role.OPERATOR).items():
        notify(
            actor=Actor.system("evaluation"),
            users=users,
            kind=RUN_WAITS,
            params={"run": run.pk, "on": run.on.isoformat()},
            url=reverse("evaluation:run-detail", args=[run.pk]),
            organisation_id=platform.pk,
        )


Headline = tuple[str, str, str]  # level, code of the region, code of the indicator


def _is_hidden(cells: SmallCells, run: Run, key: Headline) -> bool:
    level, code, indicator = key
    return cells.hides(run.pk, level, code, indicator)


def tell_of_lateness(*, actor: Actor, run: Run) -> None:
    """What everybody sees is of a day that is over for more than 26 hours: last night brought nothing new."""
    for platform, users in _people(Role.OPERATOR).items():
        notify(
            actor=actor,
            users=users,
            kind=RUN_LATE,
            params={"run": run.pk, "on": run.on.isoformat()},
            url=reverse("evaluation:run-list"),
            organisation_id=platform.pk,
        )


def _lights(run: Run) -> dict[Headline, str]:
    """The headline light of each region."""
    values = IndicatorValue.objects.filter(run=run, indicator__role=IndicatorRole.HEADLINE, level__in=REGIONS)
    rows = values.values_list("level", "code", "indicator__code", "light")
    return {(level, code, indicator): light for level, code, indicator, light in rows}


def _people(role: str) -> dict[Organisation, list[User]]:
    """Who has a role, by organisation."""
    memberships = Membership.objects.filter(role=role, ended_at=None, organisation__ended_on=None)
    found: dict[Organisation, list[User]] = defaultdict(list)
    for row in memberships.select_related("user", "organisation__overseer_region").order_by("pk"):
        found[row.organisation].append(row.user)
    return found
