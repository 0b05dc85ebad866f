"""Filters of projects, applications, patents, bodies and their meetings."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter, matches
from partnerships.models import (
    BodyKind,
    GovernanceBody,
    JointApplication,
    Meeting,
    Patent,
    PatentKind,
    Project,
    ProjectKind,
    ProjectLevel,
)

NAMES = ("name", "name_en")
KEY_MAX = 2**63 - 1


def named(queryset: QuerySet, path: str, value: str) -> QuerySet:
    """Rows with an organisation of that name at a path to many; a semi-join, so that no row is listed twice."""
    rows = queryset.model._base_manager.filter(matches(value, tuple(f"{path}__{name}" for name in NAMES)))
    return queryset.filter(pk__in=rows.order_by().values("pk"))


class ProjectFilter(ListFilter):
    """Kind, level, partner, period."""

    search = ("title", "number")
    q_label = _("Title or number")

    partner = django_filters.CharFilter(method="by_partner", label=_("Partner"), max_length=100)
    kind = django_filters.MultipleChoiceFilter(choices=ProjectKind.choices, label=_("Kind"))
    level = django_filters.MultipleChoiceFilter(choices=ProjectLevel.choices, label=_("Level"))
    starts_on = DayRangeFilter(label=_("First day"))

    class Meta(ListFilter.Meta):
        model = Project
        fields = ["kind", "level"]

    def by_partner(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Projects with a partner of that name."""
        return named(queryset, "partners__organisation", value)


class JointApplicationFilter(ListFilter):
    """Programme, result, partner, day."""

    search = ("title", "programme")
    q_label = _("Title or programme")

    partner = django_filters.CharFilter(method="by_partner", label=_("Partner"), max_length=100)
    result = django_filters.MultipleChoiceFilter(choices=JointApplication.Result.choices, label=_("Result"))
    applied_on = DayRangeFilter(label=_("Applied on"))

    class Meta(ListFilter.Meta):
        model = JointApplication
        fields = ["result"]

    def by_partner(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Applications with a partner of that name."""
        return named(queryset, "partners", value)


class PatentFilter(ListFilter):
    """Kind, owner, days, granted or not."""

    search = ("title", "number")
    q_label = _("Title or number")

    owner = django_filters.CharFilter(method="by_owner", label=_("Co-owner"), max_length=100)
    kind = django_filters.MultipleChoiceFilter(choices=PatentKind.choices, label=_("Kind"))
    is_granted = django_filters.BooleanFilter(
        field_name="granted_on", lookup_expr="isnull", exclude=True, label=_("Granted")
    )
    filed_on = DayRangeFilter(label=_("Filed on"))

    class Meta(ListFilter.Meta):
        model = Patent
        fields = ["kind"]

    def by_owner(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Patents with a co-owner of that name."""
        return named(queryset, "owners", value)


class BodyFilter(ListFilter):
    """Kind, member, ended or not."""

    search = ("name",)
    q_label = _("Name")

    member = django_filters.CharFilter(method="by_member", label=_("Member"), max_length=100)
    kind = django_filters.MultipleChoiceFilter(choices=BodyKind.choices, label=_("Kind"))
    is_ended = django_filters.BooleanFilter(field_name="ended_on", lookup_expr="isnull", exclude=True, label=_("Ended"))

    class Meta(ListFilter.Meta):
        model = GovernanceBody
        fields = ["kind"]

    def by_member(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Bodies with a member of that name, today's or a former one."""
        return named(queryset, "members__organisation", value)


class MeetingFilter(ListFilter):
    """Body, days, held or not."""

    body = django_filters.NumberFilter(
        field_name="body_id", label=_("Body"), widget=forms.HiddenInput, min_value=1, max_value=KEY_MAX
    )
    planned_on = DayRangeFilter(label=_("Planned for"))
    is_held = django_filters.BooleanFilter(field_name="held_on", lookup_expr="isnull", exclude=True, label=_("Held"))

    class Meta(ListFilter.Meta):
        model = Meeting
        fields: list[str] = []
