from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        """Register the import of the register, the lists on the page of a college, and its entry in the header."""
        from accounts import navigation
        from core.imports import importers
        from institutions import entries, subjects  # noqa: F401 (importing registers the lists)
        from institutions.imports.colleges import CollegeImporter

        importers.register("colleges", CollegeImporter, order=20)
        navigation.register(entries.PAGE, _("College"), order=50, roles=entries.roles())
