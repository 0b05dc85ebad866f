"""Filters of this room's lists, shared by page and API."""

from institutions.filters.bases import TrainingBaseFilter
from institutions.filters.colleges import CollegeFilter
from institutions.filters.majors import MajorFilter

__all__ = ["CollegeFilter", "MajorFilter", "TrainingBaseFilter"]
