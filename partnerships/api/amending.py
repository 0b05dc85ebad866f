"""Amendments and versions of the terms of agreements."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ScopedViewSet
from core import clock
from partnerships import services
from partnerships.models import Agreement, TermsVersion
from partnerships.selectors.agreements import compare_versions, version_of
from partnerships.selectors.terms import readable_by, readable_versions
from partnerships.terms import read_terms, to_json

ON = OpenApiParameter("on", OpenApiTypes.DATE, description="The day; today unless given.")
FROM = OpenApiParameter("from", OpenApiTypes.INT, description="A version; the one before the last unless given.")
TO = OpenApiParameter("to", OpenApiTypes.INT, description="The other version; the last unless given.")


class AmendmentSerializer(serializers.ModelSerializer):
    """An amendment of the agreement. Everything about it is at /agreements/{id}/ with its own id."""

    class Meta:
        model = Agreement
        fields = ("id", "number", "amendment_number", "state", "amends_from", "signed_on")


class NewAmendmentSerializer(serializers.Serializer):
    """From which day it holds; null from the day of the last signature."""

    amends_from = serializers.DateField(required=False, allow_null=True, default=None)


class VersionSerializer(serializers.ModelSerializer):
    """A version of the terms with its days, both included, and the amendment (by its id) that made it."""

    class Meta:
        model = TermsVersion
        fields = ("number", "effective_from", "effective_to", "digest", "amendment")


class EffectiveTermsSerializer(VersionSerializer):
    """The version with its text."""

    terms = serializers.SerializerMethodField()

    class Meta(VersionSerializer.Meta):
        fields = (*VersionSerializer.Meta.fields, "terms")

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_terms(self, version: TermsVersion) -> dict[str, Any]:
        actor = self.context["request"].actor
        return to_json(readable_by(actor, version.agreement, read_terms(version.document)))


class PairSerializer(serializers.Serializer):
    """A row of a clause on both sides, in the language of the answer; empty where it is missing."""

    label = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class ClauseChangeSerializer(serializers.Serializer):
    """A clause that differs, with the rows that do."""

    name = serializers.CharField()
    label = serializers.CharField()
    pairs = PairSerializer(many=True)


class DaySerializer(serializers.Serializer):
    """A day."""

    on = serializers.DateField(required=False)


class TwoVersionsSerializer(serializers.Serializer):
    """Two versions by number."""

    to = serializers.IntegerField(required=False)

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.IntegerField(required=False), **super().get_fields()}


def _last_two(versions: list[TermsVersion]) -> list[tuple[str, int]]:
    """The numbers that are compared unless others are asked for; none where nothing was signed."""
    return [("from", versions[0].number), ("to", versions[-1].number)] if versions else []


class AmendingMixin(ScopedViewSet):
    """Amendments and versions of an agreement, beside its view set."""

    @extend_schema(responses=AmendmentSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def amendments(self, request: Request, pk: str | None = None) -> Response:
        """The amendments of an agreement that one may see."""
        seen = Agreement.objects.visible_to(self.actor)
        rows = seen.filter(amends=self.get_object()).order_by("amendment_number")
        return Response(AmendmentSerializer(rows, many=True).data)

    @extend_schema(request=NewAmendmentSerializer, responses={201: AmendmentSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def amend(self, request: Request, pk: str | None = None) -> Response:
        """Begin an amendment with the terms as they are agreed now."""
        agreement, data = self.get_object(), self.sent(NewAmendmentSerializer)
        made = services.begin_amendment(actor=self.actor, agreement=agreement, on=clock.today(), **data)
        return Response(AmendmentSerializer(made).data, status=201)

    @extend_schema(request=NewAmendmentSerializer, responses=AmendmentSerializer)
    @action(detail=True, methods=["post"], url_path="amends-from")
    def amends_from(self, request: Request, pk: str | None = None) -> Response:
        """Say from which day a draft amendment holds."""
        amendment = self._amendment()
        data = self.sent(NewAmendmentSerializer)
        services.set_amendment_day(actor=self.actor, amendment=amendment, on=clock.today(), **data)
        return Response(AmendmentSerializer(Agreement.objects.visible_to(self.actor).get(pk=amendment.pk)).data)

    @extend_schema(request=None, responses=AmendmentSerializer)
    @action(detail=True, methods=["post"])
    def refresh(self, request: Request, pk: str | None = None) -> Response:
        """Take over into a draft amendment what others have agreed since it was begun."""
        amendment = services.refresh_amendment(actor=self.actor, amendment=self._amendment(), on=clock.today())
        return Response(AmendmentSerializer(amendment).data)

    @extend_schema(responses=VersionSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def versions(self, request: Request, pk: str | None = None) -> Response:
        """The versions of the terms, by their days."""
        agreement = self.get_object()
        return Response(VersionSerializer(readable_versions(agreement, actor=self.actor), many=True).data)

    @extend_schema(parameters=[ON], responses=EffectiveTermsSerializer, filters=False)
    @action(detail=True, pagination_class=None)
    def terms(self, request: Request, pk: str | None = None) -> Response:
        """The terms of a day. 404 before anything was signed."""
        agreement = self.get_object()
        asked = DaySerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        versions = readable_versions(agreement, actor=self.actor)
        version = version_of(versions, asked.validated_data.get("on") or clock.today())
        if version is None:
            raise Http404
        return Response(EffectiveTermsSerializer(version, context={"request": request}).data)

    @extend_schema(parameters=[FROM, TO], responses=ClauseChangeSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def compare(self, request: Request, pk: str | None = None) -> Response:
        """What differs between two versions, in words."""
        agreement = self.get_object()
        asked = TwoVersionsSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        versions = readable_versions(agreement, actor=self.actor)
        found, last = {version.number: version for version in versions}, versions[-2:]
        if not versions:
            raise Http404
        wanted = []
        for name, chosen in _last_two(last):
            number = asked.validated_data.get(name, chosen)
            if number not in found:
                raise serializers.ValidationError({name: [_("There is no such row here.")]})
            wanted.append(found[number])
        changes = compare_versions(agreement, wanted[0], wanted[1], actor=self.actor)
        return Response(ClauseChangeSerializer(changes, many=True).data)

    def _amendment(self) -> Agreement:
        amendment = self.get_object()
        if not amendment.is_amendment:
            raise Http404
        return amendment
