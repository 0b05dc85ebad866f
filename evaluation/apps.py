from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "evaluation"

    def ready(self) -> None:
        from accounts import home, navigation
        from accounts.roles import ACTS
        from core.shipped import SHIPPED
        from evaluation import measures, todos  # noqa: F401  (measures registers them)
        from evaluation.services import load_frameworks
        from evaluation.services.questions import FIGURE_ANSWERED, FIGURE_QUESTIONED
        from evaluation.services.telling import LIGHTS_CHANGED, RUN_LATE, RUN_WAITS
        from notices.models import Frequency
        from notices.registry import Kind, kinds

        SHIPPED.register("frameworks", load_frameworks, order=50)
        changed = _("Regions whose light changed with the figures to %(on)s: %(number)s")
        waits = _("Run %(run)s of %(on)s is not published: it waits for a person.")
        kinds.register(LIGHTS_CHANGED, Kind(_("Lights have changed"), changed))
        late = _("The published figures are of %(on)s and older than 26 hours: last night brought no new ones.")
        kinds.register(RUN_LATE, Kind(_("The published figures are old"), late, email=Frequency.NOW))
        kinds.register(RUN_WAITS, Kind(_("A run waits for a person"), waits, email=Frequency.NOW))
        asked = _("A question of %(on)s on a figure waits for your answer.")
        answered = _("Your question on a figure was answered on %(on)s.")
        kinds.register(FIGURE_QUESTIONED, Kind(_("A figure is questioned"), asked))
        kinds.register(FIGURE_ANSWERED, Kind(_("A question on a figure was answered"), answered))
        home.register("evaluation", todos.todos, order=10)
        navigation.register("evaluation:dashboard", _("Dashboard"), order=15, roles=ACTS["see_dashboard"].roles)
        navigation.register("evaluation:my-figures", _("Figures"), order=60, roles=ACTS["see_own_figures"].roles)
        navigation.register(
            "evaluation:filed-figure-list", _("Filed figures"), order=65, roles=ACTS["file_region_figure"].roles
        )
        navigation.register(
            "evaluation:my-cooperation", _("Figures"), order=60, roles=ACTS["see_own_cooperation"].roles
        )
        navigation.register(
            "evaluation:question-list",
            _("Questions"),
            order=68,
            roles=ACTS["ask_about_figure"].roles | ACTS["answer_authority_question"].roles,
        )
        navigation.register("evaluation:framework-list", _("Frameworks"), order=68, roles=ACTS["keep_frameworks"].roles)
        navigation.register("evaluation:run-list", _("Runs"), order=70, roles=ACTS["see_runs"].roles)
