"""API of this room."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.viewsets import ReadViewSet
from notices import services
from notices.filters import NoticeFilter
from notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer):
    """A notice, in the language of the request."""

    text = serializers.CharField(read_only=True)

    class Meta:
        model = Notice
        fields = ["id", "kind", "text", "params", "url", "recorded_at", "read_at"]


class NoticeViewSet(ReadViewSet):
    """The notices of the person whose token it is."""

    model = Notice
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter

    def get_queryset(self) -> QuerySet[Notice]:
        return super().get_queryset().listed().order_by("-recorded_at", "-pk")

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str | None = None) -> Response:
        """Mark a notice as read."""
        return self.answer(services.mark_as_read(actor=self.actor, notice=self.get_object()))


routes = [("notices", NoticeViewSet, "notice")]
