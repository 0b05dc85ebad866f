from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        """Register the import of the register, the lists on the page of a college, and its entry in the header."""
        from accounts import home, navigation
        from core.imports import importers
        from institutions import entries, subjects, todos  # noqa: F401 (importing registers the lists)
        from institutions.imports.colleges import CollegeImporter
        from institutions.imports.outcomes import OutcomeImporter
        from institutions.imports.students import StudentImporter
        from institutions.imports.teachers import TeacherImporter

        importers.register("colleges", CollegeImporter, order=20)
        importers.register("students", StudentImporter, order=30)
        importers.register("teachers", TeacherImporter, order=31)
        importers.register("graduate_outcomes", OutcomeImporter, order=32)
        home.register("institutions", todos.todos, order=30)
        navigation.register(entries.PAGE, _("College"), order=50, roles=entries.roles())
