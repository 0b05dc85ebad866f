from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InternshipsConfig(AppConfig):
    name = "internships"

    def ready(self) -> None:
        """Register the rules, the to-dos and the entry of the navigation."""
        from accounts import home, navigation
        from accounts.roles import ACTS
        from internships import rules, todos  # noqa: F401 (importing registers the rules)

        home.register("internships", todos.todos, order=40)
        seers = ACTS["see_balance"].roles
        navigation.register("internships:balance", _("Gives and returns"), order=64, roles=seers)
        navigation.register("internships:slot-list", _("Internship slots"), order=40)
