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
        from jobs.registry import Kind as JobKind
        from jobs.registry import kinds as jobs
        from notices.models import Frequency
        from notices.registry import Kind, kinds
        from partnerships import rules, subjects, todos, todos_of_work  # noqa: F401 (subjects fills a college's page)
        from partnerships.imports.agreements import AgreementImporter
        from partnerships.rules import model
        from partnerships.services import files, telling
        from partnerships.views.signing import link_page
        from partnerships.words import rows_in_words
        from reference.examples import MODELS, Model

        jobs.register(files.KIND, JobKind(_("Signed files"), files.make_files))
        for kind, title, text, soon in telling.KINDS:
            kinds.register(kind, Kind(title, text, email=Frequency.NOW if soon else Frequency.DAILY))
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
