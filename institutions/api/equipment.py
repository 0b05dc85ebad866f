"""Equipment."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from institutions import selectors
from institutions.api.organisations import organisation_field
from institutions.filters.equipment import EquipmentFilter
from institutions.forms.equipment import FIRST_YEAR, LAST_YEAR
from institutions.lookups import hosts
from institutions.models import Equipment, EquipmentStatus, TrainingBase
from institutions.services.equipment import FIRST_STATES, add_equipment, change_equipment_state, edit_equipment


class EquipmentSerializer(serializers.ModelSerializer):
    """Equipment; contributor by public id, base by its id. `state` and `on` are taken when it is added."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    base = serializers.PrimaryKeyRelatedField(
        queryset=TrainingBase.objects.none(), required=False, allow_null=True, default=None
    )
    contributor = organisation_field(hosts())
    value = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    made_in = serializers.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, allow_null=True, default=None
    )
    state = serializers.ChoiceField(choices=EquipmentStatus.choices, read_only=True)
    state_since = serializers.DateField(read_only=True)

    class Meta:
        model = Equipment
        fields = [
            "id",
            "college",
            "base",
            "name",
            "asset_number",
            "value",
            "made_in",
            "contributor",
            "is_key",
            "due_on",
            "state",
            "state_since",
        ]
        validators = []  # the service decides, with its own words

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:  # only what the actor may see can be chosen
            fields["base"].queryset = TrainingBase.objects.visible_to(request.actor)
        return fields


class NewEquipmentSerializer(EquipmentSerializer):
    """Equipment with its first state."""

    state = serializers.ChoiceField(choices=[(state.value, state.label) for state in FIRST_STATES], write_only=True)
    on = serializers.DateField(write_only=True)

    class Meta(EquipmentSerializer.Meta):
        fields = [*EquipmentSerializer.Meta.fields, "on"]


class EquipmentStateSerializer(serializers.Serializer):
    """The next state of equipment."""

    state = serializers.ChoiceField(choices=EquipmentStatus.choices)
    on = serializers.DateField()


class EquipmentViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Equipment: list, read, add, edit, change state."""

    model = Equipment
    serializer_class = EquipmentSerializer
    filterset_class = EquipmentFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return NewEquipmentSerializer if self.action == "create" else EquipmentSerializer

    def get_queryset(self) -> QuerySet[Equipment]:
        rows = super().get_queryset().with_state()
        return rows.select_related("college", "contributor").order_by("pk")

    def perform_create(self, serializer: NewEquipmentSerializer) -> None:
        college = selectors.own_college(self.actor, "manage_equipment")
        equipment = add_equipment(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=equipment.pk)

    def perform_update(self, serializer: EquipmentSerializer) -> None:
        equipment = serializer.instance
        kept = {name: getattr(equipment, name) for name in ("asset_number", "is_key", "due_on")}
        facts = kept | serializer.validated_data
        edit_equipment(actor=self.actor, equipment=equipment, on=clock.today(), **facts)
        serializer.instance = self.get_queryset().get(pk=equipment.pk)

    @extend_schema(request=EquipmentStateSerializer, responses=EquipmentSerializer)
    @action(detail=True, methods=["post"], url_path="change-state")
    def change_state(self, request: Request, pk: str | None = None) -> Response:
        """Move equipment on in its life from a day on."""
        equipment, said = self.get_object(), self.sent(EquipmentStateSerializer)
        state = EquipmentStatus(said["state"])
        change_equipment_state(actor=self.actor, equipment=equipment, state=state, on=said["on"])
        return self.answer(equipment)
