from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InternshipsConfig(AppConfig):
    name = "internships"

    def ready(self) -> None:
        """Register the rules, the import, the page of help links, the to-dos and the entries of the navigation."""
        from accounts import home, links, navigation
        from accounts.roles import ACTS
        from core.imports import importers
        from internships import rules, todos  # noqa: F401 (importing registers the rules)
        from internships.imports.slots import SlotImporter
        from internships.services.help_links import ACT, words_of_link
        from internships.views.help_links import link_page

        links.register(ACT, link_page, mail=words_of_link)
        importers.register("slots", SlotImporter, order=40)
        home.register("internships", todos.todos, order=40)
        liaisons = ACTS["offer_slot"].roles  # a college has the page among the links of its first page
        navigation.register("internships:balance", _("Gives and returns"), order=64, roles=liaisons)
        navigation.register("internships:slot-list", _("Internship slots"), order=40)
