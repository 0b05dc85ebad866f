"""Projects, the money that came in for them, applications made together, and patents."""

from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from institutions.selectors import own_college
from partnerships import services
from partnerships.filters import JointApplicationFilter, PatentFilter, ProjectFilter
from partnerships.lookups import partners
from partnerships.models import Agreement, JointApplication, Patent, Project, ProjectReceipt
from partnerships.models.agreements import KEEPERS_ALONE

WRITTEN = ["get", "head", "options", "post", "put"]


def amount(**kwargs: object) -> serializers.DecimalField:
    """Yuan as text with two decimals."""
    return serializers.DecimalField(max_digits=19, decimal_places=2, min_value=0, **kwargs)  # type: ignore[arg-type]


def organisations(**kwargs: object) -> serializers.SlugRelatedField:
    """Organisations by public id."""
    return serializers.SlugRelatedField(slug_field="public_id", queryset=partners().rows, **kwargs)  # type: ignore[arg-type]


class NewReceiptSerializer(serializers.Serializer):
    """Money that came in; `payer` is a partner's public id. `note` is needed if more comes in than was contracted."""

    amount = amount()
    occurred_on = serializers.DateField()
    payer = organisations(required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ReceiptSerializer(serializers.ModelSerializer):
    """Money that came in on a day; what was corrected is not shown."""

    amount = amount(read_only=True)
    payer = serializers.UUIDField(source="payer.public_id", default=None, allow_null=True, read_only=True)

    class Meta:
        model = ProjectReceipt
        fields = ["id", "project", "amount", "occurred_on", "payer", "note"]


class ProjectSerializer(serializers.ModelSerializer):
    """A project; partners by public id, the college by its code, the agreement by its id where the reader sees it."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    partners = serializers.SerializerMethodField()
    agreement = serializers.IntegerField(source="seen_agreement", allow_null=True, read_only=True)
    contracted = amount(read_only=True)
    received = amount(read_only=True)

    class Meta:
        model = Project
        fields = [
            "id",
            "college",
            "title",
            "number",
            "kind",
            "level",
            "partners",
            "agreement",
            "starts_on",
            "ends_on",
            "contracted",
            "received",
        ]

    def get_partners(self, project: Project) -> list[str]:
        """Public ids."""
        return [str(row.organisation.public_id) for row in project.partners.all()]


class WrittenProjectSerializer(serializers.Serializer):
    """What a project is brought to."""

    title = serializers.CharField(max_length=200)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    kind = serializers.ChoiceField(choices=Project._meta.get_field("kind").choices)
    level = serializers.ChoiceField(choices=Project._meta.get_field("level").choices)
    partners = organisations(many=True)
    agreement = serializers.PrimaryKeyRelatedField(
        queryset=Agreement.objects.none(), required=False, allow_null=True, default=None
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    contracted = amount(required=False, allow_null=True, default=None)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:  # only what the actor may see can be chosen
            seen = Agreement.objects.visible_to(request.actor).originals().exclude(state__in=KEEPERS_ALONE)
            fields["agreement"].queryset = seen
        return fields


class ProjectViewSet(ReadViewSet):
    """Projects: list, read, add, edit; record what came in."""

    model = Project
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    lookup_value_regex = r"\d+"
    http_method_names = WRITTEN

    def get_queryset(self) -> QuerySet[Project]:
        seen = Agreement.objects.visible_to(self.actor).filter(pk=OuterRef("agreement"))
        rows = super().get_queryset().with_received().annotate(seen_agreement=Subquery(seen.values("pk")[:1]))
        return rows.select_related("college").prefetch_related("partners__organisation").order_by("-starts_on", "-pk")

    @extend_schema(request=WrittenProjectSerializer, responses={201: ProjectSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Add a project of one's own college."""
        college = own_college(self.actor, "manage_projects")
        facts = self.sent(WrittenProjectSerializer)
        return self.answer(services.add_project(actor=self.actor, college=college, **facts), 201)

    @extend_schema(request=WrittenProjectSerializer, responses=ProjectSerializer)
    def update(self, request: Request, pk: str | None = None) -> Response:
        """Bring a project to these facts."""
        project = self.get_object()
        self.actor.require("manage_projects", project)
        facts = self.sent(WrittenProjectSerializer)
        return self.answer(services.edit_project(actor=self.actor, project=project, **facts))

    @extend_schema(request=NewReceiptSerializer, responses={201: ReceiptSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def receipts(self, request: Request, pk: str | None = None) -> Response:
        """Record money that came in."""
        project = self.get_object()
        self.actor.require("manage_projects", project)
        facts = self.sent(NewReceiptSerializer)
        receipt = services.record_receipt(actor=self.actor, project=project, on=clock.today(), **facts)
        return Response(ReceiptSerializer(receipt).data, status=201)


class ReceiptViewSet(ReadViewSet):
    """Money that came in for projects; corrected by a new row."""

    model = ProjectReceipt
    serializer_class = ReceiptSerializer
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[ProjectReceipt]:
        rows = super().get_queryset().current()
        return rows.select_related("payer", "project").order_by("-occurred_on", "-pk")

    @extend_schema(request=NewReceiptSerializer, responses=ReceiptSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str | None = None) -> Response:
        """Put a new receipt in the place of a wrong one."""
        receipt = self.get_object()
        self.actor.require("manage_projects", receipt.project)
        facts = self.sent(NewReceiptSerializer)
        corrected = services.correct_receipt(actor=self.actor, receipt=receipt, on=clock.today(), **facts)
        return self.answer(corrected)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str | None = None) -> Response:
        """Take back a receipt that never was."""
        services.take_back_receipt(actor=self.actor, receipt=self.get_object())
        return Response(status=204)


class JointApplicationSerializer(serializers.ModelSerializer):
    """An application; partners by public id, the college by its code."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    partners = organisations(many=True)
    amount = amount(required=False, allow_null=True, default=None)
    decided_on = serializers.DateField(required=False, allow_null=True, default=None)
    result = serializers.ChoiceField(choices=JointApplication.Result.choices, required=False, default="pending")

    class Meta:
        model = JointApplication
        fields = ["id", "college", "title", "programme", "partners", "applied_on", "result", "decided_on", "amount"]


class JointApplicationViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Applications made together: list, read, add, edit."""

    model = JointApplication
    serializer_class = JointApplicationSerializer
    filterset_class = JointApplicationFilter
    lookup_value_regex = r"\d+"
    http_method_names = WRITTEN

    def get_queryset(self) -> QuerySet[JointApplication]:
        rows = super().get_queryset()
        return rows.select_related("college").prefetch_related("partners").order_by("-applied_on", "-pk")

    def perform_create(self, serializer: JointApplicationSerializer) -> None:
        college = own_college(self.actor, "manage_joint_applications")
        facts = serializer.validated_data
        made = services.add_application(actor=self.actor, college=college, on=clock.today(), **facts)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    def perform_update(self, serializer: JointApplicationSerializer) -> None:
        facts = serializer.validated_data
        row = services.edit_application(actor=self.actor, application=serializer.instance, on=clock.today(), **facts)
        serializer.instance = self.get_queryset().get(pk=row.pk)


class PatentSerializer(serializers.ModelSerializer):
    """A patent; co-owners by public id. `expires_on` follows from kind and filing."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    owners = organisations(many=True, required=False, default=list)
    granted_on = serializers.DateField(required=False, allow_null=True, default=None)
    project = serializers.PrimaryKeyRelatedField(
        queryset=Project.objects.none(), required=False, allow_null=True, default=None
    )
    number = serializers.CharField(max_length=40)
    expires_on = serializers.DateField(read_only=True)

    class Meta:
        model = Patent
        fields = [
            "id",
            "college",
            "title",
            "number",
            "kind",
            "owners",
            "filed_on",
            "granted_on",
            "expires_on",
            "project",
        ]
        validators = []

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:  # only what the actor may see can be chosen
            fields["project"].queryset = Project.objects.visible_to(request.actor)
        return fields


class PatentViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Patents: list, read, add, edit."""

    model = Patent
    serializer_class = PatentSerializer
    filterset_class = PatentFilter
    lookup_value_regex = r"\d+"
    http_method_names = WRITTEN

    def get_queryset(self) -> QuerySet[Patent]:
        rows = super().get_queryset()
        return rows.select_related("college").prefetch_related("owners").order_by("-filed_on", "-pk")

    def perform_create(self, serializer: PatentSerializer) -> None:
        college = own_college(self.actor, "manage_patents")
        made = services.add_patent(actor=self.actor, college=college, on=clock.today(), **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    def perform_update(self, serializer: PatentSerializer) -> None:
        facts = serializer.validated_data
        row = services.edit_patent(actor=self.actor, patent=serializer.instance, on=clock.today(), **facts)
        serializer.instance = self.get_queryset().get(pk=row.pk)
