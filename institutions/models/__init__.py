"""What a college has: majors, training bases, teachers, equipment, studios, students."""

from institutions.models.bases import BaseState, TechnologyLevel, TrainingBase, TrainingBaseState
from institutions.models.chains import MajorChain
from institutions.models.colleges import College, Major, MajorState
from institutions.models.equipment import Equipment, EquipmentState, EquipmentStatus
from institutions.models.students import Student
from institutions.models.studios import SkillMasterStudio
from institutions.models.teachers import DualQualification, Teacher, TeacherPractice

__all__ = [
    "BaseState",
    "College",
    "DualQualification",
    "Equipment",
    "EquipmentState",
    "EquipmentStatus",
    "Major",
    "MajorChain",
    "MajorState",
    "SkillMasterStudio",
    "Student",
    "Teacher",
    "TeacherPractice",
    "TechnologyLevel",
    "TrainingBase",
    "TrainingBaseState",
]
