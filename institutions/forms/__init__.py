"""Forms of this room."""

from institutions.forms.bases import BaseStateForm, NewTrainingBaseForm, TrainingBaseForm
from institutions.forms.days import OnForm
from institutions.forms.majors import OpenMajorForm

__all__ = ["BaseStateForm", "NewTrainingBaseForm", "OnForm", "OpenMajorForm", "TrainingBaseForm"]
