"""API of this room: the same rows, filters and services as the pages."""

from institutions.api.bases import TrainingBaseViewSet
from institutions.api.colleges import CollegeViewSet
from institutions.api.majors import MajorViewSet

routes: list[tuple[str, type, str]] = [
    ("colleges", CollegeViewSet, "college"),
    ("majors", MajorViewSet, "major"),
    ("training-bases", TrainingBaseViewSet, "training-base"),
]
