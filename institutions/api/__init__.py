"""API of this room: the same rows, filters and services as the pages."""

from institutions.api.bases import TrainingBaseViewSet
from institutions.api.colleges import CollegeViewSet
from institutions.api.equipment import EquipmentViewSet
from institutions.api.majors import MajorViewSet
from institutions.api.studios import SkillMasterStudioViewSet
from institutions.api.teachers import TeacherViewSet

routes: list[tuple[str, type, str]] = [
    ("colleges", CollegeViewSet, "college"),
    ("majors", MajorViewSet, "major"),
    ("training-bases", TrainingBaseViewSet, "training-base"),
    ("teachers", TeacherViewSet, "teacher"),
    ("equipment", EquipmentViewSet, "equipment"),
    ("skill-master-studios", SkillMasterStudioViewSet, "skill-master-studio"),
]
