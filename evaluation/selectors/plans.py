"""The plan of a version, its document checked once in each process: from its approval on a version never changes."""

from evaluation.engine.reported import figure_units
from evaluation.frameworks.plan import Plan, plan_of
from evaluation.models import FrameworkVersion

KEPT_MAX = 64
_plans: dict[str, Plan] = {}  # by the digest of the document


def version_plan(version: FrameworkVersion) -> Plan:
    """What a version computes. One query the first time, none afterwards. Raises FrameworkInvalid."""
    plan = _plans.get(version.digest)
    if plan is None:
        plan = plan_of(version.document, figure_units())
        if version.is_approved:
            if len(_plans) >= KEPT_MAX:
                _plans.clear()
            _plans[version.digest] = plan
    return plan
