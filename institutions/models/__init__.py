"""What a college has: majors, training bases, teachers, equipment, studios, students."""

from institutions.models.bases import BaseState, TechnologyLevel, TrainingBase, TrainingBaseState
from institutions.models.chains import MajorChain
from institutions.models.colleges import College, Major, MajorState
from institutions.models.courses import (
    Course,
    CourseRevision,
    PlanPost,
    PlanPostConfirmation,
    TrainingPlan,
)
from institutions.models.equipment import Equipment, EquipmentState, EquipmentStatus
from institutions.models.outcomes import SETTLED, WORKING, GraduateOutcome, OutcomeStatus, Wave, WaveDays
from institutions.models.requests import CurriculumRequest, CurriculumRequestState, RequestState
from institutions.models.returns import AnnualReturn, ReturnFigure, ReturnState
from institutions.models.students import Student
from institutions.models.studios import SkillMasterStudio
from institutions.models.teachers import DualQualification, Teacher, TeacherPractice

__all__ = [
    "SETTLED",
    "WORKING",
    "AnnualReturn",
    "BaseState",
    "College",
    "Course",
    "CourseRevision",
    "CurriculumRequest",
    "CurriculumRequestState",
    "DualQualification",
    "Equipment",
    "EquipmentState",
    "EquipmentStatus",
    "GraduateOutcome",
    "Major",
    "MajorChain",
    "MajorState",
    "OutcomeStatus",
    "PlanPost",
    "PlanPostConfirmation",
    "RequestState",
    "ReturnFigure",
    "ReturnState",
    "SkillMasterStudio",
    "Student",
    "Teacher",
    "TeacherPractice",
    "TechnologyLevel",
    "TrainingBase",
    "TrainingBaseState",
    "TrainingPlan",
    "Wave",
    "WaveDays",
]
