"""What the names of an expression are called: filed figures and the other indicators of its version."""

from evaluation.frameworks.plan import PREFIX
from evaluation.models import FrameworkVersion
from evaluation.selectors.plans import version_plan
from evaluation.wordings import told
from reference.models import FigureCode


def expression_names(version: FrameworkVersion) -> dict[str, str]:
    """By the name that expressions use, in the language of the page. Two queries."""
    names = {one.code: one.label for one in version.indicators.all()}
    names |= {PREFIX + one["code"]: told(one["name"]) for one in version.document.get("figures", [])}
    codes = version_plan(version).figures
    if codes:
        names |= {PREFIX + figure.code: figure.label for figure in FigureCode.objects.filter(code__in=codes)}
    return names
