"""Answers to "can you host?"."""

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ListedViewSet
from core import clock
from internships import services
from internships.filters import HostingAnswerFilter
from internships.models import HostingAnswer
from reference.periods import SchoolYear, Term


class HostingAnswerSerializer(serializers.ModelSerializer):
    """Whether an enterprise can host in a term: the first year of its school year, and 1 or 2."""

    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)

    class Meta:
        model = HostingAnswer
        fields = ("id", "enterprise", "enterprise_name", "first_year", "term", "answer", "reason", "occurred_on")
        read_only_fields = ("occurred_on",)
        validators: list = []


class HostingAnswerViewSet(IdempotentCreates, mixins.CreateModelMixin, ListedViewSet):
    """What stands: who can host when, and why not. A post answers for one's own enterprise."""

    model = HostingAnswer
    serializer_class = HostingAnswerSerializer
    filterset_class = HostingAnswerFilter

    def get_queryset(self) -> QuerySet[HostingAnswer]:
        rows = super().get_queryset().current().select_related("enterprise")
        return rows.order_by("-first_year", "-term", "pk")

    def perform_create(self, serializer: HostingAnswerSerializer) -> None:
        """A new answer supersedes the one before."""
        given = serializer.validated_data
        serializer.instance = services.answer_hosting(
            actor=self.actor,
            term=Term(SchoolYear(given["first_year"]), given["term"]),
            answer=given["answer"],
            reason=given.get("reason", ""),
            on=clock.today(),
        )
