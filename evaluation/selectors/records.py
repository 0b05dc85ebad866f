"""The records behind a figure, as a page, a file or a person reads them: one description for each model."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import wording
from evaluation.selectors.descriptions import Cell, Description, Record
from evaluation.selectors.excluded import Why
from evaluation.selectors.record_kinds import KINDS
from institutions.models import College, Major, TrainingBase
from partnerships.models import Activity, Party
from reference.periods import Rolling, Window

ACTIVITY_WINDOW = Rolling(days=180)


def describe(model: type[Model]) -> Description:
    """The description of a model's records; of a model that nobody has described, its name for people."""
    return DESCRIPTIONS.get(model) or Description(
        (str(model._meta.verbose_name),), lambda rows, _window: rows, lambda row: [Cell(str(row))], ()
    )


def records(
    rows: QuerySet, window: Window, *, on_page: slice | None = None, why: Why | None = None
) -> Iterator[Record]:
    """Rows as records, in a fixed order; `why` says why one does not count. A fixed number of queries."""
    description = describe(rows.model)
    asked = rows if why is None else why.prepare(rows, window)
    prepared = description.prepare(asked, window).order_by(*description.order, "pk")
    found: Iterable[Any] = prepared[on_page] if on_page is not None else prepared.iterator(chunk_size=1000)
    for row in found:
        in_numerator = getattr(row, "in_numerator", None)
        reason = str(why.words(row)) if why is not None and not in_numerator else ""
        yield Record(description.cells(row), in_numerator, reason)


# ---- Parties --------------------------------------------------------------------------------------------------------


def _parties(rows: QuerySet, window: Window) -> QuerySet:
    recent = ACTIVITY_WINDOW.window(window.end, window.cutoff)
    known = Activity.objects.as_of(window.end, window.cutoff).filter(party=OuterRef("pk"))
    confirmed = Activity.objects.confirmed(window.end, window.cutoff).filter(party=OuterRef("pk"))
    last = confirmed.order_by().values("party").annotate(last=Max("occurred_on")).values("last")
    return rows.select_related("organisation", "agreement__keeper").annotate(
        last_activity_on=Subquery(last),
        is_active=Exists(confirmed.filter(occurred_on__gte=recent.start)),
        has_recent=Exists(known.filter(occurred_on__gte=recent.start)),
    )


def _party_cells(party: Any) -> list[Cell]:
    return [
        Cell(wording.name_of(party.organisation)),
        Cell(party.agreement.number, reverse("partnerships:agreement-detail", args=[party.agreement_id])),
        Cell(wording.name_of(party.agreement.keeper)),
        Cell(
            party.last_activity_on
            or gettext(
                "none",
            )
        ),
        Cell(_party_reason(party)),
    ]


def _party_reason(party: Any) -> str:
    """Why an enterprise counts as active or not."""
    if party.is_active:
        return gettext("Activity inside the window, confirmed by the other side")
    if party.has_recent:
        return gettext("The activity is not yet confirmed by the other side")
    if party.last_activity_on:
        return gettext("The last activity is older than 180 days")
    return gettext("No activity so far")


# ---- What a college has ---------------------------------------------------------------------------------------------


def _majors(rows: QuerySet, _window: Window) -> QuerySet:
    return rows.select_related("college__organisation", "catalogue")


def _major_cells(major: Any) -> list[Cell]:
    return [
        Cell(major.name, reverse("institutions:major-detail", args=[major.pk])),
        Cell(major.catalogue.code),
        Cell(wording.name_of(major.college.organisation)),
    ]


def _bases(rows: QuerySet, _window: Window) -> QuerySet:
    return rows.select_related("college__organisation", "host")


def _base_cells(base: Any) -> list[Cell]:
    return [
        Cell(base.name, reverse("institutions:base-detail", args=[base.pk])),
        Cell(wording.name_of(base.host) if base.host else ""),
        Cell(wording.name_of(base.college.organisation)),
        Cell(base.places),
    ]


def _colleges(rows: QuerySet, _window: Window) -> QuerySet:
    return rows.select_related("organisation")


def _college_cells(college: Any) -> list[Cell]:
    return [Cell(wording.name_of(college.organisation)), Cell(college.school_code)]


DESCRIPTIONS: dict[type[Model], Description] = {
    Party: Description(
        (_("Enterprise"), _("Agreement"), _("College"), _("Last confirmed activity"), _("Why")),
        _parties,
        _party_cells,
        ("organisation__name",),
    ),
    Major: Description(
        (_("Major"), _("Catalogue code"), _("College")), _majors, _major_cells, ("college__school_code", "name")
    ),
    TrainingBase: Description(
        (_("Training base"), _("Host"), _("College"), _("Places")),
        _bases,
        _base_cells,
        ("college__school_code", "name"),
    ),
    College: Description((_("College"), _("School code")), _colleges, _college_cells, ("school_code",)),
    **KINDS,
}
