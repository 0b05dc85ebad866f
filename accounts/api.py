"""API of this room: who am I, and the members that I may see."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import Membership, Organisation, User
from accounts.viewsets import ReadViewSet


class OrganisationSerializer(serializers.ModelSerializer):
    """An organisation as other rows name it."""

    class Meta:
        model = Organisation
        fields = ["public_id", "kind", "name", "name_en"]


class PersonSerializer(serializers.ModelSerializer):
    """A person as colleagues see one."""

    class Meta:
        model = User
        fields = ["public_id", "name", "email"]


class MembershipSerializer(serializers.ModelSerializer):
    """A person in an organisation, in one role."""

    user = PersonSerializer(read_only=True)
    organisation = OrganisationSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "user", "organisation", "role", "since_on", "ended_at"]


class MeSerializer(serializers.Serializer):
    """Who asks, and for which organisation."""

    user = PersonSerializer()
    language = serializers.CharField(source="user.language")
    role = serializers.CharField(allow_null=True)
    organisation = OrganisationSerializer(allow_null=True)


class MeViewSet(GenericViewSet):
    """The person who asks, and what the token or the session acts for."""

    is_one = True
    serializer_class = MeSerializer
    pagination_class = None
    filter_backends: list[type] = []
    queryset = User.objects.none()

    @extend_schema(responses=MeSerializer(many=False), operation_id="me_retrieve")
    def list(self, request: Request) -> Response:
        """Who asks."""
        return Response(self.get_serializer(request.actor).data)


class MembershipViewSet(ReadViewSet):
    """Members of one's own organisation, for those who may see them; for others their own memberships."""

    model = Membership
    serializer_class = MembershipSerializer

    def get_queryset(self) -> QuerySet[Membership]:
        rows = super().get_queryset().select_related("user", "organisation").order_by("pk")
        return rows if self.actor.can("see_members") else rows.filter(user=self.actor.user)


routes: list[tuple[str, type, str]] = [
    ("me", MeViewSet, "me"),
    ("memberships", MembershipViewSet, "membership"),
]
