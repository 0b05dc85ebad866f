"""Projects, applications, patents and bodies of a college, made through the services."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from accounts.actors import Actor
from accounts.models import Organisation
from institutions.models import College
from partnerships import services
from partnerships.models import GovernanceBody, JointApplication, Meeting, Patent, Project
from tests.factories.accounts import TODAY

SYSTEM = Actor.system("test")
STARTED = date(2026, 3, 1)
_numbers = count(1)


def make_project(college, *partners: Organisation, **fields: Any) -> Project:
    """A project of 100,000 CNY; `college` is a College or its organisation."""
    facts = {
        "title": f"刀具磨损监测 {next(_numbers)}",
        "kind": "research",
        "level": "enterprise",
        "starts_on": STARTED,
        "contracted": Decimal(100_000),
    }
    return services.add_project(actor=SYSTEM, college=_college(college), partners=partners, **facts | fields)


def make_application(college, *partners: Organisation, **fields: Any) -> JointApplication:
    """An application that is pending."""
    facts = {"programme": "省级科技计划", "title": f"联合申报 {next(_numbers)}", "applied_on": STARTED, "on": TODAY}
    return services.add_application(actor=SYSTEM, college=_college(college), partners=partners, **facts | fields)


def make_patent(college, *owners: Organisation, **fields: Any) -> Patent:
    """A patent that was filed and not granted yet."""
    number = next(_numbers)
    facts = {
        "title": f"一种夹具 {number}",
        "kind": "invention",
        "number": f"ZL2026{number:08d}",
        "filed_on": STARTED,
        "on": TODAY,
    }
    return services.add_patent(actor=SYSTEM, college=_college(college), owners=owners, **facts | fields)


def make_body(college, *members: Organisation, **fields: Any) -> GovernanceBody:
    """An industrial college with these enterprises as members."""
    facts = {"kind": "industrial_college", "name": f"产业学院 {next(_numbers)}", "founded_on": STARTED}
    body = services.add_body(actor=SYSTEM, keeper=_college(college), **facts | fields)
    for member in members:
        services.add_member(actor=SYSTEM, body=body, organisation=member, side="enterprise", on=body.founded_on)
    return body


def make_meeting(body: GovernanceBody, *, planned_on: date = date(2026, 10, 9), held_on: date | None = None) -> Meeting:
    """A meeting of a body, held or only planned."""
    meeting = services.plan_meeting(actor=SYSTEM, body=body, planned_on=planned_on)
    if held_on is not None:
        meeting = services.record_minutes(
            actor=SYSTEM, meeting=meeting, held_on=held_on, minutes="议事情况", on=max(held_on, TODAY)
        )
    return meeting


def _college(college) -> College:
    return college if isinstance(college, College) else College.objects.get(pk=college.pk)
