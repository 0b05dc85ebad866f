"""Filters of this room, shared by the pages and the API."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.filters import DayRangeFilter, ListFilter, TickFilter, matches
from internships.models import (
    HelpRequest,
    HostingAnswer,
    InternshipSlot,
    JobOffer,
    Placement,
    PlacementMentor,
    PlacementOutcome,
    Standing,
)
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
    there = DayRangeFilter(method="there_in", label=_("Places between"))
    pay_min = django_filters.NumberFilter(
        field_name="pay", lookup_expr="gte", label=_("Pay a month from, CNY"), min_value=0, max_value=1_000_000
    )
    warned = TickFilter(method="with_a_warning", label=_("With a warning"))

    class Meta(ListFilter.Meta):
        model = InternshipSlot
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions_that_occur(self)

    def of_my_organisation(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """A host's own slots; for a college those where it placed students."""
        own = InternshipSlot.access.owner_filter(self.request.actor.scope.organisation_ids)
        # whole: it narrows rows that are seen already
        return queryset.filter(pk__in=InternshipSlot.objects.filter(own).values("pk"))

    def for_major(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Majors by a part of the name, by class or category, or by the beginning of the code."""
        through = InternshipSlot.majors.through.objects.filter(cataloguemajor__in=majors_called(value))
        return queryset.filter(pk__in=through.values("internshipslot_id"))

    def begins_in(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Slots whose first day lies in a term."""
        year, number = value.split("-")
        term = Term(SchoolYear(int(year)), int(number))
        return queryset.filter(starts_on__range=(term.start, term.end))

    def there_in(self, queryset: QuerySet, name: str, value: slice) -> QuerySet:
        """Slots whose period overlaps these days."""
        return overlapping(queryset, value, starts="starts_on", ends="ends_on")

    def with_a_warning(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Only slots that were opened in spite of a warning."""
        return queryset.filter(has_warning=True)


class JobOfferFilter(ListFilter):
    """Job offers by text, state, major, region, days to apply and pay."""

    search = ("post", "enterprise__name", "enterprise__name_en", "description")
    q_label = _("Post or enterprise")

    mine = TickFilter(method="of_my_organisation", label=_("Only of my organisation"))
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=JobOffer.State.choices, widget=forms.CheckboxSelectMultiple
    )
    major = django_filters.CharFilter(
        method="for_major", label=_("Major"), max_length=80, help_text=_("Name, class or catalogue code")
    )
    region = SubtreeFilter(field_name="region", label=_("Region"))
    open = DayRangeFilter(method="open_in", label=_("Apply between"))
    pay_min = django_filters.NumberFilter(
        method="paying", label=_("Pay a month from, CNY"), min_value=0, max_value=1_000_000
    )

    class Meta(ListFilter.Meta):
        model = JobOffer
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions_that_occur(self)

    def of_my_organisation(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """An enterprise's own offers."""
        return queryset.filter(enterprise_id=self.request.actor.organisation_id)

    def for_major(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Majors by a part of the name, by class or category, or by the beginning of the code."""
        through = JobOffer.majors.through.objects.filter(cataloguemajor__in=majors_called(value))
        return queryset.filter(pk__in=through.values("joboffer_id"))

    def open_in(self, queryset: QuerySet, name: str, value: slice) -> QuerySet:
        """Offers for which one may apply on some of these days."""
        return overlapping(queryset, value, starts="open_from", ends="open_to")

    def paying(self, queryset: QuerySet, name: str, value: Decimal) -> QuerySet:
        """Offers that may pay as much: the upper end where there is one, else the lower."""
        return queryset.filter(Q(pay_to__gte=value) | Q(pay_to=None, pay_from__gte=value))


class HostingAnswerFilter(ListFilter):
    """Who can host, by text, answer and term."""

    search = ("enterprise__name", "enterprise__name_en", "reason")
    q_label = _("Enterprise or reason")

    answer = django_filters.MultipleChoiceFilter(
        label=_("Answer of the host"), choices=InternshipSlot.Answer.choices, widget=forms.CheckboxSelectMultiple
    )
    term = django_filters.ChoiceFilter(method="in_term", label=_("Term"), choices=lambda: terms(clock.today()))
    region = SubtreeFilter(field_name="enterprise__region", label=_("Region"))

    class Meta(ListFilter.Meta):
        model = HostingAnswer
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions_that_occur(self, "enterprise__region__code")

    def in_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Answers for a term."""
        year, number = value.split("-")
        return queryset.filter(first_year=int(year), term=int(number))


class HelpRequestFilter(ListFilter):
    """Requests for help by state, subject and lateness."""

    search = ("placement__student__name", "placement__student__number", "placement__slot__enterprise__name")
    q_label = _("Student or enterprise")

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=HelpRequest.State.choices, widget=forms.CheckboxSelectMultiple
    )
    category = django_filters.ChoiceFilter(label=_("About"), choices=HelpRequest.Category.choices)
    late = TickFilter(method="only_late", label=_("Answer overdue"))

    class Meta(ListFilter.Meta):
        model = HelpRequest
        fields: list[str] = []

    def only_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Waiting beyond the day on which an answer was due."""
        return queryset.filter(state=HelpRequest.State.ASKED, due_on__lt=clock.today())


class PlacementFilter(ListFilter):
    """Placements by text, state and kind, and those assigned to oneself."""

    search = ("slot__post", "slot__enterprise__name", "student__name", "student__number", "college__name")
    q_label = _("Student, post or enterprise")

    slot = django_filters.NumberFilter(
        field_name="slot_id", label=_("Internship slot"), widget=forms.HiddenInput, min_value=1, max_value=KEY_MAX
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Placement.State.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Placement.Kind.choices)
    assigned = TickFilter(method="of_mine", label=_("Only those I accompany"))
    hired = TickFilter(method="with_hired", label=_("Hired by the host"))

    class Meta(ListFilter.Meta):
        model = Placement
        fields: list[str] = []

    def of_mine(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Placements that are assigned to the person now."""
        own = PlacementMentor.objects.visible_to(self.request.actor).on(clock.today())
        return queryset.filter(pk__in=own.filter(user=self.request.actor.user).values("placement_id"))

    def with_hired(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Placements whose host hired the student."""
        hired = PlacementOutcome.objects.visible_to(self.request.actor).current().filter(is_hired=True)
        return queryset.filter(pk__in=hired.values("placement_id"))


def majors_called(value: str) -> QuerySet[CatalogueMajor]:
    """Majors by a part of the name, by class or category, or by the beginning of the code."""
    named = matches(value, ("name", "name_en", "class_name", "category"))
    return CatalogueMajor.objects.filter(named | Q(code__startswith=value.strip()))


def overlapping(queryset: QuerySet, days: slice, *, starts: str, ends: str) -> QuerySet:
    """Rows whose span overlaps from a day to a day; an open end asks for nothing on that side."""
    if days.start is not None:
        queryset = queryset.filter(**{f"{ends}__gte": days.start.date()})
    if days.stop is not None:
        queryset = queryset.filter(**{f"{starts}__lte": days.stop.date()})
    return queryset


def regions_that_occur(filters: ListFilter, code: str = "region__code") -> None:
    """On a page the region is chosen among those that occur; the API takes any code."""
    if filters.request is not None and not filters.request.path.startswith("/api/"):
        offer_regions(filters, "region", filters.queryset.order_by().values_list(code, flat=True).distinct())


def terms(on: date) -> list[tuple[str, str]]:
    """The terms from the one before to those two years ahead."""
    year = SchoolYear.of(on).previous()
    found = []
    for _number in range(YEARS_AHEAD + 2):
        found += [(f"{year.first_year}-{term.number}", term_words(term)) for term in year.terms]
        year = year.next()
    return found


def term_words(term: Term) -> Any:
    words = _("%(year)s, first term") if term.number == 1 else _("%(year)s, second term")
    return words % {"year": term.school_year.label}
