"""Who hears of a run: reviewers whose lights changed, operators when a run needs a person."""

from collections import defaultdict

from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Membership, Organisation, Role, User
from evaluation.engine.subjects import Level
from evaluation.models import IndicatorValue, Run
from evaluation.models import Role as IndicatorRole
from notices.services import notify

LIGHTS_CHANGED, RUN_WAITS, RUN_LATE = "lights_changed", "run_waits", "run_late"
REGIONS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


def tell_reviewers(*, before: Run, run: Run) -> None:
    """Each authority learns how many of its regions changed their light; nobody is told that nothing changed."""
    lights = _lights(before)
    changed = [code for code, light in _lights(run).items() if lights.get(code, light) != light]
    for authority, users in _people(Role.REVIEWER).items():
        low, high = authority.overseer_region.code_range() if authority.overseer_region else ("", "999999")
        number = sum(low <= code <= high for code in changed)
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


def _lights(run: Run) -> dict[str, str]:
    """The headline light of each region, by code."""
    values = IndicatorValue.objects.filter(run=run, indicator__role=IndicatorRole.HEADLINE, level__in=REGIONS)
    return dict(values.values_list("code", "light"))


def _people(role: str) -> dict[Organisation, list[User]]:
    """Who has a role, by organisation."""
    memberships = Membership.objects.filter(role=role, ended_at=None, organisation__ended_on=None)
    found: dict[Organisation, list[User]] = defaultdict(list)
    for row in memberships.select_related("user", "organisation__overseer_region").order_by("pk"):
        found[row.organisation].append(row.user)
    return found
