"""API of this room."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from notices import services
from notices.filters import NoticeFilter
from notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer):
    """A notice, in the language of the request."""

    text = serializers.CharField(read_only=True)

    class Meta:
        model = Notice
        fields = ["id", "kind", "text", "params", "url", "recorded_at", "read_at"]


class NoticeViewSet(ReadOnlyModelViewSet):
    """The notices of the person whose token it is."""

    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter
    queryset = Notice.objects.none()

    def get_queryset(self):
        return Notice.objects.visible_to(self.request.actor).listed().order_by("-recorded_at", "-pk")

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str | None = None) -> Response:
        """Mark a notice as read."""
        notice = services.mark_as_read(actor=request.actor, notice=self.get_object())
        return Response(self.get_serializer(notice).data)


routes = [("notices", NoticeViewSet, "notice")]
