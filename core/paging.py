"""Pages of long lists: the last page costs what the first one costs."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class FromBothEnds(Paginator):
    """Reads a page behind the middle from the end of the list, so that the database skips at most half of the rows.

    The rows and their order are those of a plain Paginator. Of a queryset without an order nothing is turned round.
    """

    def page(self, number: int | str) -> Page:
        """A page, in the order of the list. Raises EmptyPage, PageNotAnInteger."""
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        rows: Any = self.object_list
        if isinstance(rows, QuerySet) and rows.ordered and bottom > self.count - top:
            return Page(list(rows.reverse()[self.count - top : self.count - bottom])[::-1], number, self)
        return super().page(number)
