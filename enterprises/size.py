"""Size class by the standard of 2011 (工信部联企业〔2011〕300号), rule SME-00: pure functions.

The thresholds are the parameter `enterprise.size_thresholds`, lower bounds of large, medium and small: persons, 万元.
"""

from collections.abc import Mapping
from decimal import Decimal

from enterprises.models import SizeClass

WAN = 10_000
STEPS = (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL)
Thresholds = Mapping[str, Mapping[str, Mapping[str, int]]]

# Whole sections of GB/T 4754-2017, and divisions or groups where a section holds several categories of the standard.
SECTIONS = {
    "A": "agriculture", "B": "industry", "C": "industry", "D": "industry", "E": "construction",
    "L": "leasing_and_business_services", "M": "other", "N": "other", "O": "other", "R": "other",
}  # fmt: skip
CODES = {
    "51": "wholesale", "52": "retail",
    "54": "transport", "55": "transport", "56": "transport", "57": "transport", "58": "transport", "591": "transport",
    "59": "storage", "60": "post", "61": "accommodation", "62": "catering",
    "63": "information_transmission", "64": "information_transmission", "65": "software",
    "701": "real_estate", "702": "property_management", "703": "other", "704": "other", "709": "other", "84": "other",
}  # fmt: skip
SPLIT = frozenset({"F", "G", "H", "I", "K", "Q", "70"})  # too coarse to tell the category


def category_of(*, section: str, code: str) -> str | None:
    """The standard's category of an industry (its section, and its code at any level); None where none fits.

    Source: Art. 4 of the standard, with the list of sections of the statistics offices (统计上大中小微型企业划分办法
    2017): railways, finance, education, health and public bodies are outside it. That list was not seen (U).
    """
    if section in SECTIONS:
        return SECTIONS[section]
    return next((CODES[code[:length]] for length in (3, 2) if code[:length] in CODES), None)


def is_too_coarse(code: str) -> bool:
    """Whether a finer industry would say the category: the section of trade alone is neither wholesale nor retail."""
    return code in SPLIT


def criteria(category: str, thresholds: Thresholds) -> tuple[str, ...]:
    """What the category is judged by: `staff`, `revenue`, `assets`, two of them or one."""
    return tuple(thresholds[category]["large"])


def missing(category: str, figures: Mapping[str, int | Decimal | None], thresholds: Thresholds) -> tuple[str, ...]:
    """The criteria for which there is no figure."""
    return tuple(name for name in criteria(category, thresholds) if figures.get(name) is None)


def size_class(
    category: str,
    staff: int | None,
    revenue: Decimal | None,
    assets: Decimal | None,
    *,
    thresholds: Thresholds,
) -> SizeClass | None:
    """The class of an enterprise: persons, and yuan. None where a figure that its category asks for is missing.

    Steps down: large, then medium, then small needs ALL its lower bounds; what reaches none of them is micro.
    1,200 people with a revenue of 15 million are small, not unknown.
    """
    figures: dict[str, int | Decimal | None] = {
        "staff": staff,
        "revenue": None if revenue is None else Decimal(revenue) / WAN,
        "assets": None if assets is None else Decimal(assets) / WAN,
    }
    if missing(category, figures, thresholds):
        return None
    for step in STEPS:
        bounds = thresholds[category][step.value]
        if all(figures[name] >= bound for name, bound in bounds.items()):  # type: ignore[operator]  # none is missing
            return step
    return SizeClass.MICRO
