"""Students. The birth date is in no answer but that of the act that reveals it."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from institutions import selectors
from institutions.filters.students import StudentFilter
from institutions.models import Major, Student
from institutions.services import students as services


class StudentSerializer(serializers.ModelSerializer):
    """A student; the major by its id. `birth_date` and `guardian_name` are taken and never shown."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    major = serializers.PrimaryKeyRelatedField(queryset=Major.objects.none())
    sex = serializers.ChoiceField(choices=Student.Sex.choices, required=False, default=Student.Sex.UNKNOWN)
    class_name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    leave_reason = serializers.CharField(read_only=True)  # empty while the student is here
    birth_date = serializers.DateField(write_only=True)
    guardian_name = serializers.CharField(max_length=60, required=False, allow_blank=True, write_only=True)

    class Meta:
        model = Student
        fields = [
            "id",
            "college",
            "number",
            "name",
            "sex",
            "major",
            "class_name",
            "enrolled_on",
            "birth_date",
            "guardian_name",
            "left_on",
            "leave_reason",
        ]
        read_only_fields = ["left_on"]
        validators = []  # the service decides, with its own words

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:  # only what the actor may see can be chosen
            fields["major"].queryset = Major.objects.visible_to(request.actor)
        return fields

    def validate_sex(self, value: str) -> Student.Sex:
        """The choice itself."""
        return Student.Sex(value)


class StudentEditSerializer(StudentSerializer):
    """What changes in a student; a birth date or guardian that is not sent stays."""

    number = serializers.CharField(read_only=True)
    birth_date = serializers.DateField(write_only=True, required=False)


class LeaveSerializer(serializers.Serializer):
    """From which day, and why."""

    on = serializers.DateField()
    reason = serializers.ChoiceField(choices=Student.LeaveReason.choices)


class BirthDateSerializer(serializers.Serializer):
    """A birth date."""

    birth_date = serializers.DateField()


class StudentViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Students: list, read, enrol, edit, leave."""

    model = Student
    serializer_class = StudentSerializer
    filterset_class = StudentFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return StudentEditSerializer if self.action == "update" else StudentSerializer

    def get_queryset(self) -> QuerySet[Student]:
        students = super().get_queryset().select_related("college", "major")
        return students.defer("birth_date", "guardian_name").order_by("pk")

    def perform_create(self, serializer: StudentSerializer) -> None:
        college = selectors.own_college(self.actor, "manage_students")
        student = services.enrol_student(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=student.pk)

    def perform_update(self, serializer: StudentSerializer) -> None:
        student = serializer.instance
        services.edit_student(actor=self.actor, student=student, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=student.pk)

    @extend_schema(request=LeaveSerializer, responses=StudentSerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str | None = None) -> Response:
        """A student graduates, withdraws or transfers."""
        student, said = self.get_object(), self.sent(LeaveSerializer)
        reason = Student.LeaveReason(said["reason"])
        return self.answer(services.leave_student(actor=self.actor, student=student, on=said["on"], reason=reason))

    @extend_schema(request=None, responses=BirthDateSerializer)
    @action(detail=True, methods=["post"], url_path="reveal-birth-date")
    def reveal_birth_date(self, request: Request, pk: str | None = None) -> Response:
        """The birth date; the ledger keeps who looked."""
        day = services.reveal_birth_date(actor=self.actor, student=self.get_object())
        return Response({"birth_date": day.isoformat()})
