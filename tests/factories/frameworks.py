"""Frameworks for tests: a small one of an authority's own."""

from typing import Any

from accounts.actors import Actor
from evaluation import services
from evaluation.models import FrameworkVersion

NAME = {"zh-hans": "本省指标", "en": "Own list"}
TEXT = {"zh-hans": "本省规定", "en": "Rules of the province"}


def own_document(**changes: Any) -> dict[str, Any]:
    """Two indicators under an index; the first day is far ahead."""
    return {
        "number": "1",
        "effective_from": "2099-01-01",
        "source": TEXT,
        "composites": [{"code": "total", "name": NAME, "aggregation": "sum", "light": {"low": 30, "high": 60}}],
        "indicators": [
            {
                "code": "active_share",
                "role": "headline",
                "under": "total",
                "name": {"zh-hans": "活跃合作占比", "en": "Active share"},
                "numerator": "active_partners",
                "denominator": "partners_in_force",
                "kind": "share",
                "light": {"low": 0.3, "high": 0.5},
                "scoring": {"method": "linear", "zero_at": 0, "full_at": 1, "points": 10},
                "source": TEXT,
            },
            {
                "code": "bases",
                "under": "total",
                "name": {"zh-hans": "校外基地", "en": "Bases"},
                "numerator": "off_campus_bases",
                "denominator": "majors",
                "scoring": {"method": "bands", "bands": [[2, 3], [1, 1]], "points": 3},
                "source": TEXT,
            },
        ],
        **changes,
    }


def draft_framework(actor: Actor, code: str = "own-list", **changes: Any) -> FrameworkVersion:
    """A draft of an authority's own framework."""
    return services.draft_version(actor=actor, code=code, name=NAME, document=own_document(**changes))
