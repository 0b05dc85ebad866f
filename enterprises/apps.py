from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "enterprises"

    def ready(self) -> None:
        from accounts import home, navigation
        from accounts.roles import ACTS
        from core.imports import importers
        from enterprises import todos
        from enterprises.imports.register import EnterpriseImporter

        importers.register("enterprises", EnterpriseImporter, order=21)
        home.register("enterprises", todos.todos, order=60)
        navigation.register("enterprises:enterprise-list", _("Enterprises"), order=60)
        own = ACTS["record_enterprise_year"].roles
        navigation.register("enterprises:my-enterprise", _("My enterprise"), order=62, roles=own)
