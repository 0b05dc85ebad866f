from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "reference"

    def ready(self) -> None:
        from core.shipped import SHIPPED
        from reference import shipped

        SHIPPED.register("parameters", shipped.load_parameters, order=10)
        SHIPPED.register("figure_codes", shipped.load_figure_codes, order=10)
