"""Size class by the standard of 2011: every bound of the table, the step down, and what is missing."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.actors import Actor
from enterprises.models import SizeClass
from enterprises.selectors import size_standing
from enterprises.services import EnterpriseFacts, record_enterprise_year, register_enterprise
from enterprises.size import category_of, missing, size_class
from reference import parameters
from reference.models import Industry
from tests.factories.accounts import TODAY

pytestmark = pytest.mark.django_db
WAN = 10_000
SYSTEM = Actor.system("test")
# Category: lower bounds of large, medium, small, as in the table of the rulebook (persons; 万元).
TABLE = {
    "agriculture": {"revenue": (20000, 500, 50)},
    "industry": {"staff": (1000, 300, 20), "revenue": (40000, 2000, 300)},
    "construction": {"revenue": (80000, 6000, 300), "assets": (80000, 5000, 300)},
    "wholesale": {"staff": (200, 20, 5), "revenue": (40000, 5000, 1000)},
    "retail": {"staff": (300, 50, 10), "revenue": (20000, 500, 100)},
    "transport": {"staff": (1000, 300, 20), "revenue": (30000, 3000, 200)},
    "storage": {"staff": (200, 100, 20), "revenue": (30000, 1000, 100)},
    "post": {"staff": (1000, 300, 20), "revenue": (30000, 2000, 100)},
    "accommodation": {"staff": (300, 100, 10), "revenue": (10000, 2000, 100)},
    "catering": {"staff": (300, 100, 10), "revenue": (10000, 2000, 100)},
    "information_transmission": {"staff": (2000, 100, 10), "revenue": (100000, 1000, 100)},
    "software": {"staff": (300, 100, 10), "revenue": (10000, 1000, 50)},
    "real_estate": {"revenue": (200000, 1000, 100), "assets": (10000, 5000, 2000)},
    "property_management": {"staff": (1000, 300, 100), "revenue": (5000, 1000, 500)},
    "leasing_and_business_services": {"staff": (300, 100, 10), "assets": (120000, 8000, 100)},
    "other": {"staff": (300, 100, 10)},
}
CLASSES = (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL, SizeClass.MICRO)
BOUNDS = [
    (category, step, criterion) for category, criteria in TABLE.items() for step in range(3) for criterion in criteria
]


def thresholds():
    return parameters.value("enterprise.size_thresholds", on=TODAY)


def classed(category: str, **figures: int | Decimal) -> SizeClass | None:
    return size_class(
        category,
        figures.get("staff"),
        figures.get("revenue"),
        figures.get("assets"),
        thresholds=thresholds(),
    )


def at(category: str, step: int) -> dict[str, int | Decimal]:
    """Figures exactly on every bound of a step: persons, and yuan."""
    bounds = {criterion: values[step] for criterion, values in TABLE[category].items()}
    return {name: bound if name == "staff" else Decimal(bound) * WAN for name, bound in bounds.items()}


def test_the_table_is_complete():
    assert set(thresholds()) == set(TABLE)


@pytest.mark.parametrize(("category", "step"), [(category, step) for category in TABLE for step in range(3)])
def test_exactly_on_the_bounds_is_in_the_class(category, step):
    assert classed(category, **at(category, step)) == CLASSES[step]


@pytest.mark.parametrize(("category", "step", "criterion"), BOUNDS)
def test_one_below_a_single_bound_steps_down(category, step, criterion):
    figures = at(category, step)
    figures[criterion] -= 1 if criterion == "staff" else Decimal("0.01")
    assert classed(category, **figures) == CLASSES[step + 1]


def test_the_worked_checks():
    assert classed("industry", staff=350, revenue=Decimal(1500) * WAN) == SizeClass.SMALL
    assert classed("industry", staff=1200, revenue=Decimal(1500) * WAN) == SizeClass.SMALL  # no gap between bands


def test_a_missing_figure_leaves_the_class_unknown_and_is_named():
    assert classed("industry", staff=350) is None
    assert missing("industry", {"staff": 350, "revenue": None, "assets": None}, thresholds()) == ("revenue",)
    assert classed("other", staff=350) == SizeClass.LARGE


@pytest.mark.parametrize(
    ("section", "code", "category"),
    [
        ("A", "01", "agriculture"), ("C", "3421", "industry"), ("D", "D", "industry"), ("E", "47", "construction"),
        ("F", "51", "wholesale"), ("F", "5211", "retail"), ("F", "F", None),
        ("G", "53", None), ("G", "5441", "transport"), ("G", "591", "transport"), ("G", "592", "storage"),
        ("G", "60", "post"), ("H", "61", "accommodation"), ("H", "6210", "catering"),
        ("I", "63", "information_transmission"), ("I", "65", "software"),
        ("J", "66", None), ("K", "701", "real_estate"), ("K", "7020", "property_management"), ("K", "70", None),
        ("L", "72", "leasing_and_business_services"), ("M", "73", "other"), ("P", "83", None), ("Q", "84", "other"),
        ("Q", "83", None), ("S", "91", None),
    ],
)  # fmt: skip
def test_industries_have_their_category(section, code, category):
    assert category_of(section=section, code=code) == category


@pytest.fixture
def machines() -> Industry:
    return Industry.objects.create(code="34", section="C", level="division", name="通用设备制造业")


def settle(member, industry: Industry | None):
    enterprise = member.organisation.enterprise
    if industry:
        facts = EnterpriseFacts(name=enterprise.organisation.name, industry_id=industry.pk, enterprise_id=enterprise.pk)
        register_enterprise(actor=SYSTEM, facts=facts)
    enterprise.refresh_from_db()
    return enterprise


def file(member, year: int = 2025, **figures):
    enterprise = member.organisation.enterprise
    record_enterprise_year(actor=member.actor, enterprise=enterprise, year=year, on=TODAY, **figures)
    enterprise.refresh_from_db()
    return enterprise


def test_recording_a_year_computes_the_class(liaison, machines):
    settle(liaison, machines)
    enterprise = file(liaison, staff_count=350, revenue=Decimal(1500) * WAN)
    assert (enterprise.size_class, enterprise.size_class_year) == ("small", 2025)
    enterprise = file(liaison, staff_count=350, revenue=Decimal(2000) * WAN)
    assert enterprise.size_class == "medium"


def test_the_latest_year_that_suffices_counts(liaison, machines):
    settle(liaison, machines)
    file(liaison, 2025, staff_count=5)
    enterprise = file(liaison, 2024, staff_count=350, revenue=Decimal(2000) * WAN)
    assert (enterprise.size_class, enterprise.size_class_year) == ("medium", 2024)


def test_an_industry_that_comes_later_computes_the_class(liaison, machines):
    file(liaison, staff_count=350, revenue=Decimal(2000) * WAN)
    assert size_standing(liaison.organisation.enterprise, on=TODAY).missing
    assert settle(liaison, machines).size_class == "medium"


def test_a_correction_that_takes_a_figure_away_leaves_the_class_unknown(liaison, machines):
    settle(liaison, machines)
    file(liaison, staff_count=350, revenue=Decimal(2000) * WAN)
    enterprise = file(liaison, staff_count=350)
    assert (enterprise.size_class, enterprise.size_class_year) == ("", None)
    assert [str(one) for one in size_standing(settle(liaison, None), on=TODAY).missing] == ["Revenue"]


def test_what_the_register_said_stays_while_figures_do_not_suffice(liaison, machines):
    enterprise = settle(liaison, machines)
    type(enterprise).objects.filter(pk=enterprise.pk).update(size_class="large")
    assert file(liaison, staff_count=350).size_class == "large"


def test_there_are_no_thresholds_before_the_standard():
    with pytest.raises(parameters.ParameterMissing):
        parameters.value("enterprise.size_thresholds", on=date(2011, 6, 17))
