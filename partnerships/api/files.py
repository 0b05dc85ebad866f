"""Signed files, with their content as base64."""

import base64

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.viewsets import ReadViewSet
from partnerships.filters.files import SignedFileFilter
from partnerships.models import SignedFile
from partnerships.selectors.files import readable_files


class SignedFileSerializer(serializers.ModelSerializer):
    """A version of an agreement as it was signed, in one language; `sha256` stands in the ledger too."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    language = serializers.CharField(read_only=True)

    class Meta:
        model = SignedFile
        fields: tuple[str, ...] = (
            "id",
            "agreement",
            "version",
            "language",
            "file_name",
            "sha256",
            "size",
            "recorded_at",
        )
        extra_kwargs = {"file_name": {"read_only": True}}


class SignedFileContentSerializer(SignedFileSerializer):
    """With the PDF."""

    content = serializers.SerializerMethodField()

    class Meta(SignedFileSerializer.Meta):
        fields = (*SignedFileSerializer.Meta.fields, "content")

    @extend_schema_field(OpenApiTypes.BYTE)
    def get_content(self, file: SignedFile) -> str:
        return base64.b64encode(bytes(file.content)).decode()


class SignedFileViewSet(ReadViewSet):
    """Signed files of agreements that one may see; one of them with its content in base64."""

    model = SignedFile
    serializer_class = SignedFileSerializer
    filterset_class = SignedFileFilter

    def get_queryset(self) -> QuerySet[SignedFile]:
        rows = super().get_queryset().filter(pk__in=readable_files(self.actor).values("pk"))
        if self.action == "retrieve":
            return rows.select_related("version")
        return rows.without_content().order_by("-pk")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return SignedFileContentSerializer if self.action == "retrieve" else SignedFileSerializer
