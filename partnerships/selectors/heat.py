"""Where the risks of running agreements stand: likelihood against impact."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from accounts.actors import Actor
from partnerships.models import Risk

HIGH, MIDDLE = 15, 10  # the scores from which rules ask for protection, and for who answers


@dataclass(frozen=True)
class Cell:
    """How many risks were judged so; `level` is high, middle or low by the score."""

    likelihood: int
    impact: int
    count: int

    @property
    def level(self) -> str:
        score = self.likelihood * self.impact
        return "high" if score >= HIGH else "middle" if score >= MIDDLE else "low"


def heat_map(actor: Actor) -> list[list[Cell]]:
    """Five rows from the likeliest down, each from the least impact up; in one query."""
    rows: Any = Risk.objects.visible_to(actor).running().judged().order_by()
    counted = rows.values_list("likelihood_now", "impact_now").annotate(count=Count("pk", distinct=True))
    found = {(likelihood, impact): count for likelihood, impact, count in counted}
    return [
        [Cell(likelihood, impact, found.get((likelihood, impact), 0)) for impact in range(1, 6)]
        for likelihood in range(5, 0, -1)
    ]
