from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"

    def ready(self) -> None:
        """Register the rules, the page of signing links, the to-dos and the entry of the navigation."""
        from accounts import home, links, navigation
        from accounts.models import Role
        from core.imports import importers
        from notices.models import Frequency
        from notices.registry import Kind, kinds
        from partnerships import rules, subjects, todos, todos_of_work  # noqa: F401 (subjects fills a college's page)
        from partnerships.imports.agreements import AgreementImporter
        from partnerships.rules import model
        from partnerships.services.telling import LAPSED, NOT_ACCEPTED, TO_ACCEPT
        from partnerships.views.signing import link_page
        from partnerships.words import rows_in_words
        from reference.examples import MODELS, Model

        to_accept = _("Waits for your answer: %(name)s (%(title)s)")
        not_accepted = _("Not accepted: %(name)s (%(title)s). %(reason)s")
        kinds.register(TO_ACCEPT, Kind(_("Something waits to be accepted"), to_accept))
        kinds.register(NOT_ACCEPTED, Kind(_("Something was not accepted"), not_accepted, email=Frequency.NOW))
        kinds.register(LAPSED, Kind(_("An obligation has lapsed"), _("Lapsed: %(name)s (%(title)s)")))
        importers.register("agreements", AgreementImporter, order=30)
        for module in iter_modules(rules.__path__):
            import_module(f"partnerships.rules.{module.name}")
        MODELS["agreement"] = Model(model.model_terms, model.CONTEXT, rows_in_words)
        MODELS["agreement_life"] = Model(model.model_life, model.CONTEXT, model.life_in_words)
        links.register("sign_agreement", link_page)
        home.register("partnerships", todos.todos, order=20)
        home.register("governance", todos_of_work.todos, order=22)
        navigation.register(
            "partnerships:agreement-list",
            _("Agreements"),
            order=20,
            roles=frozenset({Role.COLLEGE_ADMINISTRATOR, Role.MENTOR, Role.ENTERPRISE_LIAISON, Role.REVIEWER}),
        )
