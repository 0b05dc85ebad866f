"""Teachers, with their qualifications and practice."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from institutions import selectors
from institutions.api.organisations import organisation_field
from institutions.filters.teachers import TeacherFilter
from institutions.forms.teachers import MONTHS_MAX
from institutions.lookups import enterprises
from institutions.models import DualQualification, Teacher, TeacherPractice
from institutions.services.qualifications import (
    record_practice,
    record_qualification,
    take_back_practice,
    take_back_qualification,
)
from institutions.services.teachers import add_teacher, edit_teacher


class DualQualificationSerializer(serializers.ModelSerializer):
    """A recognition as dual-qualified."""

    class Meta:
        model = DualQualification
        fields = ["id", "level", "authority", "valid_from", "valid_to"]


class TeacherPracticeSerializer(serializers.ModelSerializer):
    """Practice in an enterprise; both days are included."""

    enterprise = organisation_field(enterprises())
    months = serializers.DecimalField(max_digits=4, decimal_places=1, min_value=0, max_value=MONTHS_MAX)

    class Meta:
        model = TeacherPractice
        fields = ["id", "enterprise", "from_on", "to_on", "months"]


class TeacherSerializer(serializers.ModelSerializer):
    """A teacher; the employer by public id. Months of practice are those that count today."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    employer = organisation_field(enterprises())
    dual_level = serializers.ChoiceField(choices=DualQualification.Level.choices, read_only=True, allow_null=True)
    dual_until = serializers.DateField(read_only=True, allow_null=True)
    dual_expired_on = serializers.DateField(read_only=True, allow_null=True)
    practice_months = serializers.DecimalField(max_digits=6, decimal_places=1, read_only=True)
    practice_needed = serializers.IntegerField(read_only=True, allow_null=True)
    qualifications = DualQualificationSerializer(many=True, read_only=True, source="qualifications_now")
    practices = TeacherPracticeSerializer(many=True, read_only=True, source="practices_now")

    class Meta:
        model = Teacher
        fields = [
            "id",
            "college",
            "number",
            "name",
            "is_part_time",
            "employer",
            "teaches_professional_courses",
            "joined_on",
            "left_on",
            "dual_level",
            "dual_until",
            "dual_expired_on",
            "practice_months",
            "practice_needed",
            "qualifications",
            "practices",
        ]
        validators = []  # the service decides, with its own words
        read_only_fields = ["left_on"]


class EditTeacherSerializer(TeacherSerializer):
    """A teacher who may have left."""

    class Meta(TeacherSerializer.Meta):
        read_only_fields: list[str] = []


class TakeBackSerializer(serializers.Serializer):
    """What was recorded by mistake: the id of a qualification or of practice."""

    qualification = serializers.PrimaryKeyRelatedField(queryset=DualQualification.objects.none(), required=False)
    practice = serializers.PrimaryKeyRelatedField(queryset=TeacherPractice.objects.none(), required=False)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields: dict[str, Any] = super().get_fields()
        teacher = self.context.get("teacher")
        if teacher is not None:  # only this teacher's
            fields["qualification"].queryset = teacher.qualifications.all()
            fields["practice"].queryset = teacher.practices.all()
        return fields


class TeacherViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Teachers: list, read, add, edit, record qualifications and practice, take them back."""

    model = Teacher
    queryset = Teacher.objects.none()  # what the schema reads: the real one asks the database for a parameter
    serializer_class = TeacherSerializer
    filterset_class = TeacherFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return EditTeacherSerializer if self.action == "update" else TeacherSerializer

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"teacher": getattr(self, "teacher", None)}

    def get_queryset(self) -> QuerySet[Teacher]:
        rows = selectors.teachers_on(super().get_queryset(), clock.today())
        return rows.with_facts().order_by("pk")

    def perform_create(self, serializer: TeacherSerializer) -> None:
        college = selectors.own_college(self.actor, "manage_teachers")
        teacher = add_teacher(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=teacher.pk)

    def perform_update(self, serializer: EditTeacherSerializer) -> None:
        teacher = serializer.instance
        names = ("is_part_time", "teaches_professional_courses", "left_on")
        facts = {name: getattr(teacher, name) for name in names} | serializer.validated_data
        edit_teacher(actor=self.actor, teacher=teacher, **facts)
        serializer.instance = self.get_queryset().get(pk=teacher.pk)

    @extend_schema(request=DualQualificationSerializer, responses={201: TeacherSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def qualifications(self, request: Request, pk: str | None = None) -> Response:
        """Record a recognition as dual-qualified."""
        teacher = self.get_object()
        self.actor.require("manage_teachers", teacher)
        facts = {"valid_to": None, **self.sent(DualQualificationSerializer)}
        record_qualification(actor=self.actor, teacher=teacher, **facts)
        return self.answer(teacher, 201)

    @extend_schema(request=TeacherPracticeSerializer, responses={201: TeacherSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def practices(self, request: Request, pk: str | None = None) -> Response:
        """Record practice in an enterprise that is over."""
        teacher = self.get_object()
        self.actor.require("manage_teachers", teacher)
        facts = self.sent(TeacherPracticeSerializer)
        record_practice(actor=self.actor, teacher=teacher, on=clock.today(), **facts)
        return self.answer(teacher, 201)

    @extend_schema(request=TakeBackSerializer, responses=TeacherSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str | None = None) -> Response:
        """Take back a qualification or practice that was recorded by mistake."""
        self.teacher = self.get_object()
        self.actor.require("manage_teachers", self.teacher)
        said = self.sent(TakeBackSerializer)
        if "qualification" in said:
            take_back_qualification(actor=self.actor, qualification=said["qualification"])
        if "practice" in said:
            take_back_practice(actor=self.actor, practice=said["practice"])
        return self.answer(self.teacher)
