from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs.imports import run_import_job, run_preview_job
        from jobs.registry import Kind, kinds

        kinds.register("import", Kind(title=_("Import"), run=run_import_job))
        kinds.register("preview", Kind(title=_("Preview of an import"), run=run_preview_job))
