from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from accounts import navigation
        from accounts.models import Role
        from jobs.imports import run_import_job, run_preview_job
        from jobs.registry import Kind, kinds

        navigation.register("jobs:import-new", _("Import"), order=80, roles=frozenset({Role.OPERATOR}))
        navigation.register("jobs:jobs", _("Long work"), order=90, roles=frozenset({Role.OPERATOR}))
        kinds.register("import", Kind(title=_("Import"), run=run_import_job))
        kinds.register("preview", Kind(title=_("Preview of an import"), run=run_preview_job))
