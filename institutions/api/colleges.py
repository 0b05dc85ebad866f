"""The register of colleges."""

from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from institutions.filters import CollegeFilter
from institutions.models import College


class CollegeSerializer(serializers.ModelSerializer):
    """A college of the register; regions by code."""

    id = serializers.UUIDField(source="organisation.public_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)
    name_en = serializers.CharField(source="organisation.name_en", read_only=True)
    region = serializers.CharField(source="organisation.region.code", default=None, allow_null=True, read_only=True)

    class Meta:
        model = College
        fields = [
            "id",
            "school_code",
            "institution_code",
            "name",
            "name_en",
            "region",
            "education_level",
            "is_vocational",
            "ownership",
            "authority",
        ]


class CollegeViewSet(ReadOnlyModelViewSet):
    """The register of colleges, by school code."""

    queryset = College.objects.select_related("organisation__region")
    serializer_class = CollegeSerializer
    filterset_class = CollegeFilter
    lookup_field = "school_code"
