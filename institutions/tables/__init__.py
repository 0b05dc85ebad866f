"""Tables of this room's lists."""

from institutions.tables.bases import BASE_SHAPES, TrainingBaseTable
from institutions.tables.colleges import CollegeTable
from institutions.tables.majors import MAJOR_SHAPES, MajorTable

__all__ = ["BASE_SHAPES", "MAJOR_SHAPES", "CollegeTable", "MajorTable", "TrainingBaseTable"]
