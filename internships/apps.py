from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InternshipsConfig(AppConfig):
    name = "internships"

    def ready(self) -> None:
        """Register the rules, the import of slots, the to-dos and the entries of the navigation."""
        from accounts import home, navigation
        from accounts.roles import ACTS
        from core.imports import importers
        from internships import rules, todos  # noqa: F401 (importing registers the rules)
        from internships.imports.slots import SlotImporter

        importers.register("slots", SlotImporter, order=40)
        home.register("internships", todos.todos, order=40)
        seers = ACTS["see_balance"].roles
        navigation.register("internships:balance", _("Gives and returns"), order=64, roles=seers)
        navigation.register("internships:slot-list", _("Internship slots"), order=40)
