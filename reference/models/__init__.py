"""What everyone refers to and few may change."""

from reference.models.catalogues import CatalogueMajor, Industry
from reference.models.figures import FigureCode, RegionFigure
from reference.models.parameters import RuleParameter
from reference.models.regions import Region, RegionSuccession

__all__ = [
    "CatalogueMajor",
    "FigureCode",
    "Industry",
    "Region",
    "RegionFigure",
    "RegionSuccession",
    "RuleParameter",
]
