"""Courses, training plans and their posts."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from institutions import selectors
from institutions.filters.courses import CourseFilter, TrainingPlanFilter
from institutions.lookups import hosts
from institutions.models import Course, CourseRevision, Major, PlanPost, TrainingPlan
from institutions.services import courses, plans


class OwnMajors(serializers.ModelSerializer):
    """Only majors that the actor may see can be chosen."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            for name in {"major", "majors"} & fields.keys():
                field = getattr(fields[name], "child_relation", fields[name])
                field.queryset = Major.objects.visible_to(request.actor)
        return fields


class RevisionSerializer(serializers.ModelSerializer):
    """A revision; enterprises by public id."""

    on = serializers.DateField(source="occurred_on")
    enterprises = serializers.SlugRelatedField(
        slug_field="public_id", many=True, queryset=hosts().rows, required=False, default=list
    )

    class Meta:
        model = CourseRevision
        fields = ["on", "summary", "enterprises"]


class CourseSerializer(OwnMajors):
    """A course with its revisions; majors by their ids."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    majors = serializers.PrimaryKeyRelatedField(many=True, queryset=Major.objects.none(), required=False, default=list)
    hours = serializers.IntegerField(min_value=0, max_value=5000)
    ended_on = serializers.DateField(required=False, allow_null=True, default=None)
    revisions = RevisionSerializer(many=True, read_only=True)

    class Meta:
        model = Course
        fields = ["id", "college", "code", "name", "hours", "majors", "ended_on", "revisions"]
        validators = []  # the service decides, with its own words


class NewCourseSerializer(CourseSerializer):
    """A course that is taught."""

    ended_on = serializers.DateField(read_only=True, allow_null=True)


class PostSerializer(serializers.ModelSerializer):
    """A post of a plan; the enterprise asked by public id."""

    asked_of = serializers.SlugRelatedField(
        slug_field="public_id", queryset=hosts().rows, required=False, allow_null=True, default=None
    )
    plan = serializers.PrimaryKeyRelatedField(read_only=True)
    confirmed_on = serializers.SerializerMethodField()

    class Meta:
        model = PlanPost
        fields = ["id", "plan", "name", "asked_of", "confirmed_on"]

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_confirmed_on(self, post: PlanPost) -> str | None:
        said = next((one for one in post.confirmations.all() if one.superseded_at is None), None)
        return said.occurred_on.isoformat() if said is not None else None


class TrainingPlanSerializer(OwnMajors):
    """A plan; the major by id, enterprises consulted by public id. Its posts: /plan-posts/."""

    major = serializers.PrimaryKeyRelatedField(queryset=Major.objects.none())
    consulted = serializers.SlugRelatedField(
        slug_field="public_id", many=True, queryset=hosts().rows, required=False, default=list
    )

    class Meta:
        model = TrainingPlan
        fields = ["id", "major", "version", "effective_from", "consulted"]
        validators = []


class EditPlanSerializer(TrainingPlanSerializer):
    """The head of a plan; its major stays."""

    major = serializers.PrimaryKeyRelatedField(read_only=True)


class EditPostSerializer(PostSerializer):
    """A post that nobody has confirmed; who is asked has to be said."""

    asked_of = serializers.SlugRelatedField(slug_field="public_id", queryset=hosts().rows, allow_null=True)


class CourseViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Courses: list, read, add, edit, revise."""

    model = Course
    serializer_class = CourseSerializer
    filterset_class = CourseFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return NewCourseSerializer if self.action == "create" else CourseSerializer

    def get_queryset(self) -> QuerySet[Course]:
        found = super().get_queryset().select_related("college")
        return found.prefetch_related("majors", "revisions__enterprises").order_by("pk")

    def perform_create(self, serializer: CourseSerializer) -> None:
        college = selectors.own_college(self.actor, "manage_courses")
        course = courses.add_course(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=course.pk)

    def perform_update(self, serializer: CourseSerializer) -> None:
        course = serializer.instance
        courses.edit_course(actor=self.actor, course=course, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=course.pk)

    @extend_schema(request=RevisionSerializer, responses=CourseSerializer)
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, pk: str | None = None) -> Response:
        """Record a revision."""
        course, said = self.get_object(), self.sent(RevisionSerializer)
        courses.revise_course(
            actor=self.actor,
            course=course,
            summary=said["summary"],
            on=said["occurred_on"],
            enterprises=said["enterprises"],
        )
        return self.answer(course)


class TrainingPlanViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Training plans: list, read, add, edit, add posts."""

    model = TrainingPlan
    serializer_class = TrainingPlanSerializer
    filterset_class = TrainingPlanFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return EditPlanSerializer if self.action == "update" else TrainingPlanSerializer

    def get_queryset(self) -> QuerySet[TrainingPlan]:
        return super().get_queryset().select_related("major").prefetch_related("consulted").order_by("pk")

    def perform_create(self, serializer: TrainingPlanSerializer) -> None:
        selectors.own_college(self.actor, "manage_plans")
        plan = plans.add_plan(actor=self.actor, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=plan.pk)

    def perform_update(self, serializer: TrainingPlanSerializer) -> None:
        plan = plans.edit_plan(actor=self.actor, plan=serializer.instance, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=plan.pk)

    @extend_schema(request=PostSerializer, responses=TrainingPlanSerializer)
    @action(detail=True, methods=["post"])
    def posts(self, request: Request, pk: str | None = None) -> Response:
        """Name a post and ask an enterprise."""
        plan, said = self.get_object(), self.sent(PostSerializer)
        plans.add_post(actor=self.actor, plan=plan, **said)
        return self.answer(plan)


class PlanPostViewSet(mixins.UpdateModelMixin, mixins.DestroyModelMixin, ReadViewSet):
    """Posts of plans: list, read, edit, remove, confirm."""

    model = PlanPost
    serializer_class = PostSerializer
    http_method_names = ["get", "head", "options", "post", "put", "delete"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return EditPostSerializer if self.action == "update" else PostSerializer

    def perform_update(self, serializer: PostSerializer) -> None:
        post = plans.edit_post(actor=self.actor, post=serializer.instance, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=post.pk)

    def perform_destroy(self, instance: PlanPost) -> None:
        plans.remove_post(actor=self.actor, post=instance)

    def get_queryset(self) -> QuerySet[PlanPost]:
        return (
            super()
            .get_queryset()
            .select_related("asked_of", "plan__major")
            .prefetch_related("confirmations")
            .order_by("pk")
        )

    @extend_schema(request=None, responses=PostSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str | None = None) -> Response:
        """The enterprise's word that the post exists."""
        post = self.get_object()
        plans.confirm_post(actor=self.actor, post=post, on=clock.today())
        return self.answer(post)
