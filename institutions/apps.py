from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        from accounts import navigation
        from accounts.models import Role
        from core.imports import importers
        from institutions.imports.colleges import CollegeImporter

        importers.register("colleges", CollegeImporter, order=20)
        roles = frozenset({Role.COLLEGE_ADMINISTRATOR, Role.MENTOR, Role.REVIEWER})
        navigation.register("institutions:major-list", _("Majors"), order=50, roles=roles)
        navigation.register(
            "institutions:base-list", _("Training bases"), order=51, roles=roles | {Role.ENTERPRISE_LIAISON}
        )
