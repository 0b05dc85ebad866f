"""The only writers of this room."""

from institutions.services.bases import (
    BaseNameTaken,
    BaseNeedsHost,
    BaseStateNotNext,
    add_training_base,
    change_base_state,
    edit_training_base,
)
from institutions.services.colleges import CollegeFacts, register_college, register_colleges
from institutions.services.majors import MajorIsClosed, MajorIsOpen, close_major, open_major
from institutions.services.students import StudentNumberTaken, enrol_student

__all__ = [
    "BaseNameTaken",
    "BaseNeedsHost",
    "BaseStateNotNext",
    "CollegeFacts",
    "MajorIsClosed",
    "MajorIsOpen",
    "StudentNumberTaken",
    "add_training_base",
    "change_base_state",
    "close_major",
    "edit_training_base",
    "enrol_student",
    "open_major",
    "register_college",
    "register_colleges",
]
