from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "evaluation"

    def ready(self) -> None:
        from accounts import navigation
        from accounts.roles import ACTS
        from core.shipped import SHIPPED
        from evaluation import measures  # noqa: F401  (registers them)
        from evaluation.services import load_frameworks

        SHIPPED.register("frameworks", load_frameworks, order=50)
        navigation.register("evaluation:dashboard", _("Dashboard"), order=15, roles=ACTS["see_dashboard"].roles)
        navigation.register("evaluation:my-figures", _("Figures"), order=60, roles=ACTS["see_own_figures"].roles)
        navigation.register("evaluation:run-list", _("Runs"), order=70, roles=ACTS["see_runs"].roles)
