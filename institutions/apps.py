from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        from core.imports import importers
        from institutions.imports.colleges import CollegeImporter

        importers.register("colleges", CollegeImporter, order=20)
