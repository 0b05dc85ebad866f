"""API of pages of figures: the dashboard and the explanation of a number as JSON, counted figures, filed figures."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from evaluation.api.hiding import HidingSmallCells
from evaluation.filters import FiledFigureFilter, MeasureValueFilter
from evaluation.models import Light, MeasureValue, Publication, Run, RunState
from evaluation.selectors.changes import Comparison, Kind, Moved
from evaluation.selectors.dashboard import Dashboard, Row, dashboard
from evaluation.selectors.explaining import Explanation, explain, figure_of
from evaluation.selectors.filed import filed_figures
from evaluation.selectors.runs import asked_run
from evaluation.selectors.subjects import Subject, college_subject, region_subject
from evaluation.selectors.values import Value
from reference.models import FigureCode, Region, RegionFigure
from reference.services import file_region_figure

RUN = OpenApiParameter("run", OpenApiTypes.INT, description="The number of a published run; else the current one.")


class MeasureValueSerializer(serializers.ModelSerializer):
    """A counted figure; null where it is hidden: too few whose records are not yours to see."""

    run = serializers.IntegerField(source="run_id", read_only=True)
    on = serializers.DateField(source="run.on", read_only=True)
    value = serializers.FloatField(allow_null=True, read_only=True)
    is_hidden = serializers.BooleanField(read_only=True)

    class Meta:
        model = MeasureValue
        fields = ("id", "run", "on", "level", "code", "measure", "value", "is_hidden")


@extend_schema_view(list=extend_schema(parameters=[RUN]))
class MeasureValueViewSet(HidingSmallCells):
    """What the published run (or `run`, an earlier published one) counted, of what you may see."""

    model = MeasureValue
    serializer_class = MeasureValueSerializer
    filterset_class = MeasureValueFilter

    def get_queryset(self) -> QuerySet[MeasureValue]:
        rows = super().get_queryset().filter(run__state=RunState.PUBLISHED)
        rows = rows.select_related("run").order_by("measure", "level", "code")
        if self.action == "retrieve":
            return rows
        run = _run_of(self.request)
        return rows.filter(run=run) if run is not None else rows.filter(run__in=Publication.objects.values("run"))


class RunStampSerializer(serializers.Serializer):
    """Where figures come from."""

    number = serializers.IntegerField()
    on = serializers.DateField()
    cutoff = serializers.DateTimeField()
    digest = serializers.CharField()
    framework = serializers.CharField()
    framework_version = serializers.CharField()


class FigureSerializer(serializers.Serializer):
    """A figure with its fraction and light since a day; of an index also its value with the common weights, its rank
    among the `ranked` of its level and class (`ranked_in`), and the ranks that other weights would give.
    """

    indicator = serializers.CharField()
    numerator = serializers.FloatField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    score = serializers.FloatField(allow_null=True)
    light = serializers.ChoiceField(choices=Light.choices)
    is_firm = serializers.BooleanField(allow_null=True)
    is_hidden = serializers.BooleanField()
    since = serializers.DateField(allow_null=True)
    common_value = serializers.FloatField(allow_null=True)
    rank = serializers.IntegerField(allow_null=True)
    rank_low = serializers.IntegerField(allow_null=True)
    rank_high = serializers.IntegerField(allow_null=True)
    ranked = serializers.IntegerField(allow_null=True)
    ranked_in = serializers.CharField(allow_blank=True)


class PlaceSerializer(serializers.Serializer):
    """What lies below a region, worst first."""

    level = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    light = serializers.ChoiceField(choices=Light.choices)
    change = serializers.FloatField(allow_null=True)
    figures = FigureSerializer(many=True)


class LightCountSerializer(serializers.Serializer):
    """How many have a light now and a month ago."""

    light = serializers.ChoiceField(choices=Light.choices)
    now = serializers.IntegerField()
    before = serializers.IntegerField(allow_null=True)


class TileSerializer(serializers.Serializer):
    """A dimension or an indicator of the region itself, in the words of the page."""

    title = serializers.CharField()
    light = serializers.ChoiceField(choices=Light.choices)
    value = serializers.CharField(allow_blank=True)
    change = serializers.CharField(allow_blank=True)


class DashboardSerializer(serializers.Serializer):
    """The dashboard of a region; without a published run only its finding."""

    level = serializers.CharField()
    code = serializers.CharField()
    finding = serializers.CharField()
    run = RunStampSerializer(allow_null=True)
    lights = LightCountSerializer(many=True)
    dimensions = TileSerializer(many=True)
    figures = TileSerializer(many=True)
    below = PlaceSerializer(many=True)


class PartSerializer(serializers.Serializer):
    """Numerator or denominator: in words, its value, and the measures that it counts."""

    words = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    measures = serializers.ListField(child=serializers.CharField())


class GroupSerializer(serializers.Serializer):
    """Records by how they count: all of the figure, and how many of them you may open."""

    key = serializers.CharField()
    total = serializers.IntegerField()
    visible = serializers.IntegerField()


class MonthSerializer(serializers.Serializer):
    """The last published figure of a month."""

    on = serializers.DateField()
    run = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)
    light = serializers.ChoiceField(choices=Light.choices)


class StepSerializer(serializers.Serializer):
    """What came in or dropped out, in the unit of the measure; null where it says nothing of a side."""

    label = serializers.CharField()
    numerator = serializers.FloatField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)


class ChangedRecordSerializer(serializers.Serializer):
    """A record that came in or dropped out, in the words of the page; `record` is by the name of its column."""

    came = serializers.BooleanField()
    sides = serializers.CharField()
    why = serializers.CharField()
    record = serializers.DictField(child=serializers.CharField(allow_blank=True))


class ChangedKindSerializer(serializers.Serializer):
    """Records of one kind that moved: how many, how many of these you may open, and the first fifty."""

    label = serializers.CharField()
    total = serializers.IntegerField()
    visible = serializers.IntegerField()
    records = ChangedRecordSerializer(many=True)


class ToldSerializer(serializers.Serializer):
    """A filed figure, a part or a rule that is another now."""

    label = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    now = serializers.CharField(allow_blank=True)


class ComparisonSerializer(serializers.Serializer):
    """What changed since the published run before."""

    run = serializers.IntegerField()
    on = serializers.DateField()
    framework_version = serializers.CharField()
    numerator = serializers.FloatField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    change = serializers.CharField(allow_blank=True)
    steps = StepSerializer(many=True)
    is_too_much = serializers.BooleanField()
    kinds = ChangedKindSerializer(many=True)
    filed = ToldSerializer(many=True)
    parts = ToldSerializer(many=True)
    rules = ToldSerializer(many=True)


class ExplanationSerializer(serializers.Serializer):
    """Where a number comes from."""

    level = serializers.CharField()
    code = serializers.CharField()
    finding = serializers.CharField()
    figure = FigureSerializer()
    thresholds = serializers.CharField()
    turning = serializers.CharField(allow_blank=True)
    since = serializers.DateField(allow_null=True)
    run = RunStampSerializer()
    numerator = PartSerializer()
    denominator = PartSerializer()
    records = GroupSerializer(many=True)
    months = MonthSerializer(many=True)
    changed = ComparisonSerializer(allow_null=True)


def _stamp(run: Run) -> dict[str, Any]:
    return {
        "number": run.pk,
        "on": run.on,
        "cutoff": run.cutoff,
        "digest": run.digest,
        "framework": run.version.framework.code,
        "framework_version": run.version.number,
    }


def _figure(value: Any, indicator: str) -> dict[str, Any]:
    names = ("numerator", "denominator", "value", "score", "light", "is_firm", "is_hidden")
    of_a_composite = ("common_value", "rank", "rank_low", "rank_high", "ranked")
    return {
        "indicator": indicator,
        **{name: getattr(value, name) for name in names},
        "since": value.since,
        **{name: None if value.is_hidden else getattr(value, name) for name in of_a_composite},
        "ranked_in": value.ranked_in,
    }


def _place(row: Row) -> dict[str, Any]:
    shown: list[Value] = [value for value in (*row.values, *row.scores) if value is not None]
    names = ("level", "code", "name", "name_en", "light", "change")
    return {
        **{name: getattr(row, name) for name in names},
        "figures": [_figure(value, value.indicator.code) for value in shown],
    }


def _dashboard(page: Dashboard) -> dict[str, Any]:
    return {
        "level": page.subject.level,
        "code": page.subject.code,
        "finding": page.finding,
        "run": _stamp(page.run) if page.run is not None else None,
        "lights": page.counts,
        "dimensions": page.dimensions,
        "figures": page.tiles,
        "below": [_place(row) for row in page.rows],
    }


def _explanation(page: Explanation) -> dict[str, Any]:
    def part(one: Any) -> dict[str, Any]:
        return {"words": one.words, "value": one.value, "measures": [measure.code for measure, _ in one.measures]}

    return {
        "level": page.subject.level,
        "code": page.subject.code,
        "finding": page.finding,
        "figure": _figure(page.value, page.indicator.code),
        "thresholds": page.threshold_text,
        "turning": page.turning_text,
        "since": page.since,
        "run": _stamp(page.run),
        "numerator": part(page.numerator),
        "denominator": part(page.denominator),
        "records": page.groups,
        "months": page.trend.points,
        "changed": _changed(page.comparison) if page.comparison is not None else None,
    }


def _changed(changed: Comparison) -> dict[str, Any]:
    names = ("change", "steps", "is_too_much", "filed", "parts", "rules")
    return {
        "run": changed.before_run.pk,
        "on": changed.before_run.on,
        "framework_version": changed.before_run.version.number,
        "numerator": changed.before.numerator,
        "denominator": changed.before.denominator,
        "value": changed.before.value,
        "kinds": [_kind(kind) for kind in changed.kinds],
        **{name: getattr(changed, name) for name in names},
    }


def _kind(kind: Kind) -> dict[str, Any]:
    def record(moved: Moved) -> dict[str, str]:
        return {str(title): str(cell.value) for title, cell in zip(kind.headers, moved.record.cells, strict=True)}

    rows = [{"came": one.came, "sides": one.sides, "why": one.why, "record": record(one)} for one in kind.rows]
    return {"label": kind.label, "total": kind.total, "visible": kind.visible, "records": rows}


def _run_of(request: Request) -> Run | None:
    """The earlier run that was asked for. Raises ValidationError where none of that number was published."""
    asked = request.query_params.get("run", "")
    run = asked_run(asked) if asked else None
    if asked and run is None:
        raise serializers.ValidationError({"run": [_("No run of this number was published.")]})
    return run


def _order_of(request: Request) -> str:
    """By what the lower table is asked for. Raises ValidationError for anything else."""
    asked = request.query_params.get("by", "")
    if asked not in {"", "regions", "colleges"}:
        raise serializers.ValidationError({"by": [_("Say regions or colleges.")]})
    return asked


class DashboardViewSet(ViewSet):
    """The dashboard of a region by its code (000000: the country). For reviewers."""

    lookup_field = "code"

    @extend_schema(
        responses=DashboardSerializer,
        parameters=[
            OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH),
            OpenApiParameter("by", OpenApiTypes.STR, enum=["regions", "colleges"]),
            RUN,
        ],
    )
    def retrieve(self, request: Request, code: str) -> Response:
        """Lights, tiles and what lies below, worst first."""
        request.actor.require("see_dashboard")
        subject = region_subject(request.actor, code)
        if subject is None:
            raise NotFound
        page = dashboard(request.actor, subject, by=_order_of(request), run=_run_of(request))
        return Response(DashboardSerializer(_dashboard(page)).data)


class ExplanationViewSet(ViewSet):
    """Where a number comes from: `<code>.<indicator>`, the code of a region or of a college. The right of the page."""

    lookup_field = "figure"
    lookup_value_regex = "[^/]+"

    @extend_schema(
        responses=ExplanationSerializer,
        parameters=[OpenApiParameter("figure", OpenApiTypes.STR, OpenApiParameter.PATH), RUN],
    )
    def retrieve(self, request: Request, figure: str) -> Response:
        """The explanation of one published figure."""
        code, _dot, indicator = figure.partition(".")
        subject = self._subject(request, code)
        run = _run_of(request) or asked_run("")
        value = figure_of(request.actor, subject, indicator, run) if subject is not None and run is not None else None
        if subject is None or run is None or value is None:
            raise NotFound
        return Response(ExplanationSerializer(_explanation(explain(request.actor, subject, value, run))).data)

    @staticmethod
    def _subject(request: Request, code: str) -> Subject | None:
        if not code.isalnum():  # nor a NUL, which PostgreSQL would not take
            return None
        if len(code) == 6:
            request.actor.require("see_dashboard")
            return region_subject(request.actor, code)
        if not request.actor.can("see_dashboard"):
            request.actor.require("see_own_figures")
        return college_subject(request.actor, code)


class FiledFigureSerializer(serializers.ModelSerializer):
    """A figure of a region. To file one: `region` and `figure` by code, `year`, `value`, `source`; to correct one
    that stands also `reason`.
    """

    region = serializers.SlugRelatedField(slug_field="code", queryset=Region.objects.selectable().filter(valid_to=None))
    figure = serializers.SlugRelatedField(
        slug_field="code", queryset=FigureCode.objects.filter(subject=FigureCode.Subject.REGION)
    )
    year = serializers.IntegerField(min_value=1978, max_value=2150)
    value = serializers.DecimalField(max_digits=20, decimal_places=4, min_value=0)
    reason = serializers.CharField(source="change_reason", max_length=200, required=False, allow_blank=True)
    filed_on = serializers.DateField(source="occurred_on", read_only=True)
    is_superseded = serializers.SerializerMethodField()

    class Meta:
        model = RegionFigure
        fields = ("id", "region", "figure", "year", "value", "source", "reason", "filed_on", "is_superseded")
        validators = []  # the service decides, with its own words

    def get_is_superseded(self, row: RegionFigure) -> bool:
        """Whether a correction stands in its place."""
        return row.superseded_at is not None


class FiledFigureViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Figures of regions that your authority oversees, with all that was corrected: list, read, file."""

    model = RegionFigure
    serializer_class = FiledFigureSerializer
    filterset_class = FiledFigureFilter

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        request.actor.require("file_region_figure")

    def get_queryset(self) -> QuerySet[RegionFigure]:
        return filed_figures(self.actor).order_by("region__code", "figure__code", "-year", "-recorded_at", "-pk")

    def perform_create(self, serializer: FiledFigureSerializer) -> None:
        said = dict(serializer.validated_data)
        reason = said.pop("change_reason", "")
        row = file_region_figure(actor=self.actor, on=clock.today(), reason=reason, **said)
        serializer.instance = self.get_queryset().get(pk=row.pk)


routes: list[tuple[str, Any, str]] = [
    ("measure-values", MeasureValueViewSet, "measure-value"),
    ("dashboards", DashboardViewSet, "dashboard"),
    ("explanations", ExplanationViewSet, "explanation"),
    ("region-figures", FiledFigureViewSet, "region-figure"),
]
