"""Rows of institutions and enterprises in the authorization matrix."""

from datetime import timedelta
from functools import cached_property

from enterprises.models import EnterprisePost, EnterpriseStatus, EnterpriseYear, ExternalId
from institutions.models import (
    AnnualReturn,
    Course,
    CurriculumRequest,
    DualQualification,
    Equipment,
    GraduateOutcome,
    Major,
    MajorChain,
    PlanPost,
    SkillMasterStudio,
    Student,
    Teacher,
    TeacherPractice,
    TrainingBase,
)
from reference.models import CatalogueMajor, Industry
from tests.factories import institutions
from tests.factories.accounts import TODAY, Member


class Institutions:
    """To be part of `World`."""

    members: dict[str, Member]
    administrator: Member
    liaison: Member
    reviewer: Member

    @cached_property
    def major(self) -> Major:
        return institutions.make_major(self.administrator.organisation)

    @cached_property
    def base(self) -> TrainingBase:
        return institutions.make_base(self.administrator.organisation, host=self.liaison.organisation)

    @cached_property
    def course(self) -> Course:
        return institutions.make_course(self.administrator.organisation)

    @cached_property
    def plan_post(self) -> PlanPost:
        """Asked of the enterprise, which has not confirmed it."""
        return institutions.make_post(self.administrator.organisation, self.liaison.organisation)

    @cached_property
    def curriculum_request(self) -> CurriculumRequest:
        """The enterprise asks; the college has not answered."""
        return institutions.make_request(self.liaison, self.administrator.organisation)

    @cached_property
    def open_return(self) -> AnnualReturn:
        """A draft with one figure."""
        return institutions.make_return(self.administrator)

    @cached_property
    def filed_return(self) -> AnnualReturn:
        """Filed by the administrator."""
        return institutions.make_return(self.administrator, year=2024, is_filed=True)

    @cached_property
    def graduate(self) -> Student:
        """The wave of half a year waits for an answer."""
        return institutions.make_graduate(self.administrator.organisation)

    @cached_property
    def outcome(self) -> GraduateOutcome:
        """What another graduate answered."""
        return institutions.make_outcome(institutions.make_graduate(self.administrator.organisation))

    @cached_property
    def chain(self) -> MajorChain:
        return institutions.make_chain(self.major)

    @cached_property
    def teacher(self) -> Teacher:
        return institutions.make_teacher(self.administrator.organisation)

    @cached_property
    def qualification(self) -> DualQualification:
        return institutions.make_qualification(self.teacher)

    @cached_property
    def practice(self) -> TeacherPractice:
        return institutions.make_practice(self.teacher)

    @cached_property
    def equipment(self) -> Equipment:
        """Promised by the enterprise."""
        return institutions.make_equipment(self.administrator.organisation, contributor=self.liaison.organisation)

    @cached_property
    def studio(self) -> SkillMasterStudio:
        return institutions.make_studio(self.administrator.organisation)

    @cached_property
    def enterprise_year(self) -> EnterpriseYear:
        return EnterpriseYear.objects.create(
            enterprise=self.liaison.organisation.enterprise, year=2025, occurred_on=TODAY, staff_count=120
        )

    @cached_property
    def enterprise_post(self) -> EnterprisePost:
        return EnterprisePost.objects.create(
            enterprise=self.liaison.organisation.enterprise, year=2025, post="Fitter", occurred_on=TODAY, staff_count=12
        )

    @cached_property
    def enterprise_status(self) -> EnterpriseStatus:
        return EnterpriseStatus.objects.create(
            enterprise=self.liaison.organisation.enterprise,
            status=EnterpriseStatus.Status.ABOVE_SCALE,
            source="List of 2025",
            from_on=TODAY - timedelta(days=300),
        )

    @cached_property
    def external_id(self) -> ExternalId:
        enterprise = self.liaison.organisation.enterprise
        return ExternalId.objects.create(enterprise=enterprise, scheme="stock", value="600000.SS")

    @cached_property
    def catalogue(self) -> CatalogueMajor:
        """No college has opened it."""
        return institutions.make_catalogue_major("460301", "机电一体化技术")

    @cached_property
    def industry(self) -> Industry:
        return Industry.objects.create(code="C", section="C", level="section", name="制造业")
