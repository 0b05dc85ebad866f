from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"

    def ready(self) -> None:
        from core.shipped import SHIPPED
        from evaluation import measures  # noqa: F401  (registers them)
        from evaluation.services import load_frameworks

        SHIPPED.register("frameworks", load_frameworks, order=50)
