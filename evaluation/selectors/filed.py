"""Figures that authorities file for the regions they oversee, with their history."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.actors import Actor
from accounts.models import Organisation
from reference.models import RegionFigure


def filed_figures(actor: Actor) -> QuerySet[RegionFigure]:
    """Figures of the regions that an authority oversees, also superseded ones, with the names of who filed them."""
    rows = RegionFigure.objects.select_related("region", "figure")
    ranges = actor.scope.region_ranges
    if ranges is not None and not actor.scope.is_everything:
        inside = Q(pk__in=[])
        for low, high in ranges:
            inside |= Q(region__code__range=(low, high))
        rows = rows.filter(inside)
    filer = Organisation.objects.filter(pk=OuterRef("filed_by_id"))
    return rows.annotate(
        filer_name=Subquery(filer.values("name")[:1]), filer_name_en=Subquery(filer.values("name_en")[:1])
    )


def history_of(actor: Actor, figure: RegionFigure) -> QuerySet[RegionFigure]:
    """Everything that was filed for the same region, figure and year, newest first."""
    same = filed_figures(actor).filter(region=figure.region_id, figure=figure.figure_id, year=figure.year)
    return same.order_by("-recorded_at", "-pk")
