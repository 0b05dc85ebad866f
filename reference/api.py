"""API of this room: read-only, with the filters of the pages."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet, ViewSet

from reference.filters import CatalogueMajorFilter, IndustryFilter, RegionFilter
from reference.models import CatalogueMajor, Industry, Region
from reference.rules import RULES, Rule


class RegionSerializer(serializers.ModelSerializer):
    """A region; `parent` is the code of the region above."""

    parent = serializers.SlugRelatedField(slug_field="code", allow_null=True, read_only=True)

    class Meta:
        model = Region
        fields = [
            "id",
            "code",
            "name",
            "name_en",
            "full_name",
            "level",
            "parent",
            "economic_area",
            "flag",
            "valid_from",
            "valid_to",
        ]


class RegionViewSet(ReadOnlyModelViewSet):
    """Divisions, also retired ones (`is_retired`)."""

    queryset = Region.objects.select_related("parent")
    serializer_class = RegionSerializer
    filterset_class = RegionFilter


class CatalogueMajorSerializer(serializers.ModelSerializer):
    """A major of the catalogues."""

    class Meta:
        model = CatalogueMajor
        fields = [
            "id",
            "code",
            "level",
            "name",
            "name_en",
            "category_code",
            "category",
            "class_code",
            "class_name",
            "duration_years",
            "degree",
            "is_state_controlled",
        ]


class CatalogueMajorViewSet(ReadOnlyModelViewSet):
    """The catalogues of majors."""

    queryset = CatalogueMajor.objects.all()
    serializer_class = CatalogueMajorSerializer
    filterset_class = CatalogueMajorFilter


class IndustrySerializer(serializers.ModelSerializer):
    """An industry; `parent` is the code of the industry above."""

    parent = serializers.SlugRelatedField(slug_field="code", allow_null=True, read_only=True)

    class Meta:
        model = Industry
        fields = ["id", "code", "full_code", "section", "level", "parent", "name", "name_en", "remark"]


class IndustryViewSet(ReadOnlyModelViewSet):
    """Industries of GB/T 4754."""

    queryset = Industry.objects.select_related("parent")
    serializer_class = IndustrySerializer
    filterset_class = IndustryFilter


class RuleSerializer(serializers.Serializer):
    """A rule. `level` is what it does; `is_lowered` says that it would block if its source were sure."""

    id = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    applies_to = serializers.ListField(child=serializers.CharField())
    level = serializers.CharField(source="effective_level.value")
    is_lowered = serializers.BooleanField()
    source = serializers.CharField(source="source.value")
    grade = serializers.CharField(source="grade.value")
    document = serializers.CharField()
    article = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    version = serializers.CharField()


def as_json(rules: list[Rule]) -> list[dict[str, Any]]:
    """Rules as the API and `manage.py rules --json` give them."""
    return [dict(RuleSerializer(rule).data) for rule in rules]


class RuleViewSet(ViewSet):
    """Every rule that the platform checks."""

    serializer_class = RuleSerializer

    def list(self, request: Request) -> Response:
        """All rules, by id."""
        return Response(as_json(list(RULES)))


routes: list[tuple[str, type, str]] = [
    ("regions", RegionViewSet, "region"),
    ("catalogue-majors", CatalogueMajorViewSet, "catalogue-major"),
    ("industries", IndustryViewSet, "industry"),
    ("rules", RuleViewSet, "rule"),
]
