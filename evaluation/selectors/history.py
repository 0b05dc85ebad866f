"""What was published before a run: the lights that its own are held against, and the figures of a year ago."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from evaluation.engine.deriving import Lights, Subject
from evaluation.models import FrameworkVersion, IndicatorValue, MeasureValue, Run

Since = Mapping[Subject, tuple[date | None, str]]  # from when on, and which light
AROUND = timedelta(days=31)  # a year ago is the nearest published day up to a month before


@dataclass(frozen=True)
class History:
    """The runs that a run looks back to, and the lights of the first, by indicator and subject."""

    before: Run | None
    year_ago: Run | None
    found: Mapping[str, dict[Subject, tuple[date | None, str]]]

    @classmethod
    def up_to(cls, version: FrameworkVersion, on: date, *, only: Subject | None = None) -> "History":
        """What was published before a day: the same for every computation of that day. Three queries.

        `only` reads the lights of one subject.
        """
        published = Run.objects.published()
        same = published.filter(version__framework=version.framework_id)
        before = same.filter(on__lt=on).order_by("-on", "-pk").first()
        limit = year_before(on)  # of whichever framework: every run counts every measure
        year_ago = published.filter(on__lte=limit, on__gt=limit - AROUND).order_by("-on", "-pk").first()
        found: dict[str, dict[Subject, tuple[date | None, str]]] = defaultdict(dict)
        if before is not None:
            rows = IndicatorValue.objects.filter(run=before).order_by()
            if only is not None:
                rows = rows.filter(level=only[0], code=only[1])
            for code, level, subject, since, light in rows.values_list(
                "indicator__code", "level", "code", "since", "light"
            ):
                found[code][level, subject] = (since or before.on, light)
        return cls(before, year_ago, found)

    def lights(self, subjects: Sequence[Subject]) -> dict[str, Lights]:
        """The lights of the run before as columns; "" where a subject had none."""
        nothing = (None, "")
        return {
            code: np.array([of.get(subject, nothing)[1] for subject in subjects], dtype="U6")
            for code, of in self.found.items()
        }

    def since(self, code: str) -> Since:
        """Since when each subject has the light that it had in the run before."""
        return self.found.get(code, {})

    def figures_a_year_ago(self, measures: Iterable[str]) -> Iterator[tuple[str, str, str, float]]:
        """What some measures counted then: measure, level, code and value. One query."""
        rows = MeasureValue.objects.filter(run=self.year_ago, measure__in=measures).order_by()
        yield from rows.values_list("measure", "level", "code", "value").iterator()


def year_before(on: date) -> date:
    """The same day a year earlier; of 29 February the 28th."""
    return on.replace(year=on.year - 1) if (on.month, on.day) != (2, 29) else date(on.year - 1, 2, 28)
