"""What changes frameworks and runs. There is no other writer."""

from evaluation.services.frameworks import load_frameworks
from evaluation.services.runs import (
    NoFramework,
    RunNotHeld,
    RunUnfinished,
    compute_open_tasks,
    evaluate,
    plan_run,
    release_run,
    reopen_run,
    send_open_tasks,
    start_nightly,
    sweep,
)

__all__ = [
    "NoFramework",
    "RunNotHeld",
    "RunUnfinished",
    "compute_open_tasks",
    "evaluate",
    "load_frameworks",
    "plan_run",
    "release_run",
    "reopen_run",
    "send_open_tasks",
    "start_nightly",
    "sweep",
]
