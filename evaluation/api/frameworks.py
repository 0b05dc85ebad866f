"""API of frameworks: versions with their documents, drafts and their life, comments, the preview."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from evaluation import services
from evaluation.filters import FrameworkVersionFilter
from evaluation.models import FrameworkComment, FrameworkVersion
from evaluation.selectors.preview import preview

NAME = {"max_length": 160, "required": False, "allow_blank": True, "default": ""}


class FrameworkCommentSerializer(serializers.ModelSerializer):
    """What somebody said about a version, and of which indicator ("" all of it)."""

    organisation = serializers.CharField(source="organisation.name", read_only=True)
    author = serializers.CharField(source="author_label", read_only=True)

    class Meta:
        model = FrameworkComment
        fields = ("id", "organisation", "author", "indicator", "text", "recorded_at")
        read_only_fields = ("recorded_at",)


class FrameworkVersionSerializer(serializers.ModelSerializer):
    """A version of a framework: `document` says everything, in the format of the product's own files."""

    framework = serializers.CharField(source="framework.code", read_only=True)
    name = serializers.CharField(source="framework.name", read_only=True)
    name_en = serializers.CharField(source="framework.name_en", read_only=True)
    document = serializers.DictField(read_only=True)

    class Meta:
        model = FrameworkVersion
        fields = (
            "id", "framework", "name", "name_en", "number", "state", "effective_from", "effective_to", "source",
            "source_en", "digest", "document",
        )  # fmt: skip


class NewFrameworkVersionSerializer(serializers.Serializer):
    """A draft. Names are used where `framework` is new."""

    framework = serializers.RegexField(r"^[a-z][a-z0-9-]{0,59}$")
    name = serializers.CharField(max_length=120)
    name_en = serializers.CharField(**NAME)
    document = serializers.DictField()


class FrameworkDocumentSerializer(serializers.Serializer):
    """What a draft shall say."""

    document = serializers.DictField()


class FrameworkTurnSerializer(serializers.Serializer):
    """How many regions and colleges would go from one light to another."""

    before = serializers.CharField()
    after = serializers.CharField()
    regions = serializers.IntegerField()
    colleges = serializers.IntegerField()


class FrameworkPreviewSerializer(serializers.Serializer):
    """What a version would do to the figures published now; `before` is empty for the first version of a framework."""

    run = serializers.IntegerField(source="run.pk")
    against = serializers.CharField(source="against.number", allow_null=True, default=None)
    before = serializers.DictField(child=serializers.IntegerField())
    now = serializers.DictField(child=serializers.IntegerField())
    turns = FrameworkTurnSerializer(many=True)
    classes_changed = serializers.IntegerField()
    top_changed = serializers.IntegerField()
    top_of = serializers.IntegerField()


class FrameworkVersionViewSet(ReadViewSet):
    """Versions that one may read: drafts are their keeper's."""

    model = FrameworkVersion
    serializer_class = FrameworkVersionSerializer
    filterset_class = FrameworkVersionFilter

    def get_queryset(self) -> QuerySet[FrameworkVersion]:
        return super().get_queryset().select_related("framework").order_by("framework__code", "-effective_from", "pk")

    @extend_schema(request=NewFrameworkVersionSerializer, responses={201: FrameworkVersionSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin a version as a draft."""
        request.actor.require("keep_frameworks")
        said = self.sent(NewFrameworkVersionSerializer)
        names = {"zh-hans": said["name"], "en": said["name_en"]}
        version = services.draft_version(
            actor=request.actor, code=said["framework"], name=names, document=said["document"]
        )
        return self.answer(version, 201)

    @extend_schema(request=FrameworkDocumentSerializer, responses=FrameworkVersionSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Replace what a draft says."""
        version = self.get_object()
        said = self.sent(FrameworkDocumentSerializer)
        return self.answer(services.change_draft(actor=request.actor, version=version, document=said["document"]))

    @extend_schema(request=None, responses=FrameworkVersionSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """Open the consultation."""
        return self.answer(services.open_consultation(actor=request.actor, version=self.get_object()))

    @extend_schema(request=None, responses=FrameworkVersionSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Make a version in consultation a draft again."""
        return self.answer(services.back_to_draft(actor=request.actor, version=self.get_object()))

    @extend_schema(request=None, responses=FrameworkVersionSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approve a version after its consultation: it never changes again."""
        version = services.approve_version(actor=request.actor, version=self.get_object(), on=clock.today())
        return self.answer(version)

    @extend_schema(responses=FrameworkCommentSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def comments(self, request: Request, pk: str) -> Response:
        """What was said about a version."""
        rows = self.get_object().comments.select_related("organisation")
        return Response(FrameworkCommentSerializer(rows, many=True).data)

    @extend_schema(request=FrameworkCommentSerializer, responses={201: FrameworkCommentSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def comment(self, request: Request, pk: str) -> Response:
        """Say something about a version in consultation."""
        version = self.get_object()
        said = self.sent(FrameworkCommentSerializer)
        row = services.comment(actor=request.actor, version=version, **said)
        return Response(FrameworkCommentSerializer(row).data, status=201)

    @extend_schema(responses=FrameworkPreviewSerializer)
    @action(detail=True, methods=["get"], filterset_class=None)
    def preview(self, request: Request, pk: str) -> Response:
        """What the version would do to the figures that are published now."""
        request.actor.require("keep_frameworks")
        found = preview(request.actor, self.get_object())
        if found is None:
            raise services.NothingPublished
        return Response(FrameworkPreviewSerializer(found).data)


routes: list[tuple[str, Any, str]] = [("framework-versions", FrameworkVersionViewSet, "framework-version")]
