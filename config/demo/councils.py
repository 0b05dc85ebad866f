"""Who has a say in the demo: an industrial college that meets and decides, a consortium that hardly does, a third."""

from config.demo.story import Story, on_day
from institutions.models import College
from partnerships import services as agreements
from partnerships.models import BodyKind, BodySide, DecisionSubject, GovernanceBody, LegalForm, Meeting
from reference.models import Region

MINUTES = "通报上学期合作进展，讨论岗位需求、课程与经费安排。"


def tell_councils(story: Story) -> None:
    """Bodies with their members, seats, meetings and what they decided."""
    _industrial_college(story)
    _consortium(story)
    _laboratory(story)


def _industrial_college(story: Story) -> None:
    """Lanting: enterprises hold 5 of 11 seats and vote on everything."""
    actor = story.actors["lanting"]
    with on_day(story.ago(420)) as day:
        body = agreements.add_body(
            actor=actor,
            keeper=College.objects.get(pk=story.organisations["lanting"].pk),
            kind=BodyKind.INDUSTRIAL_COLLEGE,
            name="兰汀新能源汽车现代产业学院",
            founded_on=day,
            legal_form=LegalForm.NONE,
            region=Region.objects.get(code="990300", valid_to=None),
            enterprises_vote_on_majors=True,
            enterprises_vote_on_curriculum=True,
            enterprises_vote_on_funds=True,
            meetings_a_year=2,
        )
        _members(story, "lanting", body, college="lanting", enterprises=("newenergy", "port", "beiting"))
        seats = {BodySide.COLLEGE: 5, BodySide.ENTERPRISE: 5, BodySide.GOVERNMENT: 1}
        agreements.set_seats(actor=actor, body=body, seats=seats, on=day)
    _meet(story, "lanting", body, planned=300, held=298)
    meeting = _meet(story, "lanting", body, planned=110, held=110)
    with on_day(story.ago(108)):
        agreements.record_decision(
            actor=actor,
            meeting=meeting,
            subject=DecisionSubject.CURRICULUM,
            text="动力电池检测课程由企业与学校共同开发，明年秋季开课。",
            votes_for=9,
            votes_against=1,
            abstentions=1,
            enterprise_votes_for=5,
            is_adopted=True,
        )
    with on_day(story.ago(30)):
        agreements.plan_meeting(actor=actor, body=body, planned_on=story.ago(-45))


def _consortium(story: Story) -> None:
    """Qinghe: enterprises hold 1 of 9 seats, and of three meetings planned one was held."""
    actor = story.actors["mechatronics"]
    with on_day(story.ago(500)) as day:
        body = agreements.add_body(
            actor=actor,
            keeper=College.objects.get(pk=story.organisations["mechatronics"].pk),
            kind=BodyKind.CONSORTIUM,
            name="清河市域产教联合体",
            founded_on=day,
            region=Region.objects.get(code="990100", valid_to=None),
            meetings_a_year=3,
        )
        _members(story, "mechatronics", body, college="mechatronics", enterprises=("yunling", "rail"))
        agreements.add_member(
            actor=actor, body=body, organisation=story.organisations["authority"], side=BodySide.GOVERNMENT, on=day
        )
        seats = {BodySide.COLLEGE: 6, BodySide.ENTERPRISE: 1, BodySide.GOVERNMENT: 2}
        agreements.set_seats(actor=actor, body=body, seats=seats, on=day)
    _meet(story, "mechatronics", body, planned=320, held=315)
    _meet(story, "mechatronics", body, planned=200)
    _meet(story, "mechatronics", body, planned=80)


def _laboratory(story: Story) -> None:
    """Dongling: enterprises hold 2 of 6 seats."""
    actor = story.actors["dongling"]
    with on_day(story.ago(380)) as day:
        body = agreements.add_body(
            actor=actor,
            keeper=College.objects.get(pk=story.organisations["dongling"].pk),
            kind=BodyKind.JOINT_LABORATORY,
            name="东岭电气自动化联合实验室",
            founded_on=day,
            legal_form=LegalForm.NONE,
            enterprises_vote_on_curriculum=True,
            meetings_a_year=2,
        )
        _members(story, "dongling", body, college="dongling", enterprises=("shicheng",))
        seats = {BodySide.COLLEGE: 4, BodySide.ENTERPRISE: 2}
        agreements.set_seats(actor=actor, body=body, seats=seats, on=day)
    _meet(story, "dongling", body, planned=190, held=188)
    _meet(story, "dongling", body, planned=50)


def _members(story: Story, keeper: str, body: GovernanceBody, *, college: str, enterprises: tuple[str, ...]) -> None:
    """The college and the first enterprise lead."""
    rows = ((college, BodySide.COLLEGE), *((key, BodySide.ENTERPRISE) for key in enterprises))
    for key, side in rows:
        agreements.add_member(
            actor=story.actors[keeper],
            body=body,
            organisation=story.organisations[key],
            side=side,
            on=body.founded_on,
            is_lead=key in (college, enterprises[0]),
        )


def _meet(story: Story, keeper: str, body: GovernanceBody, *, planned: int, held: int | None = None) -> Meeting:
    """Plan a meeting a month ahead; days are days ago. Without `held` nobody came together."""
    actor = story.actors[keeper]
    with on_day(story.ago(planned + 30)):
        meeting = agreements.plan_meeting(actor=actor, body=body, planned_on=story.ago(planned))
    if held is not None:
        with on_day(story.ago(held)) as day:
            meeting = agreements.record_minutes(actor=actor, meeting=meeting, held_on=day, minutes=MINUTES, on=day)
    return meeting
