"""API of this room."""

from jobs.api.imports import ImporterViewSet, ImportViewSet
from jobs.api.jobs import JobViewSet

routes: list[tuple[str, type, str]] = [
    ("jobs", JobViewSet, "job"),
    ("importers", ImporterViewSet, "importer"),
    ("imports", ImportViewSet, "import"),
]
