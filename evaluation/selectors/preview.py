"""What a version would do to the figures that are published now: nothing is written, and nobody else sees it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from accounts.actors import Actor
from core import wording
from evaluation.engine.deriving import Derived, Subject, derive
from evaluation.engine.subjects import Level
from evaluation.frameworks.plan import Plan
from evaluation.models import FrameworkVersion, IndicatorValue, Light, MeasureValue, Role, Run
from evaluation.selectors.dashboard import current_publication
from evaluation.selectors.inputs import Figures, inputs_of
from evaluation.selectors.places import Places

TOP_SHARE = 0.10
REGIONS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


@dataclass(frozen=True)
class Turn:
    """How many subjects of a group would go from one light to another."""

    before: str
    after: str
    regions: int
    colleges: int


@dataclass(frozen=True)
class Moved:
    """A subject whose light would change."""

    level: str
    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """The effect of a version on the figures of a published run.

    `against` is the version that judged the run; None where the framework has none yet: then only `now` is known.
    """

    run: Run
    against: FrameworkVersion | None
    now: dict[str, int]  # lights of the headline that the version would give
    before: dict[str, int]
    turns: list[Turn]
    moved: list[Moved]
    classes_changed: int  # subjects that would stand in another class of regions
    top_changed: int  # of the best tenth, how many would not be in it
    top_of: int
    values: dict[str, tuple[float | None, float | None]]  # by indicator of the first subject: before, after
    first: Subject | None  # the country, or the region that the actor oversees

    @property
    def kept(self) -> dict[str, Any]:
        """What stays with a version that is approved, as plain JSON."""
        return {
            "on": self.run.on.isoformat(),
            "run": self.run.pk,
            "against": self.against.number if self.against is not None else None,
            "before": self.before,
            "now": self.now,
            "turns": [asdict(turn) for turn in self.turns],
            "classes_changed": self.classes_changed,
            "top_changed": self.top_changed,
            "top_of": self.top_of,
            "finding": {"red": self.red, "changed": len(self.moved), "total": sum(self.now.values())},
        }

    @property
    def red(self) -> dict[str, int]:
        """How many regions and colleges would turn red."""
        red = [turn for turn in self.turns if turn.after == Light.RED]
        return {"regions": sum(turn.regions for turn in red), "colleges": sum(turn.colleges for turn in red)}

    @property
    def finding(self) -> str:
        """The title: 4 regions and 7 colleges turn red; 12 lights change in all."""
        if self.against is None:
            words = {"red": wording.number(self.now.get("red", 0)), "total": wording.number(sum(self.now.values()))}
            return _("%(red)s of %(total)s would be red") % words
        return effect_text(self.red, len(self.moved))


def effect_text(red: Mapping[str, int], changed: int) -> str:
    """Regions that turn red: 4; colleges: 7; lights that change in all: 15."""
    words = {**{name: wording.number(number) for name, number in red.items()}, "changed": wording.number(changed)}
    return (
        _("Regions that turn red: %(regions)s; colleges: %(colleges)s; lights that change in all: %(changed)s") % words
    )


def preview(actor: Actor, version: FrameworkVersion) -> Preview | None:
    """The effect of a version on the subjects that the actor oversees; None where nothing is published yet.

    Eight queries, whatever the size of the country.

    All measures are counted in every run, so that a version is derived from what was counted already.
    """
    pointer = current_publication()
    if pointer is None:
        return None
    run = pointer.run
    against = _judged_now(version, run)
    figures = list(MeasureValue.objects.filter(run=run).order_by().values_list("measure", "level", "code", "value"))
    places = Places.on(run.on)
    mine = IndicatorValue.objects.visible_to(actor).filter(run=run, indicator__role=Role.HEADLINE)
    overseen = set(mine.values_list("level", "code"))
    standing = places.standing(run.cutoff, figures)
    after = _derived(version, run, standing, figures)
    before = _derived(against, run, standing, figures) if against is not None else None
    return _compared(run, against, [subject for subject in standing if subject in overseen], before, after)


def _judged_now(version: FrameworkVersion, run: Run) -> FrameworkVersion | None:
    """The version of the same framework that judges the day of the run."""
    same = version.framework.versions.effective(run.on).exclude(pk=version.pk)
    return same.order_by("-effective_from").first()


@dataclass(frozen=True)
class _Judged:
    plan: Plan
    place: dict[Subject, int]
    classes: Sequence[str]
    found: dict[str, Derived]

    @property
    def lights(self) -> dict[Subject, str]:
        light = self.found[self.plan.headline].light
        return {subject: str(light[at]) for subject, at in self.place.items()}

    @property
    def top(self) -> set[Subject]:
        """The best tenth of the ranked subjects of each level."""
        root = self.plan.root
        ranks = self.found[root.code].ranks if root is not None else None
        if ranks is None:
            return set()
        return {
            subject
            for subject, at in self.place.items()
            if 0 < ranks.rank[at] <= max(1, round(ranks.of[at] * TOP_SHARE)) and ranks.of[at] > 1
        }

    def value(self, code: str, subject: Subject) -> float | None:
        if code not in self.found or subject not in self.place:
            return None
        value = self.found[code].value[self.place[subject]]
        return None if np.isnan(value) else float(value)


def _derived(version: FrameworkVersion, run: Run, standing: Mapping[Subject, str | None], figures: Figures) -> _Judged:
    inputs = inputs_of(version, standing, figures, on=run.on, cutoff=run.cutoff)
    found = {one.code: one for one in derive(inputs.plan, inputs.cohort, inputs.table)}
    place = {subject: at for at, subject in enumerate(inputs.cohort.subjects)}
    return _Judged(inputs.plan, place, inputs.cohort.classes, found)


def _compared(
    run: Run,
    against: FrameworkVersion | None,
    subjects: Sequence[Subject],
    before: _Judged | None,
    after: _Judged,
) -> Preview:
    among = set(subjects)
    now = {subject: light for subject, light in after.lights.items() if subject in among}
    earlier = before.lights if before is not None else {}
    then = {subject: light for subject, light in earlier.items() if subject in among}
    best = before.top & among if before is not None else set()
    both = [subject for subject in subjects if subject in now and subject in then]
    moved = [Moved(*subject, then[subject], now[subject]) for subject in both if then[subject] != now[subject]]
    turned = Counter((one.before, one.after, one.level == Level.COLLEGE) for one in moved)
    first = subjects[0] if subjects else None
    codes = [*after.found, *(code for code in before.found if code not in after.found)] if before else list(after.found)
    return Preview(
        run=run,
        against=against,
        now=dict(Counter(now.values())),
        before=dict(Counter(then.values())),
        turns=[
            Turn(one, other, turned[one, other, False], turned[one, other, True])
            for one, other in sorted({(each.before, each.after) for each in moved})
        ],
        moved=moved,
        classes_changed=_classes_changed(before, after, among),
        top_changed=len(best - after.top),
        top_of=len(best),
        values={code: (before.value(code, first) if before else None, after.value(code, first)) for code in codes}
        if first is not None
        else {},
        first=first,
    )


def _classes_changed(before: _Judged | None, after: _Judged, among: set[Subject]) -> int:
    if before is None:
        return 0
    return sum(
        before.classes[at] != after.classes[after.place[subject]]
        for subject, at in before.place.items()
        if subject in after.place and subject in among
    )
