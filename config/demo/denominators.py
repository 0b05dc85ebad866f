"""What the authority of the demo files for its regions. Invented, and labelled so; Luzhou Bay has filed nothing."""

from decimal import Decimal

from config.demo.story import Story, on_day
from reference.models import FigureCode, Region
from reference.services import file_region_figure

SOURCE = "演示数据，非官方统计"
ABOVE_SCALE = {"990000": 32, "990100": 8, "990102": 8, "990200": 3, "990202": 3, "990300": 5, "990302": 5}
WITH_SURVEY = {"990500": 9, "990502": 9}


def tell_denominators(story: Story, *, with_survey: bool) -> None:
    """How many enterprises of each region are above designated size, of the year before."""
    figure = FigureCode.objects.get(code="above_scale_enterprises")
    with on_day(story.ago(300)) as day:
        for code, number in (ABOVE_SCALE | (WITH_SURVEY if with_survey else {})).items():
            file_region_figure(
                actor=story.actors["authority"],
                region=Region.objects.get(code=code, valid_to=None),
                figure=figure,
                year=day.year - 1,
                value=Decimal(number),
                source=SOURCE,
                on=day,
            )
