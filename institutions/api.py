"""API of this room: the same rows, filters and services as the pages."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.actors import Actor
from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core.errors import NotAllowed
from institutions import selectors, services
from institutions.filters import CollegeFilter, MajorFilter, TrainingBaseFilter
from institutions.lookups import hosts
from institutions.models import BaseState, College, Major, MajorState, TrainingBase
from institutions.services.bases import FIRST_STATES
from reference.models import CatalogueMajor, Region


class CollegeSerializer(serializers.ModelSerializer):
    """A college of the register; regions by code."""

    id = serializers.UUIDField(source="organisation.public_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)
    name_en = serializers.CharField(source="organisation.name_en", read_only=True)
    region = serializers.CharField(source="organisation.region.code", default=None, allow_null=True, read_only=True)

    class Meta:
        model = College
        fields = [
            "id",
            "school_code",
            "institution_code",
            "name",
            "name_en",
            "region",
            "education_level",
            "is_vocational",
            "ownership",
            "authority",
        ]


class CollegeViewSet(ReadOnlyModelViewSet):
    """The register of colleges, by school code."""

    queryset = College.objects.select_related("organisation__region")
    serializer_class = CollegeSerializer
    filterset_class = CollegeFilter
    lookup_field = "school_code"


class OnSerializer(serializers.Serializer):
    """From which day."""

    on = serializers.DateField()


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
        self.actor.require("manage_majors")
        college = _own_college(self.actor)
        major = services.open_major(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=major.pk)

    @extend_schema(request=OnSerializer, responses=MajorSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Close a major from a day on."""
        major = self.get_object()
        return self.answer(services.close_major(actor=self.actor, major=major, on=self.sent(OnSerializer)["on"]))


class TrainingBaseSerializer(serializers.ModelSerializer):
    """A base; host by public id, region by code, majors by their ids. `state` and `on` are taken when it is added."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    host = serializers.SlugRelatedField(
        slug_field="public_id",
        queryset=hosts().rows,
        required=False,
        allow_null=True,
        default=None,
    )
    region = serializers.SlugRelatedField(
        slug_field="code",
        queryset=Region.objects.selectable().filter(valid_to=None),
        required=False,
        allow_null=True,
        default=None,
    )
    majors = serializers.PrimaryKeyRelatedField(many=True, queryset=Major.objects.none(), required=False, default=list)
    state = serializers.ChoiceField(choices=BaseState.choices, read_only=True)
    state_since = serializers.DateField(read_only=True)

    class Meta:
        model = TrainingBase
        fields = ["id", "college", "name", "is_on_campus", "host", "region", "places", "majors", "state", "state_since"]
        validators = []

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:  # only what the actor may see can be chosen
            fields["majors"].child_relation.queryset = Major.objects.visible_to(request.actor)
        return fields


class NewTrainingBaseSerializer(TrainingBaseSerializer):
    """A base with its first state."""

    state = serializers.ChoiceField(choices=[(state.value, state.label) for state in FIRST_STATES], write_only=True)
    on = serializers.DateField(write_only=True)

    class Meta(TrainingBaseSerializer.Meta):
        fields = [*TrainingBaseSerializer.Meta.fields, "on"]


class BaseStateSerializer(serializers.Serializer):
    """The next state of a base."""

    state = serializers.ChoiceField(choices=BaseState.choices)
    on = serializers.DateField()


class TrainingBaseViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Training bases: list, read, add, edit, change state."""

    model = TrainingBase
    serializer_class = TrainingBaseSerializer
    filterset_class = TrainingBaseFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return NewTrainingBaseSerializer if self.action == "create" else TrainingBaseSerializer

    def get_queryset(self) -> QuerySet[TrainingBase]:
        bases = super().get_queryset().with_state()
        return bases.select_related("college", "host", "region").prefetch_related("majors").order_by("pk")

    def perform_create(self, serializer: NewTrainingBaseSerializer) -> None:
        self.actor.require("manage_bases")
        facts = {"is_on_campus": False, "places": 0, **serializer.validated_data}
        base = services.add_training_base(actor=self.actor, college=_own_college(self.actor), **facts)
        serializer.instance = self.get_queryset().get(pk=base.pk)

    def perform_update(self, serializer: TrainingBaseSerializer) -> None:
        base = serializer.instance
        facts = {"is_on_campus": base.is_on_campus, "places": base.places, **serializer.validated_data}
        services.edit_training_base(actor=self.actor, base=base, **facts)
        serializer.instance = self.get_queryset().get(pk=base.pk)

    @extend_schema(request=BaseStateSerializer, responses=TrainingBaseSerializer)
    @action(detail=True, methods=["post"], url_path="change-state")
    def change_state(self, request: Request, pk: str | None = None) -> Response:
        """Move a base on in its life from a day on."""
        base, said = self.get_object(), self.sent(BaseStateSerializer)
        services.change_base_state(actor=self.actor, base=base, state=BaseState(said["state"]), on=said["on"])
        return self.answer(base)


def _own_college(actor: Actor) -> College:
    college = selectors.college_of(actor)
    if college is None:
        raise NotAllowed
    return college


routes: list[tuple[str, type, str]] = [
    ("colleges", CollegeViewSet, "college"),
    ("majors", MajorViewSet, "major"),
    ("training-bases", TrainingBaseViewSet, "training-base"),
]
