"""Studios of skill masters."""

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from institutions import selectors
from institutions.api.organisations import organisation_field
from institutions.filters.studios import SkillMasterStudioFilter
from institutions.lookups import enterprises
from institutions.models import SkillMasterStudio
from institutions.services.studios import add_studio, edit_studio


class SkillMasterStudioSerializer(serializers.ModelSerializer):
    """A studio; the enterprise by public id."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    enterprise = organisation_field(enterprises())
    ended_on = serializers.DateField(required=False, allow_null=True, default=None)

    class Meta:
        model = SkillMasterStudio
        fields = ["id", "college", "name", "level", "master", "enterprise", "recognised_on", "ended_on"]
        validators = []  # the service decides, with its own words


class SkillMasterStudioViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """Studios of skill masters: list, read, add, edit."""

    model = SkillMasterStudio
    serializer_class = SkillMasterStudioSerializer
    filterset_class = SkillMasterStudioFilter
    http_method_names = ["get", "head", "options", "post", "put"]

    def get_queryset(self) -> QuerySet[SkillMasterStudio]:
        return super().get_queryset().select_related("college", "enterprise").order_by("pk")

    def perform_create(self, serializer: SkillMasterStudioSerializer) -> None:
        college = selectors.own_college(self.actor, "manage_studios")
        studio = add_studio(actor=self.actor, college=college, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=studio.pk)

    def perform_update(self, serializer: SkillMasterStudioSerializer) -> None:
        studio = edit_studio(actor=self.actor, studio=serializer.instance, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=studio.pk)
