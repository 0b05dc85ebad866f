"""Bodies: seats and members by day, what the rules find, meetings, votes and decisions."""

from datetime import date, timedelta

import pytest

from core import clock
from core.errors import InvalidInput, NotAllowed
from institutions.models import College
from institutions.services.days import EndsTooEarly
from institutions.services.majors import DateTooEarly
from partnerships import services
from partnerships.models import BodyMember, BodySeats, GovernanceBody
from partnerships.selectors.governance import body_page, findings_of_body, seats_on
from partnerships.services.governance import BeforeFounded, BodyNameTaken, MemberAlready, MembershipOver
from partnerships.services.meetings import MeetingNotHeld, MeetingPlannedThen, VotesOverSeats
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.work import STARTED, SYSTEM, make_body, make_meeting

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 1)


@pytest.fixture
def body(administrator, liaison) -> GovernanceBody:
    return make_body(administrator.organisation, liaison.organisation)


def seat(body, on=STARTED, **seats) -> None:
    services.set_seats(actor=SYSTEM, body=body, seats=seats, on=on)


def rules_of(body, on=TODAY) -> list[str]:
    return [finding.rule for finding in findings_of_body(body, on=on)]


def test_seats_hold_from_their_day_on(body):
    seat(body, college=6, enterprise=4)
    before = clock.now()
    seat(body, on=LATER, college=5, enterprise=4, government=1)
    assert seats_on(body, LATER - timedelta(days=1)) == {"college": 6, "enterprise": 4}
    assert seats_on(body, LATER) == {"college": 5, "enterprise": 4, "government": 1}
    seat(body, on=TODAY, college=5, enterprise=4)
    assert seats_on(body, TODAY) == {"college": 5, "enterprise": 4}
    known = BodySeats.objects.as_of(TODAY, before).values_list("side", "seats")
    assert dict(known) == {"college": 6, "enterprise": 4}  # as it was known then
    with pytest.raises(DateTooEarly):
        seat(body, on=STARTED, college=1)
    with pytest.raises(BeforeFounded):
        seat(body, on=STARTED - timedelta(days=1), other=1)


@pytest.mark.parametrize(("enterprise", "warns"), [(39, True), (40, False), (41, False)])
def test_enterprises_hold_at_least_two_seats_of_five(body, enterprise, warns):
    assert "GV-01" not in rules_of(body)  # nobody knows the seats
    seat(body, college=100 - enterprise, enterprise=enterprise)
    assert ("GV-01" in rules_of(body)) is warns


def test_votes_and_legal_form_are_asked_for(administrator, body):
    assert rules_of(body).count("GV-02") == 3
    assert "GV-03" in rules_of(body)
    votes = {f"enterprises_vote_on_{subject}": True for subject in ("majors", "curriculum", "funds")}
    stated = make_body(administrator.organisation, legal_form="none", **votes)
    assert rules_of(stated) == []


def make_school(*, region="340200", is_vocational=True):
    school = make_organisation("college", region=region)
    College.objects.filter(pk=school.pk).update(is_vocational=is_vocational)
    return school


def test_a_community_is_led_by_three_and_stands_in_two_provinces(administrator, liaison):
    body = make_body(administrator.organisation, kind="community")
    assert {"COM-01", "COM-02"} <= set(rules_of(body))

    def join(organisation, side, *, leads):
        services.add_member(actor=SYSTEM, body=body, organisation=organisation, side=side, on=STARTED, is_lead=leads)

    join(liaison.organisation, "enterprise", leads=True)
    join(make_school(), "college", leads=True)
    join(make_school(is_vocational=False), "college", leads=True)
    assert "COM-01" not in rules_of(body)
    assert "COM-02" in rules_of(body)
    join(make_organisation("enterprise", region="330200"), "enterprise", leads=False)
    assert "COM-02" not in rules_of(body)
    join(make_organisation("enterprise"), "enterprise", leads=True)
    assert "COM-01" in rules_of(body)  # two enterprises lead
    assert "COM-01" not in rules_of(body, on=date(2019, 1, 1))  # the guide is of 2023


def test_a_member_comes_once_and_leaves(administrator, liaison, body):
    member = body.members.get()
    with pytest.raises(MemberAlready):
        services.add_member(actor=SYSTEM, body=body, organisation=liaison.organisation, side="enterprise", on=TODAY)
    with pytest.raises(EndsTooEarly):
        services.end_membership(actor=administrator.actor, member=member, on=STARTED - timedelta(days=1))
    services.end_membership(actor=administrator.actor, member=member, on=LATER)
    with pytest.raises(MembershipOver):
        services.end_membership(actor=administrator.actor, member=member, on=LATER)
    now = clock.now()
    assert BodyMember.objects.as_of(LATER - timedelta(days=1), now).count() == 1
    assert not BodyMember.objects.as_of(LATER, now).exists()
    page = body_page(body, on=TODAY)
    assert (len(page.members), len(page.former)) == (0, 1)


def test_names_are_given_once(administrator, body):
    with pytest.raises(BodyNameTaken):
        make_body(administrator.organisation, name=body.name)


def test_meetings_held_stand_against_those_agreed(administrator):
    body = make_body(administrator.organisation, founded_on=date(2024, 1, 1), meetings_a_year=4)
    for day in (TODAY, TODAY - timedelta(days=364), TODAY - timedelta(days=365)):
        make_meeting(body, planned_on=day, held_on=day)
    late = make_meeting(body, planned_on=TODAY - timedelta(days=1))
    ahead = make_meeting(body, planned_on=TODAY + timedelta(days=1))
    page = body_page(body, on=TODAY)
    assert (page.held, page.agreed) == (2, 4)
    assert {line.meeting.pk: line.is_late for line in page.meetings if not line.meeting.held_on} == {
        late.pk: True,
        ahead.pk: False,
    }
    with pytest.raises(MeetingPlannedThen):
        make_meeting(body, planned_on=TODAY)


def test_minutes_say_something_about_a_day_that_has_come(administrator, body):
    meeting = make_meeting(body)
    for fields in ({"held_on": TODAY + timedelta(days=1), "minutes": "x"}, {"held_on": TODAY, "minutes": " "}):
        with pytest.raises(InvalidInput):
            services.record_minutes(actor=administrator.actor, meeting=meeting, on=TODAY, **fields)
    assert services.record_minutes(
        actor=administrator.actor, meeting=meeting, on=TODAY, held_on=TODAY, minutes="x"
    ).held_recorded_at


def decide(actor, meeting, votes_for, votes_against=0, enterprise_votes_for=0):
    return services.record_decision(
        actor=actor,
        meeting=meeting,
        subject="funds",
        text="购置设备",
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=0,
        enterprise_votes_for=enterprise_votes_for,
        is_adopted=True,
    )


def test_nobody_votes_twice(administrator, liaison, body):
    seat(body, college=3, enterprise=2)
    planned, held = make_meeting(body), make_meeting(body, planned_on=TODAY, held_on=TODAY)
    with pytest.raises(MeetingNotHeld):
        decide(administrator.actor, planned, 1)
    for votes in ((6,), (4, 2), (5, 0, 3)):
        with pytest.raises(VotesOverSeats):
            decide(administrator.actor, held, *votes)
    with pytest.raises(InvalidInput):
        decide(administrator.actor, held, 1, 0, 2)
    assert decide(administrator.actor, held, 5, 0, 2).votes_for == 5
    with pytest.raises(NotAllowed):
        decide(liaison.actor, held, 1)
