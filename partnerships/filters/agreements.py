"""Filters of agreements."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter, matches
from core.forms import DayInput
from partnerships.models import Agreement, AgreementKind, Party, State


class AgreementFilter(ListFilter):
    """State, kind, text, party, period."""

    search = ("number", "title")
    q_label = _("Number or title")

    party = django_filters.CharFilter(method="by_party", label=_("Party (name or credit code)"), max_length=100)
    state = django_filters.MultipleChoiceFilter(choices=State.choices, label=_("State"))
    kind = django_filters.ChoiceFilter(choices=AgreementKind.choices, label=_("Kind"), empty_label=_("All kinds"))
    runs_from = django_filters.DateFilter(field_name="ends_on", lookup_expr="gte", label=_("Ends on or after"))
    runs_to = django_filters.DateFilter(field_name="starts_on", lookup_expr="lte", label=_("Starts on or before"))

    class Meta(ListFilter.Meta):
        model = Agreement
        fields = ["state", "kind"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("runs_from", "runs_to"):
            self.filters[name].extra["widget"] = DayInput()

    def by_party(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Agreements with a party of that name or credit code; a semi-join, so that no row is listed twice."""
        parties = Party.objects.filter(  # whole: it narrows rows that are seen already
            matches(value, ("organisation__name", "organisation__name_en", "organisation__enterprise__credit_code"))
        )
        return queryset.filter(pk__in=parties.order_by().values("agreement_id"))
