"""Majors."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ReadViewSet
from institutions import selectors, services
from institutions.api.days import OnSerializer
from institutions.filters import MajorFilter
from institutions.models import Major, MajorChain, MajorState
from institutions.models.chains import with_chains
from institutions.services.chains import add_chain, remove_chain
from reference.models import CatalogueMajor, Industry


class MajorChainSerializer(serializers.ModelSerializer):
    """An industry chain that a major serves; the industry by its code of GB/T 4754."""

    industry = serializers.SlugRelatedField(
        slug_field="code", queryset=Industry.objects.all(), required=False, allow_null=True, default=None
    )

    class Meta:
        model = MajorChain
        fields = ["id", "name", "industry"]
        validators = []


class RemoveChainSerializer(serializers.Serializer):
    """The id of a chain."""

    chain = serializers.PrimaryKeyRelatedField(queryset=MajorChain.objects.none())

    def get_fields(self) -> dict[str, serializers.Field]:
        fields: dict[str, Any] = super().get_fields()
        major = self.context.get("major")
        if major is not None:  # only this major's
            fields["chain"].queryset = major.chains.all()
        return fields


class MajorSerializer(serializers.ModelSerializer):
    """A major; its catalogue entry by code. To open one: `catalogue`, `on` and, if it differs, `name`."""

    catalogue = serializers.SlugRelatedField(slug_field="code", queryset=CatalogueMajor.objects.all())
    college = serializers.CharField(source="college.school_code", read_only=True)
    name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    on = serializers.DateField(write_only=True)
    state = serializers.ChoiceField(choices=MajorState.State.choices, read_only=True)
    state_since = serializers.DateField(read_only=True)
    chains = MajorChainSerializer(many=True, read_only=True, source="chains_now")

    class Meta:
        model = Major
        fields = ["id", "college", "catalogue", "name", "state", "state_since", "chains", "on"]
        validators = []  # the service decides, with its own words


class MajorViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Majors: list, read, open, close."""

    model = Major
    serializer_class = MajorSerializer
    filterset_class = MajorFilter

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"major": getattr(self, "major", None)}

    def get_queryset(self) -> QuerySet[Major]:
        majors = super().get_queryset().with_state()
        return majors.select_related("catalogue", "college").prefetch_related(with_chains()).order_by("pk")

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

    @extend_schema(request=MajorChainSerializer, responses={201: MajorSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def chains(self, request: Request, pk: str | None = None) -> Response:
        """Note an industry chain that the major serves."""
        major = self.get_object()
        self.actor.require("manage_majors", major)
        add_chain(actor=self.actor, major=major, **self.sent(MajorChainSerializer))
        return self.answer(major, 201)

    @extend_schema(request=RemoveChainSerializer, responses=MajorSerializer)
    @action(detail=True, methods=["post"], url_path="remove-chain")
    def remove_chain(self, request: Request, pk: str | None = None) -> Response:
        """From now on the major does not serve a chain."""
        major = self.get_object()
        self.actor.require("manage_majors", major)
        self.major = major
        chain = self.sent(RemoveChainSerializer)["chain"]
        remove_chain(actor=self.actor, chain=chain)
        return self.answer(major)
