"""What pages of this room show beyond the rows themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.actors import Actor
from core import clock
from core.errors import NotAllowed
from enterprises.models import Enterprise, EnterprisePost, EnterpriseStatus, EnterpriseYear
from enterprises.services.sizes import THRESHOLDS
from enterprises.size import category_of, is_too_coarse, missing
from reference import parameters

FIGURE_WORDS = {"staff": _("Staff"), "revenue": _("Revenue"), "assets": _("Total assets")}
CATEGORY_WORDS = {
    "agriculture": _("Agriculture, forestry, husbandry and fishery"),
    "industry": pgettext_lazy("category of the size standard", "Industry"),
    "construction": _("Construction"),
    "wholesale": _("Wholesale trade"),
    "retail": _("Retail trade"),
    "transport": _("Transport"),
    "storage": _("Storage"),
    "post": _("Postal services"),
    "accommodation": _("Accommodation"),
    "catering": _("Catering"),
    "information_transmission": _("Information transmission"),
    "software": _("Software and information technology services"),
    "real_estate": _("Real estate development"),
    "property_management": _("Property management"),
    "leasing_and_business_services": _("Leasing and business services"),
    "other": _("Other industries"),
}


@dataclass(frozen=True)
class SizeStanding:
    """How the size class of an enterprise came about, or what is missing for it. For its own people."""

    category: str | Promise = ""
    year: int | None = None
    missing: tuple[str | Promise, ...] = ()


def own_enterprise(actor: Actor, act: str) -> Enterprise:
    """The enterprise that the actor acts for. Raises NotAllowed for whoever acts for none, or may not do this."""
    actor.require(act)
    rows = Enterprise.objects.select_related("organisation__region", "industry")
    found = rows.filter(pk=actor.organisation_id).first()
    if found is None:
        raise NotAllowed
    return found


def statuses_on(enterprise: Enterprise, on: date) -> Sequence[EnterpriseStatus]:
    """What the register says of an enterprise on a day, as known now."""
    return list(enterprise.statuses.as_of(on, clock.now()).order_by("status", "pk"))


def size_standing(enterprise: Enterprise, *, on: date) -> SizeStanding:
    """By which category and year the size class is computed; where it is not, what is missing."""
    industry = enterprise.industry
    category = category_of(section=industry.section, code=industry.code) if industry else None
    if industry is None or (category is None and is_too_coarse(industry.code)):
        return SizeStanding(missing=(_("an industry, at least with two digits"),))
    if category is None:
        return SizeStanding(missing=(_("a size standard for this industry"),))
    words = CATEGORY_WORDS[category]
    if enterprise.size_class_year is not None:
        return SizeStanding(words, enterprise.size_class_year)
    latest = EnterpriseYear.objects.current().filter(enterprise=enterprise).order_by("-year").first()
    figures = {
        "staff": latest.staff_count if latest else None,
        "revenue": latest.revenue if latest else None,
        "assets": latest.total_assets if latest else None,
    }
    lacking = missing(category, figures, parameters.value(THRESHOLDS, on=on))
    return SizeStanding(words, latest.year if latest else None, tuple(FIGURE_WORDS[name] for name in lacking))


@dataclass(frozen=True)
class YearPage:
    """One year of one's own enterprise: what stands, its posts, and what was said before."""

    stands: EnterpriseYear | None
    posts: Sequence[EnterprisePost]
    history: Sequence[EnterpriseYear]


def year_page(actor: Actor, enterprise: Enterprise, year: int) -> YearPage | None:
    """A year as its own people see it; None where nothing was ever said of it."""
    rows = EnterpriseYear.objects.visible_to(actor).filter(enterprise=enterprise, year=year)
    history = list(rows.order_by("-recorded_at", "-pk"))
    posts = list(
        EnterprisePost.objects.visible_to(actor).current().filter(enterprise=enterprise, year=year).order_by("post")
    )
    if not history and not posts:
        return None
    return YearPage(next((row for row in history if row.superseded_at is None), None), posts, history)
