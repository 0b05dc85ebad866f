"""API of this room: the register for everyone signed in, yearly facts for their owner."""

from django.db.models import QuerySet
from rest_framework import mixins, serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from core.errors import NotAllowed
from enterprises import services
from enterprises.filters import EnterpriseFilter
from enterprises.models import Enterprise, EnterpriseYear, ExternalId

AMOUNTS = ("revenue", "total_assets", "research_spend", "payroll", "training_spend")


class ExternalIdSerializer(serializers.ModelSerializer):
    """How another register names the enterprise."""

    class Meta:
        model = ExternalId
        fields = ["scheme", "value", "is_ended"]


class EnterpriseSerializer(serializers.ModelSerializer):
    """An enterprise of the register; region and industry by code."""

    id = serializers.UUIDField(source="organisation.public_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)
    name_en = serializers.CharField(source="organisation.name_en", read_only=True)
    region = serializers.CharField(source="organisation.region.code", default=None, allow_null=True, read_only=True)
    industry = serializers.CharField(source="industry.full_code", default=None, allow_null=True, read_only=True)
    external_ids = ExternalIdSerializer(many=True, read_only=True)

    class Meta:
        model = Enterprise
        fields = [
            "id",
            "name",
            "name_en",
            "credit_code",
            "legal_representative",
            "region",
            "industry",
            "size_class",
            "is_above_scale",
            "website",
            "external_ids",
        ]


class EnterpriseViewSet(ReadOnlyModelViewSet):
    """The register of enterprises, by public id."""

    queryset = (
        Enterprise.objects.select_related("organisation__region", "industry")
        .prefetch_related("external_ids")
        .order_by("organisation__name", "pk")
    )
    serializer_class = EnterpriseSerializer
    filterset_class = EnterpriseFilter
    lookup_field = "organisation__public_id"
    lookup_url_kwarg = "public_id"
    lookup_value_converter = "uuid"


class EnterpriseYearSerializer(serializers.ModelSerializer):
    """A year of one's own enterprise. Amounts in yuan as text with two decimals."""

    revenue = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    total_assets = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    research_spend = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    payroll = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    training_spend = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)

    class Meta:
        model = EnterpriseYear
        fields = ["id", "year", "staff_count", *AMOUNTS, "occurred_on", "recorded_at"]
        read_only_fields = ["occurred_on", "recorded_at"]


class EnterpriseYearViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Yearly facts of one's own enterprise, as they stand; a new one for the same year supersedes."""

    model = EnterpriseYear
    serializer_class = EnterpriseYearSerializer

    def get_queryset(self) -> QuerySet[EnterpriseYear]:
        return super().get_queryset().current().order_by("-year", "pk")

    def perform_create(self, serializer: EnterpriseYearSerializer) -> None:
        self.actor.require("record_enterprise_year")
        enterprise = Enterprise.objects.filter(pk=self.actor.organisation_id).first()
        if enterprise is None:
            raise NotAllowed
        serializer.instance = services.record_enterprise_year(
            actor=self.actor, enterprise=enterprise, on=clock.today(), **serializer.validated_data
        )


routes: list[tuple[str, type, str]] = [
    ("enterprises", EnterpriseViewSet, "enterprise"),
    ("enterprise-years", EnterpriseYearViewSet, "enterprise-year"),
]
