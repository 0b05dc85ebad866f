"""What makes an agreement live, and what measures count of it: as of a day and as known at a cut-off."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from core import clock
from core.errors import InvalidInput, NotAllowed
from ledger.selectors import entries_about
from partnerships import services
from partnerships.models import Activity, ActivityKind, Agreement, Party
from partnerships.services.activities import AlreadyConfirmed, NotInForceThen, OwnActivity
from reference.periods import Rolling
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.partnerships import (
    actor_of,
    make_activity,
    make_agreement,
    make_agreement_in_force,
    make_agreement_in_signature,
    make_confirmed_activity,
)


@pytest.fixture
def agreement(administrator, liaison) -> Agreement:
    return make_agreement_in_force(administrator.organisation, liaison.organisation, on=TODAY - timedelta(days=30))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)


def test_the_other_side_confirms(agreement, administrator, mentor, liaison, other_liaison):
    activity = make_activity(agreement)
    for member, error in (
        (administrator, OwnActivity),
        (mentor, NotAllowed),
        (other_liaison, NotAllowed),
    ):
        with pytest.raises(error):
            services.confirm_activity(actor=member.actor, activity=activity, on=TODAY)

    services.confirm_activity(actor=liaison.actor, activity=activity, on=TODAY)

    with pytest.raises(AlreadyConfirmed):
        services.confirm_activity(actor=liaison.actor, activity=activity, on=TODAY)
    assert [entry.action for entry in entries_about(agreement)][-2:] == [
        "agreement.activity_recorded",
        "agreement.activity_confirmed",
    ]


def test_what_the_enterprise_records_the_college_confirms(agreement, administrator, liaison):
    activity = make_activity(agreement, by=liaison.organisation)
    with pytest.raises(OwnActivity):
        services.confirm_activity(actor=liaison.actor, activity=activity, on=TODAY)
    services.confirm_activity(actor=administrator.actor, activity=activity, on=TODAY)
    assert Activity.objects.confirmed(TODAY, clock.now()).get() == activity


def test_an_enterprise_speaks_for_itself_alone(administrator, liaison, other_liaison):
    agreement = make_agreement_in_force(administrator.organisation, [liaison.organisation, other_liaison.organisation])
    with pytest.raises(NotAllowed):
        make_activity(agreement, by=other_liaison.organisation, party_key="enterprise")
    activity = make_activity(agreement, party_key="enterprise")
    with pytest.raises(NotAllowed):
        services.confirm_activity(actor=other_liaison.actor, activity=activity, on=TODAY)


def test_activities_need_an_agreement_in_force_and_a_day_that_has_come(agreement, administrator):
    with pytest.raises(NotInForceThen):
        make_activity(agreement, occurred_on=TODAY - timedelta(days=31))
    with pytest.raises(InvalidInput) as refused:
        make_activity(agreement, occurred_on=TODAY + timedelta(days=1), on=TODAY)
    assert refused.value.field == "occurred_on"
    with pytest.raises(NotInForceThen):
        make_activity(make_agreement_in_signature(administrator.organisation))
    with pytest.raises(InvalidInput):
        services.record_activity(
            actor=administrator.actor,
            agreement=agreement,
            party=agreement.parties.get(key="college"),
            kind=ActivityKind.TEACHING,
            occurred_on=TODAY,
            on=TODAY,
        )


def test_an_activity_of_the_time_in_force_may_be_recorded_after_the_end(administrator):
    agreement = make_agreement_in_force(administrator.organisation, on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    services.expire_agreements(actor=actor_system(), on=date(2026, 10, 1))

    make_activity(agreement, occurred_on=date(2026, 9, 30), on=TODAY)
    with pytest.raises(NotInForceThen):
        make_activity(agreement, occurred_on=date(2026, 10, 1), on=TODAY)


def actor_system():
    from accounts.actors import Actor

    return Actor.system("night")


# ---- What measures count --------------------------------------------------------------------------------------------


def counted(on: date = TODAY, cutoff: datetime | None = None, days: int = 180) -> int:
    window = Rolling(days).window(on, cutoff or clock.night_cutoff(on))
    rows = Party.objects.enterprises().in_force(on=window.end, cutoff=window.cutoff).with_activity(window)
    return rows.count()


def test_a_partner_is_active_once_the_other_side_has_confirmed(agreement, liaison):
    with clock.at(noon(TODAY)):
        activity = make_activity(agreement)
        assert counted() == 0
        services.confirm_activity(actor=liaison.actor, activity=activity, on=TODAY)
        assert counted() == 0, "the agreement itself was recorded after that night"


@pytest.fixture
def lived(db) -> Agreement:
    """In force since 1 June 2026, an activity on 30 June that was recorded on 1 July and confirmed on 5 July."""
    college, enterprise = make_organisation("college"), make_organisation("enterprise")
    with clock.at(noon(date(2026, 6, 1))):
        agreement = make_agreement_in_force(college, enterprise, on=date(2026, 6, 1), ends_on=date(2026, 12, 31))
    with clock.at(noon(date(2026, 7, 1))):
        activity = make_activity(agreement, occurred_on=date(2026, 6, 30), on=date(2026, 7, 1))
    with clock.at(noon(date(2026, 7, 5))):
        services.confirm_activity(actor=actor_of(enterprise), activity=activity, on=date(2026, 7, 5))
    return agreement


def test_what_is_recorded_after_the_cut_off_does_not_count(lived):
    assert counted(date(2026, 6, 30)) == 0, "not recorded yet"
    assert counted(date(2026, 7, 4)) == 0, "not confirmed yet"
    assert counted(date(2026, 7, 5)) == 1
    assert counted(date(2026, 7, 5), cutoff=noon(date(2026, 7, 5)) - timedelta(microseconds=1)) == 0


def test_the_window_holds_both_its_ends(lived):
    last = date(2026, 6, 30) + timedelta(days=179)
    assert counted(last) == 1
    assert counted(last + timedelta(days=1)) == 0


def test_an_agreement_that_expired_counts_no_more_but_its_past_nights_stand(lived):
    with clock.at(noon(date(2027, 1, 1))):
        services.expire_agreements(actor=actor_system(), on=date(2027, 1, 1))

    def in_force(on, cutoff):
        return Party.objects.enterprises().in_force(on=on, cutoff=cutoff).count()

    assert in_force(date(2026, 12, 31), clock.night_cutoff(date(2026, 12, 31))) == 1
    assert in_force(date(2026, 12, 31), clock.night_cutoff(date(2027, 1, 5))) == 1
    assert in_force(date(2027, 1, 1), clock.night_cutoff(date(2027, 1, 1))) == 0
    assert in_force(date(2026, 5, 31), clock.night_cutoff(date(2027, 1, 1))) == 0


def test_rows_are_not_multiplied_and_colleges_are_no_enterprises(administrator, liaison):
    with clock.at(noon(date(2026, 6, 1))):
        agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, on=date(2026, 6, 1))
        for _again in range(3):
            make_confirmed_activity(agreement, occurred_on=date(2026, 6, 1))
    assert counted(date(2026, 6, 1)) == 1


def test_measures_make_no_join_that_multiplies(db):
    window = Rolling(180).window(TODAY, clock.night_cutoff(TODAY))
    rows = Party.objects.enterprises().in_force(on=TODAY, cutoff=window.cutoff).with_activity(window)
    joined = [join.join_field for join in rows.query.alias_map.values() if getattr(join, "join_field", None)]
    assert not any(field.one_to_many or field.many_to_many for field in joined)


def test_a_draft_with_parties_is_no_partner(administrator):
    with clock.at(noon(date(2026, 6, 1))):
        make_agreement(administrator.organisation, on=date(2026, 6, 1))
        make_agreement_in_signature(administrator.organisation, on=date(2026, 6, 1))
    assert Party.objects.enterprises().in_force(on=TODAY, cutoff=clock.night_cutoff(TODAY)).count() == 0
