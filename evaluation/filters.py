"""Filters of runs and figures, shared by page and API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from evaluation.engine.subjects import Level, code_range, level_of
from evaluation.models import (
    Answerer,
    FigureQuestion,
    FrameworkVersion,
    IndicatorValue,
    Light,
    MeasureValue,
    QuestionState,
    Run,
    RunKind,
    RunState,
)
from evaluation.models.runs import LEVELS
from reference.models import FigureCode, RegionFigure


class RunFilter(ListFilter):
    """Runs by kind, state and day."""

    kind = django_filters.MultipleChoiceFilter(choices=RunKind.choices, label=_("Kind"))
    state = django_filters.MultipleChoiceFilter(choices=RunState.choices, label=_("State"))
    on = django_filters.DateFromToRangeFilter(label=_("Day"))

    class Meta(ListFilter.Meta):
        model = Run
        fields = ("kind", "state", "on")


class FrameworkVersionFilter(ListFilter):
    """Versions by what they are called and where they stand in their life."""

    search = ("framework__name", "framework__name_en", "framework__code", "number", "source", "source_en")
    q_label = _("Name, number or source")

    state = django_filters.MultipleChoiceFilter(choices=FrameworkVersion.State.choices, label=_("State"))
    framework = django_filters.CharFilter(field_name="framework__code", label=_("Framework"))

    class Meta(ListFilter.Meta):
        model = FrameworkVersion
        fields = ("state", "framework")


class FigureFilter(ListFilter):
    """Figures by whose they are, of which indicator and with which light. A region stands for all that lies in it."""

    level = django_filters.MultipleChoiceFilter(
        choices=[(str(level), label) for level, label in LEVELS], label=_("Level")
    )
    code = django_filters.CharFilter(label=_("Code"))
    region = django_filters.CharFilter(method="inside", label=_("Region"))
    indicator = django_filters.CharFilter(field_name="indicator__code", label=_("Indicator"))
    light = django_filters.MultipleChoiceFilter(choices=Light.choices, label=_("Light"))

    class Meta(ListFilter.Meta):
        model = IndicatorValue
        fields = ("level", "code", "region", "indicator", "light")

    def inside(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The region itself, the regions in it, and the colleges that stand there."""
        level = level_of(value)
        if level is None or level in {Level.COLLEGE, Level.BODY}:
            return queryset.none()
        inside = code_range(level, value)
        if inside is None:
            return queryset
        of_tenants = (Level.COLLEGE, Level.BODY)
        regions = queryset.exclude(level__in=of_tenants).filter(code__range=inside)
        return regions | queryset.filter(level__in=of_tenants, organisation__region__code__range=inside)


class MeasureValueFilter(FigureFilter):
    """Counted figures by whose they are and of which measure."""

    indicator = None
    light = None
    measure = django_filters.CharFilter(label=_("Measure"))

    class Meta(ListFilter.Meta):
        model = MeasureValue
        fields = ("level", "code", "region", "measure")


class FiledFigureFilter(ListFilter):
    """Figures that authorities filed, by region, year and figure; those that stand, or all of the history."""

    search = ("region__code", "region__name", "region__name_en", "source")
    q_label = _("Region or source")

    year = django_filters.NumberFilter(label=_("Year"))
    figure = django_filters.ModelChoiceFilter(
        queryset=FigureCode.objects.filter(subject=FigureCode.Subject.REGION), to_field_name="code", label=_("Figure")
    )
    is_history = django_filters.BooleanFilter(
        field_name="superseded_at", lookup_expr="isnull", exclude=True, label=_("Superseded")
    )

    class Meta(ListFilter.Meta):
        model = RegionFigure
        fields = ("year", "figure", "is_history")


class FigureQuestionFilter(ListFilter):
    """Questions by their words, state, whose figure it is, who answers and the day."""

    search = ("text", "indicator__name", "indicator__name_en", "organisation__name", "organisation__name_en")
    q_label = _("Words, indicator or college")

    state = django_filters.MultipleChoiceFilter(choices=QuestionState.choices, label=_("State"))
    answerer = django_filters.ChoiceFilter(choices=Answerer.choices, label=_("Answered by"))
    code = django_filters.CharFilter(label=_("Code of the college or region"))
    indicator = django_filters.CharFilter(field_name="indicator__code", label=_("Code of the indicator"))
    asked_on = DayRangeFilter(label=_("Asked on"))

    class Meta(ListFilter.Meta):
        model = FigureQuestion
        fields = ("state", "answerer", "code", "indicator", "asked_on")
