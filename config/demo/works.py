"""What the colleges of the demo work on with enterprises: services with their money, a patent, an application; and a
yearly return that waits for the authority.
"""

from datetime import timedelta
from decimal import Decimal

from config.demo.story import Story, on_day
from institutions.models import College
from institutions.services.returns import file_return, put_figure, start_return
from partnerships import services as agreements
from partnerships.models import PatentKind, ProjectKind, ProjectLevel
from reference.models import FigureCode

SERVICES = (
    ("mechatronics", "yunling", "减速器噪声测试服务", 120_000, 40_000),
    ("lanting", "newenergy", "电池包拆解工艺开发", 480_000, 320_000),
)  # what was contracted and received, in CNY
RETURNED = {"professional_class_hours": 9_600, "expert_class_hours": 2_150, "certification_candidates": 180}


def tell_works(story: Story) -> None:
    """Two services in the last year; the better of them led to a patent and an application."""
    for key, partner, title, contracted, received in SERVICES:
        college, organisation = College.objects.get(pk=story.organisations[key].pk), story.organisations[partner]
        with on_day(story.ago(280)) as day:
            project = agreements.add_project(
                actor=story.actors[key],
                college=college,
                title=title,
                kind=ProjectKind.TECHNICAL_SERVICE,
                level=ProjectLevel.ENTERPRISE,
                starts_on=day,
                partners=[organisation],
                contracted=Decimal(contracted),
            )
        with on_day(story.ago(75)) as day:
            agreements.record_receipt(
                actor=story.actors[key],
                project=project,
                amount=Decimal(received),
                occurred_on=day,
                on=day,
                payer=organisation,
            )
    with on_day(story.ago(55)) as day:
        agreements.add_patent(
            actor=story.actors["lanting"],
            college=college,
            title="一种动力电池包拆解夹具",
            kind=PatentKind.INVENTION,
            number="ZL9900000301",
            filed_on=day - timedelta(days=520),
            granted_on=day,
            on=day,
        )
        agreements.add_application(
            actor=story.actors["lanting"],
            college=college,
            programme="省级产教融合专项",
            title="动力电池梯次利用实训中心",
            partners=[organisation],
            applied_on=day,
            on=day,
        )


def tell_return(story: Story) -> None:
    """Lanting has filed its return of last year."""
    actor = story.actors["lanting"]
    college = College.objects.get(pk=story.organisations["lanting"].pk)
    with on_day(story.ago(25)) as day:
        annual = start_return(actor=actor, college=college, year=day.year - 1, on=day)
        for code, value in RETURNED.items():
            figure = FigureCode.objects.get(code=code)
            put_figure(actor=actor, annual_return=annual, figure=figure, value=Decimal(value), on=day)
        file_return(actor=actor, annual_return=annual, on=day)
