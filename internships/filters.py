"""Filters of slots and placements, shared by the pages and the API."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.filters import ListFilter, TickFilter, matches
from internships.models import InternshipSlot, Placement, Standing
from reference.models import CatalogueMajor
from reference.periods import SchoolYear, Term
from reference.subtrees import SubtreeFilter, offer_regions

YEARS_AHEAD = 2
KEY_MAX = 2**63 - 1


class SlotFilter(ListFilter):
    """Slots by text, standing, answer, major, region, period and pay."""

    search = ("post", "enterprise__name", "enterprise__name_en")
    q_label = _("Post or enterprise")

    mine = TickFilter(method="of_my_organisation", label=_("Only of my organisation"))
    standing = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Standing.choices, widget=forms.CheckboxSelectMultiple
    )
    answer = django_filters.MultipleChoiceFilter(
        label=_("Answer of the host"), choices=InternshipSlot.Answer.choices, widget=forms.CheckboxSelectMultiple
    )
    major = django_filters.CharFilter(
        method="for_major", label=_("Major"), max_length=80, help_text=_("Name, class or catalogue code")
    )
    region = SubtreeFilter(field_name="region", label=_("Region of the venue"))
    begins = django_filters.ChoiceFilter(
        method="begins_in", label=_("Period begins in"), choices=lambda: terms(clock.today()), empty_label=_("any term")
    )
    pay_min = django_filters.NumberFilter(
        field_name="pay", lookup_expr="gte", label=_("Pay a month from, CNY"), min_value=0, max_value=1_000_000
    )
    warned = TickFilter(method="with_a_warning", label=_("With a warning"))

    class Meta(ListFilter.Meta):
        model = InternshipSlot
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None and not self.request.path.startswith("/api/"):
            codes = self.queryset.order_by().values_list("region__code", flat=True).distinct()
            offer_regions(self, "region", codes)

    def of_my_organisation(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """A host's own slots; for a college those where it placed students."""
        own = InternshipSlot.access.owner_filter(self.request.actor.scope.organisation_ids)
        # whole: it narrows rows that are seen already
        return queryset.filter(pk__in=InternshipSlot.objects.filter(own).values("pk"))

    def for_major(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Majors by a part of the name, by class or category, or by the beginning of the code."""
        named = matches(value, ("name", "name_en", "class_name", "category"))
        majors = CatalogueMajor.objects.filter(named | Q(code__startswith=value.strip()))
        through = InternshipSlot.majors.through.objects.filter(cataloguemajor__in=majors)
        return queryset.filter(pk__in=through.values("internshipslot_id"))

    def begins_in(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Slots whose first day lies in a term."""
        year, number = value.split("-")
        term = Term(SchoolYear(int(year)), int(number))
        return queryset.filter(starts_on__range=(term.start, term.end))

    def with_a_warning(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Only slots that were opened in spite of a warning."""
        return queryset.filter(has_warning=True)


class PlacementFilter(ListFilter):
    """Placements by text, state and kind."""

    search = ("slot__post", "slot__enterprise__name", "student__name", "student__number", "college__name")
    q_label = _("Student, post or enterprise")

    slot = django_filters.NumberFilter(
        field_name="slot_id", label=_("Internship slot"), widget=forms.HiddenInput, min_value=1, max_value=KEY_MAX
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Placement.State.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Placement.Kind.choices)

    class Meta(ListFilter.Meta):
        model = Placement
        fields: list[str] = []


def terms(on: date) -> list[tuple[str, str]]:
    """The terms from the one before to those two years ahead."""
    year = SchoolYear.of(on).previous()
    found = []
    for _number in range(YEARS_AHEAD + 2):
        found += [(f"{year.first_year}-{term.number}", _term_words(term)) for term in year.terms]
        year = year.next()
    return found


def _term_words(term: Term) -> Any:
    words = _("%(year)s, first term") if term.number == 1 else _("%(year)s, second term")
    return words % {"year": term.school_year.label}
