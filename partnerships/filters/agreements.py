"""Filters of agreements."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from core.filters import ListFilter, TickFilter, matches
from core.forms import DayInput
from partnerships.models import Agreement, AgreementKind, AgreementMode, Obligation, Origin, Party, State
from reference.subtrees import SubtreeFilter, offer_regions


class AgreementFilter(ListFilter):
    """State, kind, mode, text, party, region of the college, period, what is open, origin."""

    search = ("number", "title")
    q_label = _("Number or title")

    party = django_filters.CharFilter(method="by_party", label=_("Party (name or credit code)"), max_length=100)
    state = django_filters.MultipleChoiceFilter(choices=State.choices, label=_("State"))
    kind = django_filters.ChoiceFilter(choices=AgreementKind.choices, label=_("Kind"), empty_label=_("All kinds"))
    mode = django_filters.MultipleChoiceFilter(choices=AgreementMode.choices, label=_("Mode"))
    region = SubtreeFilter(field_name="keeper__region", label=_("Region of the college"))
    runs_from = django_filters.DateFilter(field_name="ends_on", lookup_expr="gte", label=_("Ends on or after"))
    runs_to = django_filters.DateFilter(field_name="starts_on", lookup_expr="lte", label=_("Starts on or before"))
    ends_before = django_filters.DateFilter(field_name="ends_on", lookup_expr="lt", label=_("Ends before"))
    has_open_obligations = TickFilter(method="with_open_obligations", label=_("With open obligations"))
    origin = django_filters.ChoiceFilter(choices=Origin.choices, label=_("Origin"), empty_label=_("All"))

    class Meta(ListFilter.Meta):
        model = Agreement
        fields = ["state", "kind"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("runs_from", "runs_to", "ends_before"):
            self.filters[name].extra["widget"] = DayInput()
        if self.request is None or self.request.path.startswith("/api/"):
            return
        if getattr(self.request.actor.organisation, "kind", None) == OrganisationKind.COLLEGE:
            del self.filters["region"]  # its own agreements are all of one region
        else:
            offer_regions(self, "region", self._regions())

    def _regions(self) -> QuerySet:
        """Where the colleges stand that the actor may see agreements of: those it oversees, else all."""
        colleges = Organisation.objects.filter(kind=OrganisationKind.COLLEGE)
        ranges = self.request.actor.scope.region_ranges
        if ranges:
            colleges = colleges.filter(reduce(or_, (Q(overseer_region__code__range=span) for span in ranges)))
        return colleges.order_by().values_list("region__code", flat=True).distinct()

    def with_open_obligations(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Agreements under which something was not accepted yet."""
        # whole: it narrows rows that are seen already
        return queryset.filter(pk__in=Obligation.objects.unsettled().order_by().values("agreement_id"))

    def by_party(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Agreements with a party of that name or credit code; a semi-join, so that no row is listed twice."""
        parties = Party.objects.filter(  # whole: it narrows rows that are seen already
            matches(value, ("organisation__name", "organisation__name_en", "organisation__enterprise__credit_code"))
        )
        return queryset.filter(pk__in=parties.order_by().values("agreement_id"))
