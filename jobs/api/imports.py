"""Imports: send a file, read its preview, confirm it. The id of a preview is the token that confirms this very file."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from core.imports import importers
from jobs import imports
from jobs.filters import JobFilter
from jobs.models import Job, JobState


def importer_names() -> list[str]:
    """Asked for when a body or the schema is read: apps register their importers when they are ready."""
    return importers.names()


class ColumnSerializer(serializers.Serializer):
    """A column that is read; `headings` is everything that it may be called."""

    name = serializers.CharField()
    title = serializers.CharField()
    headings = serializers.ListField(child=serializers.CharField())
    is_required = serializers.BooleanField()


class ImporterSerializer(serializers.Serializer):
    """A kind of file that you may import."""

    name = serializers.CharField()
    title = serializers.CharField()
    columns = ColumnSerializer(many=True)


class RejectionSerializer(serializers.Serializer):
    """A fault of a row. The value of a column with personal data is left out."""

    line = serializers.IntegerField()
    column = serializers.CharField()
    value = serializers.CharField()
    reason = serializers.CharField()


class NoteSerializer(serializers.Serializer):
    """Something that was handled in a row and has to be said."""

    line = serializers.IntegerField()
    text = serializers.CharField()


class ImportResultSerializer(serializers.Serializer):
    """What a file did, or would do: rows = created + updated + unchanged + rejected. Of faults and notes come the first
    200; all rejected rows are in the report.
    """

    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rejected = serializers.IntegerField()
    ignored_columns = serializers.ListField(child=serializers.CharField())
    other_sheets = serializers.ListField(child=serializers.CharField())
    rejections = RejectionSerializer(many=True, source="first_rejections")
    notes = NoteSerializer(many=True, source="first_notes")


class ImportSerializer(serializers.ModelSerializer):
    """An import (`import`) or its preview (`preview`). `result` is null until it is done."""

    importer = serializers.CharField(source="arguments.importer", default="", read_only=True)
    result = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "public_id",
            "kind",
            "importer",
            "title",
            "state",
            "progress_done",
            "progress_total",
            "message",
            "result",
            "recorded_at",
            "finished_at",
        ]

    @extend_schema_field(ImportResultSerializer(allow_null=True))
    def get_result(self, job: Job) -> dict[str, Any] | None:
        is_there = job.state == JobState.DONE and "rows" in job.result
        return ImportResultSerializer(job.result).data if is_there else None


class NewImportSerializer(serializers.Serializer):
    """Which kind of file, and the file: Excel (.xlsx) or CSV, up to 10 MB, headings in the first line. Send a multipart
    body.
    """

    importer = serializers.ChoiceField(choices=[])
    file = serializers.FileField()

    def get_fields(self) -> dict[str, serializers.Field]:
        fields: dict[str, Any] = super().get_fields()
        fields["importer"].choices = importer_names()
        return fields


class RejectedRowSerializer(serializers.Serializer):
    """A row that was not taken in, as it came, and why."""

    line = serializers.IntegerField()
    reason = serializers.CharField()
    values = serializers.DictField(child=serializers.CharField())


class ImportReportSerializer(serializers.Serializer):
    """All rejected rows, with the columns of the file in their order."""

    columns = serializers.ListField(child=serializers.CharField())
    rows = RejectedRowSerializer(many=True)


class ImporterViewSet(ViewSet):
    """Kinds of files that you may import, with their columns."""

    @extend_schema(responses=ImporterSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Kinds of files that you may import."""
        found = []
        for name in importer_names():
            importer = importers[name]
            if importer.may_run(request.actor):
                columns = [
                    {
                        "name": column.name,
                        "title": column.title or column.name,
                        "headings": sorted(column.headings()),
                        "is_required": column.is_required,
                    }
                    for column in importer.columns
                ]
                found.append({"name": name, "title": importer.title or name, "columns": columns})
        return Response(ImporterSerializer(found, many=True).data)


class ImportViewSet(ReadViewSet):
    """Imports of the organisation that one acts for: send a file, read what it would do, confirm it."""

    model = Job
    serializer_class = ImportSerializer
    filterset_class = JobFilter
    lookup_field = "public_id"

    def get_queryset(self) -> QuerySet[Job]:
        jobs = super().get_queryset().filter(kind__in=("preview", "import"))
        return jobs.order_by("-recorded_at", "-pk")

    @extend_schema(request={"multipart/form-data": NewImportSerializer}, responses={201: ImportSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Send a file: its preview is queued, and nothing is written before you confirm it."""
        sent = self.sent(NewImportSerializer)
        preview = imports.start_import(
            actor=self.actor,
            name=sent["importer"],
            file=sent["file"],
            file_name=sent["file"].name,
            on=clock.today(),
            is_dry_run=True,
        )
        return self.answer(preview, 201)

    @extend_schema(request=None, responses={201: ImportSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def confirm(self, request: Request, public_id: str | None = None) -> Response:
        """Import the very file of a preview that is done."""
        preview = self.get_object()
        if preview.kind != "preview":
            raise NotFound
        return self.answer(imports.confirm_import(actor=self.actor, preview=preview), 201)

    @extend_schema(responses=ImportReportSerializer)
    @action(detail=True)
    def report(self, request: Request, public_id: str | None = None) -> Response:
        """All rows that were rejected, to mend and send again."""
        columns, rows = imports.rejected_rows(actor=self.actor, job=self.get_object())
        return Response(ImportReportSerializer({"columns": columns, "rows": rows}).data)
