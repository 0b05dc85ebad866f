"""API of this room: the same rows, filters and services as the pages."""

from institutions.api.bases import TrainingBaseViewSet
from institutions.api.colleges import CollegeViewSet
from institutions.api.courses import CourseViewSet, PlanPostViewSet, TrainingPlanViewSet
from institutions.api.equipment import EquipmentViewSet
from institutions.api.majors import MajorViewSet
from institutions.api.outcomes import GraduateOutcomeViewSet
from institutions.api.requests import CurriculumRequestViewSet
from institutions.api.returns import AnnualReturnViewSet
from institutions.api.students import StudentViewSet
from institutions.api.studios import SkillMasterStudioViewSet
from institutions.api.teachers import TeacherViewSet

routes: list[tuple[str, type, str]] = [
    ("colleges", CollegeViewSet, "college"),
    ("majors", MajorViewSet, "major"),
    ("training-bases", TrainingBaseViewSet, "training-base"),
    ("teachers", TeacherViewSet, "teacher"),
    ("equipment", EquipmentViewSet, "equipment"),
    ("skill-master-studios", SkillMasterStudioViewSet, "skill-master-studio"),
    ("courses", CourseViewSet, "course"),
    ("training-plans", TrainingPlanViewSet, "training-plan"),
    ("plan-posts", PlanPostViewSet, "plan-post"),
    ("curriculum-requests", CurriculumRequestViewSet, "curriculum-request"),
    ("annual-returns", AnnualReturnViewSet, "annual-return"),
    ("students", StudentViewSet, "student"),
    ("graduate-outcomes", GraduateOutcomeViewSet, "graduate-outcome"),
]
