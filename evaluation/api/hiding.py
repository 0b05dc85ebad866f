"""Lists of figures without small cells that are not their reader's."""

from typing import Any

from django.db.models import QuerySet

from accounts.viewsets import ReadViewSet
from evaluation.models import IndicatorValue
from evaluation.selectors.suppression import small_cells


class HidingSmallCells(ReadViewSet):
    """Figures as their reader may see them: what is hidden is null, and no filter by light finds it."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = super().filter_queryset(queryset)
        if self.action == "list" and self.request.query_params.getlist("light"):
            runs = dict(rows.order_by().values_list("run_id", "run__on").distinct())
            return rows.filter(small_cells(self.actor, runs).without())
        return rows

    def paginate_queryset(self, queryset: QuerySet) -> list[Any] | None:
        page = super().paginate_queryset(queryset)
        return page if page is None else self._as_seen(page)

    def get_object(self) -> Any:
        return self._as_seen([super().get_object()])[0]

    def _as_seen(self, rows: list[Any]) -> list[Any]:
        cells = small_cells(self.actor, {row.run_id: row.run.on for row in rows})
        seen = cells.of_row if self.model is IndicatorValue else cells.of_measure
        return [seen(row) for row in rows]
