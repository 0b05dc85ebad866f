from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "enterprises"

    def ready(self) -> None:
        from core.imports import importers
        from enterprises.imports.register import EnterpriseImporter

        importers.register("enterprises", EnterpriseImporter, order=21)
