from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import navigation
        from accounts.roles import ACTS

        navigation.register("home", _("Home"), order=10)
        navigation.register("accounts:members", _("Members"), order=80, roles=ACTS["see_members"].roles)
        navigation.register(
            "accounts:organisations", _("Organisations"), order=85, roles=ACTS["register_organisation"].roles
        )
