"""What a college has: majors, training bases, students."""

from institutions.models.bases import BaseState, TrainingBase, TrainingBaseState
from institutions.models.colleges import College, Major, MajorState
from institutions.models.students import Student

__all__ = ["BaseState", "College", "Major", "MajorState", "Student", "TrainingBase", "TrainingBaseState"]
