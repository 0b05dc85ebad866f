"""Majors."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from institutions import selectors, services
from institutions.api.days import OnSerializer
from institutions.filters import MajorFilter
from institutions.models import Major, MajorState
from reference.models import CatalogueMajor


class MajorSerializer(serializers.ModelSerializer):
    """A major; its catalogue entry by code. To open one: `catalogue`, `on` and, if it differs, `name`."""

    catalogue = serializers.SlugRelatedField(slug_field="code", queryset=CatalogueMajor.objects.all())
    college = serializers.CharField(source="college.school_code", read_only=True)
    name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    on = serializers.DateField(write_only=True)
    state = serializers.ChoiceField(choices=MajorState.State.choices, read_only=True)
    state_since = serializers.DateField(read_only=True)

    class Meta:
        model = Major
        fields = ["id", "college", "catalogue", "name", "state", "state_since", "on"]
        validators = []  # the service decides, with its own words


class MajorViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Majors: list, read, open, close."""

    model = Major
    serializer_class = MajorSerializer
    filterset_class = MajorFilter

    def get_queryset(self) -> QuerySet[Major]:
        majors = super().get_queryset().with_state()
        return majors.select_related("catalogue", "college").order_by("pk")

    def perform_create(self, serializer: MajorSerializer) -> None:
        college = selectors.own_college(self.actor, "manage_majors")
        major = services.open_major(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=major.pk)

    @extend_schema(request=OnSerializer, responses=MajorSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Close a major from a day on."""
        major = self.get_object()
        return self.answer(services.close_major(actor=self.actor, major=major, on=self.sent(OnSerializer)["on"]))
