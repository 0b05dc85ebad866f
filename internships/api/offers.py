"""Job offers."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from internships import services
from internships.filters import JobOfferFilter
from internships.models import JobOffer
from internships.models.slots import PLACES_MAX
from reference.models import CatalogueMajor, Region


class JobOfferSerializer(serializers.ModelSerializer):
    """A job offer. Majors and region by code, pay in CNY a month as text, the enterprise by its public id."""

    majors = serializers.SlugRelatedField(
        slug_field="code", many=True, allow_empty=False, queryset=CatalogueMajor.objects.all()
    )
    region = serializers.SlugRelatedField(
        slug_field="code",
        required=False,
        allow_null=True,
        queryset=Region.objects.selectable().filter(valid_to=None),
    )
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)
    places = serializers.IntegerField(min_value=1, max_value=PLACES_MAX)
    pay_from = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )
    pay_to = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )

    class Meta:
        model = JobOffer
        fields = (
            "id",
            "public_id",
            "enterprise",
            "enterprise_name",
            "post",
            "majors",
            "region",
            "places",
            "pay_from",
            "pay_to",
            "description",
            "open_from",
            "open_to",
            "state",
        )
        read_only_fields = ("state",)

    def draft(self) -> services.OfferDraft:
        """What was sent, for the services."""
        given = dict(self.validated_data)
        return services.OfferDraft(**{**given, "majors": tuple(given["majors"])})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What two fields say together: the model's own check."""
        try:
            JobOffer(**{name: value for name, value in attrs.items() if name != "majors"}).clean()
        except ModelValidationError as refused:
            raise serializers.ValidationError(refused.message_dict) from refused
        return attrs


class JobOfferViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Job offers: own ones and those that are open."""

    model = JobOffer
    serializer_class = JobOfferSerializer
    filterset_class = JobOfferFilter

    def get_queryset(self) -> QuerySet[JobOffer]:
        return super().get_queryset().for_list()

    def perform_create(self, serializer: JobOfferSerializer) -> None:
        """A draft; `open` publishes it."""
        serializer.instance = services.draft_offer(actor=self.actor, draft=serializer.draft(), on=clock.today())

    @extend_schema(request=JobOfferSerializer, responses=JobOfferSerializer)
    def update(self, request: Request, pk: str | None = None) -> Response:
        """Everything about an offer; what is left out is not stated."""
        offer = self.get_object()
        self.actor.require("edit_job_offer", offer)
        form = JobOfferSerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return self.answer(services.save_offer(actor=self.actor, offer=offer, draft=form.draft()))

    @extend_schema(request=None, responses=JobOfferSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def open(self, request: Request, pk: str | None = None) -> Response:
        """Publish."""
        return self.answer(services.open_offer(actor=self.actor, offer=self.get_object(), on=clock.today()))

    @extend_schema(request=None, responses=JobOfferSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Take it back."""
        return self.answer(services.close_offer(actor=self.actor, offer=self.get_object(), on=clock.today()))
