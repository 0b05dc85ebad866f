"""Frameworks of indicators (configuration, in versions) and runs with their figures (immutable once published)."""

from evaluation.models.frameworks import (
    UNAPPROVED,
    Aggregation,
    Direction,
    Framework,
    FrameworkComment,
    FrameworkVersion,
    Indicator,
    Kind,
    Role,
)
from evaluation.models.questions import Answerer, FigureQuestion, QuestionReply, QuestionState
from evaluation.models.runs import (
    IndicatorValue,
    Light,
    MeasureValue,
    Publication,
    Run,
    RunKind,
    RunState,
    RunTask,
    Stage,
)

__all__ = [
    "UNAPPROVED",
    "Aggregation",
    "Answerer",
    "Direction",
    "FigureQuestion",
    "Framework",
    "FrameworkComment",
    "FrameworkVersion",
    "Indicator",
    "IndicatorValue",
    "Kind",
    "Light",
    "MeasureValue",
    "Publication",
    "QuestionReply",
    "QuestionState",
    "Role",
    "Run",
    "RunKind",
    "RunState",
    "RunTask",
    "Stage",
]
