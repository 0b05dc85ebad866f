"""Small drawings of figures, as numbers for a template: no script, no inline style, readable on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

WIDTH, LEFT, TOP, BOTTOM = 280.0, 4.0, 6.0, 86.0


@dataclass(frozen=True)
class Sparkline:
    """A row of values over time with the threshold of its light. A missing value leaves a gap.

    Lines that stand in one row are given the same `low` and `high`, so that they can be compared. `description` says
    in words what the line shows.
    """

    values: Sequence[float | None]
    low: float
    high: float
    first_label: str
    last_label: str
    description: str
    limit: float | None = None
    limit_label: str = ""

    @cached_property
    def points(self) -> list[tuple[float, float] | None]:
        """Places on the drawing, 320 by 104."""
        step = (WIDTH - LEFT) / max(len(self.values) - 1, 1)
        return [
            None if value is None else (round(LEFT + step * position, 1), self._y(value))
            for position, value in enumerate(self.values)
        ]

    @property
    def lines(self) -> Iterator[str]:
        """One polyline for each stretch without a gap."""
        stretch: list[str] = []
        for point in [*self.points, None]:
            if point is not None:
                stretch.append(f"{point[0]},{point[1]}")
            elif stretch:
                yield " ".join(stretch if len(stretch) > 1 else stretch * 2)
                stretch = []

    @property
    def last(self) -> tuple[float, float] | None:
        """Where the newest value stands, if there is one."""
        return self.points[-1] if self.points else None

    @property
    def limit_y(self) -> float | None:
        """The height of the threshold."""
        return None if self.limit is None else self._y(self.limit)

    @property
    def limit_text_y(self) -> float | None:
        """The base line of its label."""
        return None if self.limit_y is None else round(self.limit_y + 4, 1)

    def _y(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        share = min(max((value - self.low) / span, 0.0), 1.0)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)


@dataclass(frozen=True)
class LightCount:
    """How many subjects have a light, now and before (None where nothing is known)."""

    light: str
    now: int
    before: int | None = None

    @property
    def change(self) -> int | None:
        """The difference."""
        return None if self.before is None else self.now - self.before

    @property
    def units(self) -> range:
        """As many shapes as there are subjects."""
        return range(self.now)
