"""Bodies, their members, seats, meetings and decisions."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ListedViewSet, ReadViewSet
from core import clock
from institutions.selectors import own_college
from partnerships import services
from partnerships.filters import BodyFilter, MeetingFilter
from partnerships.lookups import members
from partnerships.models import BodyMember, BodySide, Decision, DecisionSubject, GovernanceBody, LegalForm, Meeting
from partnerships.selectors.governance import bodies_of
from reference.models import Region


class MemberSerializer(serializers.ModelSerializer):
    """A member of a body; `until_on` is the first day without it."""

    organisation = serializers.UUIDField(source="organisation.public_id", read_only=True)

    class Meta:
        model = BodyMember
        fields = ["id", "body", "organisation", "side", "is_lead", "from_on", "until_on"]


class NewMemberSerializer(serializers.Serializer):
    """A member from a day on."""

    organisation = serializers.SlugRelatedField(slug_field="public_id", queryset=members().rows)
    side = serializers.ChoiceField(choices=BodySide.choices)
    is_lead = serializers.BooleanField(required=False, default=False)
    on = serializers.DateField()


class EndSerializer(serializers.Serializer):
    """The first day on which something no longer holds."""

    on = serializers.DateField()


class SeatsSerializer(serializers.Serializer):
    """Seats by side from a day on; a side that is not named has none."""

    on = serializers.DateField()
    college = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)
    enterprise = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)
    government = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)
    other = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)


class BodySerializer(serializers.ModelSerializer):
    """A body; the keeper by its school code, the region by code, `seats` of today by side."""

    keeper = serializers.CharField(source="keeper.school_code", read_only=True)
    region = serializers.SlugRelatedField(
        slug_field="code",
        queryset=Region.objects.selectable().filter(valid_to=None),
        required=False,
        allow_null=True,
        default=None,
    )
    legal_form = serializers.ChoiceField(choices=LegalForm.choices, required=False, allow_blank=True, default="")
    ended_on = serializers.DateField(required=False, allow_null=True, default=None)
    enterprises_vote_on_majors = serializers.BooleanField(required=False, default=False)
    enterprises_vote_on_curriculum = serializers.BooleanField(required=False, default=False)
    enterprises_vote_on_funds = serializers.BooleanField(required=False, default=False)
    meetings_a_year = serializers.IntegerField(min_value=0, max_value=366, required=False, default=0)
    seats = serializers.SerializerMethodField()

    class Meta:
        model = GovernanceBody
        fields = [
            "id",
            "keeper",
            "kind",
            "name",
            "legal_form",
            "region",
            "founded_on",
            "ended_on",
            "enterprises_vote_on_majors",
            "enterprises_vote_on_curriculum",
            "enterprises_vote_on_funds",
            "meetings_a_year",
            "seats",
        ]
        validators = []

    def get_seats(self, body: GovernanceBody) -> dict[str, int]:
        """By side, today."""
        today = clock.today()
        rows = [
            row
            for row in body.seats.all()  # fetched with the list
            if row.superseded_at is None and row.from_on <= today and (row.until_on is None or row.until_on > today)
        ]
        return {row.side: row.seats for row in sorted(rows, key=lambda row: BodySide.values.index(row.side))}


class DecisionSerializer(serializers.ModelSerializer):
    """What was decided, and by which votes."""

    class Meta:
        model = Decision
        fields = [
            "id",
            "subject",
            "text",
            "votes_for",
            "votes_against",
            "abstentions",
            "enterprise_votes_for",
            "is_adopted",
        ]


class NewDecisionSerializer(serializers.Serializer):
    """A decision of a meeting that was held."""

    subject = serializers.ChoiceField(choices=DecisionSubject.choices)
    text = serializers.CharField(max_length=2000)
    votes_for = serializers.IntegerField(min_value=0, max_value=999)
    votes_against = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)
    abstentions = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)
    enterprise_votes_for = serializers.IntegerField(min_value=0, max_value=999, required=False, default=0)
    is_adopted = serializers.BooleanField()


class MeetingSerializer(serializers.ModelSerializer):
    """A meeting of a body: planned, and held or not."""

    decisions = DecisionSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = ["id", "body", "planned_on", "held_on", "minutes", "decisions"]


class NewMeetingSerializer(serializers.Serializer):
    """When a body is to meet."""

    planned_on = serializers.DateField()


class MinutesSerializer(serializers.Serializer):
    """When it met, and what was talked about."""

    held_on = serializers.DateField()
    minutes = serializers.CharField(max_length=20_000)


class BodyViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Governance bodies: list, read, add, edit; members, seats and meetings."""

    model = GovernanceBody
    serializer_class = BodySerializer
    filterset_class = BodyFilter
    lookup_value_regex = r"\d+"
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_queryset(self) -> QuerySet[GovernanceBody]:
        return bodies_of(self.actor, on=clock.today()).prefetch_related("seats").order_by("name", "pk")

    def perform_create(self, serializer: BodySerializer) -> None:
        keeper = own_college(self.actor, "manage_bodies")
        facts = {name: value for name, value in serializer.validated_data.items() if name != "ended_on"}
        made = services.add_body(actor=self.actor, keeper=keeper, **facts)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    def perform_update(self, serializer: BodySerializer) -> None:
        row = services.edit_body(actor=self.actor, body=serializer.instance, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=row.pk)

    @extend_schema(request=NewMemberSerializer, responses={201: MemberSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def members(self, request: Request, pk: str | None = None) -> Response:
        """Take in a member."""
        body = self.get_object()
        self.actor.require("manage_bodies", body)
        member = services.add_member(actor=self.actor, body=body, **self.sent(NewMemberSerializer))
        return Response(MemberSerializer(member).data, status=201)

    @extend_schema(request=SeatsSerializer, responses=BodySerializer)
    @action(detail=True, methods=["post"])
    def seats(self, request: Request, pk: str | None = None) -> Response:
        """Give the sides their seats."""
        body = self.get_object()
        self.actor.require("manage_bodies", body)
        facts = self.sent(SeatsSerializer)
        services.set_seats(actor=self.actor, body=body, on=facts.pop("on"), seats=facts)
        return self.answer(body)

    @extend_schema(request=NewMeetingSerializer, responses={201: MeetingSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def meetings(self, request: Request, pk: str | None = None) -> Response:
        """Plan a meeting."""
        body = self.get_object()
        self.actor.require("manage_bodies", body)
        meeting = services.plan_meeting(actor=self.actor, body=body, **self.sent(NewMeetingSerializer))
        return Response(MeetingSerializer(meeting).data, status=201)


class MemberViewSet(ListedViewSet):
    """Members of the bodies that one sees, of today and of before."""

    model = BodyMember
    serializer_class = MemberSerializer
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[BodyMember]:
        rows = super().get_queryset().filter(superseded_at=None)
        return rows.select_related("organisation", "body").order_by("body_id", "from_on", "pk")

    @extend_schema(request=EndSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Let a member leave."""
        member = self.get_object()
        self.actor.require("manage_bodies", member.body)
        services.end_membership(actor=self.actor, member=member, on=self.sent(EndSerializer)["on"])
        return Response(status=204)


class MeetingViewSet(ReadViewSet):
    """Meetings of the bodies that one sees, with their decisions."""

    model = Meeting
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Meeting]:
        rows = super().get_queryset().exclude(body=None)
        return rows.select_related("body").prefetch_related("decisions").order_by("-planned_on", "-pk")

    @extend_schema(request=MinutesSerializer, responses=MeetingSerializer)
    @action(detail=True, methods=["post"])
    def minutes(self, request: Request, pk: str | None = None) -> Response:
        """Record that it was held, and its minutes."""
        meeting = self.get_object()
        self.actor.require("manage_bodies", meeting.body)
        facts = self.sent(MinutesSerializer)
        return self.answer(services.record_minutes(actor=self.actor, meeting=meeting, on=clock.today(), **facts))

    @extend_schema(request=NewDecisionSerializer, responses={201: DecisionSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def decisions(self, request: Request, pk: str | None = None) -> Response:
        """Record what it decided."""
        meeting = self.get_object()
        self.actor.require("manage_bodies", meeting.body)
        decision = services.record_decision(actor=self.actor, meeting=meeting, **self.sent(NewDecisionSerializer))
        return Response(DecisionSerializer(decision).data, status=201)
