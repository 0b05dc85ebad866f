from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "reference"

    def ready(self) -> None:
        from core.imports import importers
        from core.shipped import SHIPPED
        from reference import shipped
        from reference.imports.industries import IndustryImporter
        from reference.imports.majors import MajorImporter
        from reference.imports.regions import RegionImporter, RetiredRegionImporter

        SHIPPED.register("parameters", shipped.load_parameters, order=10)
        SHIPPED.register("figure_codes", shipped.load_figure_codes, order=10)
        importers.register("regions", RegionImporter, order=10)
        importers.register("retired-regions", RetiredRegionImporter, order=11)
        importers.register("industries", IndustryImporter, order=12)
        importers.register("majors", MajorImporter, order=13)
