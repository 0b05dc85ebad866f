"""Training bases."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from institutions import selectors, services
from institutions.filters import TrainingBaseFilter
from institutions.lookups import hosts
from institutions.models import BaseState, Major, TrainingBase
from institutions.services.bases import FIRST_STATES
from reference.models import Region


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
        fields = [
            "id",
            "college",
            "name",
            "is_on_campus",
            "host",
            "region",
            "places",
            "technology_level",
            "majors",
            "state",
            "state_since",
        ]
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
        college = selectors.own_college(self.actor, "manage_bases")
        facts = {"is_on_campus": False, "places": 0, **serializer.validated_data}
        base = services.add_training_base(actor=self.actor, college=college, **facts)
        serializer.instance = self.get_queryset().get(pk=base.pk)

    def perform_update(self, serializer: TrainingBaseSerializer) -> None:
        base = serializer.instance
        kept = {name: getattr(base, name) for name in ("is_on_campus", "places", "technology_level")}
        facts = kept | serializer.validated_data
        services.edit_training_base(actor=self.actor, base=base, **facts)
        serializer.instance = self.get_queryset().get(pk=base.pk)

    @extend_schema(request=BaseStateSerializer, responses=TrainingBaseSerializer)
    @action(detail=True, methods=["post"], url_path="change-state")
    def change_state(self, request: Request, pk: str | None = None) -> Response:
        """Move a base on in its life from a day on."""
        base, said = self.get_object(), self.sent(BaseStateSerializer)
        services.change_base_state(actor=self.actor, base=base, state=BaseState(said["state"]), on=said["on"])
        return self.answer(base)
