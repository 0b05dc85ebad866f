"""API of this room: published figures, runs, and what is measured. Read only: figures come from runs alone."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet, ViewSet

from evaluation.api import figures, frameworks, questions
from evaluation.api.hiding import HidingSmallCells
from evaluation.engine.measures import MEASURES, Measure, all_measures
from evaluation.filters import FigureFilter, RunFilter
from evaluation.models import IndicatorValue, Publication, Run, RunState
from evaluation.selectors.catalogue import entry


class RunSerializer(serializers.ModelSerializer):
    """A run with its counts and digest."""

    framework = serializers.CharField(source="version.framework.code", read_only=True)
    framework_version = serializers.CharField(source="version.number", read_only=True)
    seconds = serializers.FloatField(read_only=True, allow_null=True)
    counts = serializers.DictField(read_only=True)

    class Meta:
        model = Run
        fields = (
            "id", "public_id", "kind", "state", "framework", "framework_version", "period", "on", "cutoff", "reason",
            "digest", "counts", "planned_at", "started_at", "finished_at", "seconds",
        )  # fmt: skip


class RunViewSet(ReadOnlyModelViewSet):
    """Runs, newest first. For reviewers and operators."""

    queryset = Run.objects.select_related("version__framework").order_by("-pk")
    serializer_class = RunSerializer
    filterset_class = RunFilter

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        request.actor.require("see_runs")


class IndicatorValueSerializer(serializers.ModelSerializer):
    """A figure with its fraction and light; a value of null means that there is nothing to divide by.

    With `is_hidden` it means: hidden, too few whose records are not yours to see.
    """

    indicator = serializers.CharField(source="indicator.code", read_only=True)
    kind = serializers.CharField(source="indicator.kind", read_only=True)
    run = serializers.UUIDField(source="run.public_id", read_only=True)
    on = serializers.DateField(source="run.on", read_only=True)
    is_hidden = serializers.BooleanField(read_only=True)

    class Meta:
        model = IndicatorValue
        fields = (
            "id", "run", "on", "level", "code", "indicator", "kind", "numerator", "denominator", "value", "score",
            "light", "is_firm", "is_hidden",
        )  # fmt: skip


@extend_schema_view(
    list=extend_schema(
        parameters=[OpenApiParameter("run", OpenApiTypes.UUID, description="A published run; else the current one.")]
    )
)
class IndicatorValueViewSet(HidingSmallCells):
    """Figures of the published run (or of `run`, an earlier published one) that you may see."""

    model = IndicatorValue
    serializer_class = IndicatorValueSerializer
    filterset_class = FigureFilter

    def get_queryset(self) -> QuerySet[IndicatorValue]:
        rows = super().get_queryset().filter(run__state=RunState.PUBLISHED)
        rows = rows.select_related("indicator", "run").order_by("indicator__position", "level", "code")
        if self.action == "retrieve":
            return rows
        asked = self.request.query_params.get("run")
        if asked:
            try:
                return rows.filter(run__public_id=serializers.UUIDField().to_internal_value(asked))
            except serializers.ValidationError as error:
                raise serializers.ValidationError({"run": error.detail}) from error
        return rows.filter(run__in=Publication.objects.values("run"))


class MeasureSerializer(serializers.Serializer):
    """What a measure counts."""

    code = serializers.CharField()
    title = serializers.CharField()
    unit = serializers.CharField()
    basis = serializers.CharField()
    window_days = serializers.IntegerField()
    says = serializers.CharField()
    description = serializers.CharField()
    definition = serializers.ListField(child=serializers.CharField())
    basis_text = serializers.CharField()
    source = serializers.CharField()


def _told(measure: Measure) -> dict[str, Any]:
    names = ("code", "title", "unit", "basis", "window_days", "says", "description")
    read = entry(measure)
    texts = {"definition": read.definition, "basis_text": read.basis, "source": read.source}
    return {**{name: getattr(measure, name) for name in names}, **texts}


class MeasureViewSet(ViewSet):
    """The measures of the product, with their definition and source."""

    lookup_field = "code"
    lookup_value_regex = "[a-z_]+"

    @extend_schema(responses=MeasureSerializer(many=True))
    def list(self, request: Request) -> Response:
        """All measures, by code."""
        return Response(MeasureSerializer([_told(measure) for measure in all_measures()], many=True).data)

    @extend_schema(
        responses=MeasureSerializer, parameters=[OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)]
    )
    def retrieve(self, request: Request, code: str) -> Response:
        """One measure."""
        if code not in MEASURES:
            raise NotFound
        return Response(MeasureSerializer(_told(MEASURES[code])).data)


routes: list[tuple[str, Any, str]] = [
    ("runs", RunViewSet, "run"),
    ("indicator-values", IndicatorValueViewSet, "indicator-value"),
    ("measures", MeasureViewSet, "measure"),
    *figures.routes,
    *questions.routes,
    *frameworks.routes,
]
