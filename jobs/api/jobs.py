"""Jobs."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.viewsets import ReadViewSet
from jobs import services
from jobs.filters import JobFilter
from jobs.models import Job


class JobSerializer(serializers.ModelSerializer):
    """A job and how far it is."""

    class Meta:
        model = Job
        fields = [
            "public_id",
            "kind",
            "title",
            "state",
            "progress_done",
            "progress_total",
            "message",
            "result",
            "recorded_at",
            "started_at",
            "finished_at",
        ]


class JobViewSet(ReadViewSet):
    """Long work of the organisation that one acts for."""

    model = Job
    serializer_class = JobSerializer
    filterset_class = JobFilter
    lookup_field = "public_id"

    def get_queryset(self) -> QuerySet[Job]:
        return super().get_queryset().order_by("-recorded_at", "-pk")

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, public_id: str | None = None) -> Response:
        """Stop a job: at once while it waits, at its next step while it runs."""
        return self.answer(services.cancel_job(actor=self.actor, job=self.get_object()))
