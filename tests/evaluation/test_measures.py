"""Every measure: empty, boundary, mixed, what happens after the day, what is recorded after the cut-off."""

from datetime import timedelta

import pytest

from core import clock
from evaluation.engine.counting import count, drill_down, value_of
from evaluation.engine.measures import MEASURES, all_measures, measure
from evaluation.engine.subjects import NATION_CODE
from institutions.models import BaseState, MajorState
from partnerships.models import Activity, AgreementState, State
from reference.periods import Point
from tests.factories.evaluation import (
    CUTOFF,
    DAY,
    EARLY,
    JUST_AFTER,
    make_activity,
    make_base,
    make_college,
    make_enterprise,
    make_major,
    make_partnership,
    make_small_world,
    party_of,
)

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def figure(code, level="nation", subject=NATION_CODE, *, on=DAY, cutoff=None):
    found = {
        (item.level, item.subject): item.value
        for item in count([MEASURES[code]], on=on, cutoff=cutoff or clock.night_cutoff(on))
    }
    return found.get((level, subject), 0)


@pytest.mark.parametrize("code", sorted(MEASURES.names()))
def test_nothing_is_counted_where_there_is_nothing(code):
    assert list(count([MEASURES[code]], on=DAY, cutoff=CUTOFF)) == []


@pytest.mark.parametrize("code", sorted(MEASURES.names()))
def test_every_measure_is_documented(code):
    description = MEASURES[code].description

    assert "Source:" in description
    assert "Basis:" in description
    assert len(description.splitlines()[0]) > 20


def test_a_measure_without_a_docstring_is_refused():
    with pytest.raises(ValueError, match="docstring"):

        @measure("undocumented", unit="", window=Point(), title="")
        def undocumented(window): ...


class TestPartnersInForce:
    def test_boundaries_of_the_span(self):
        college = make_college()
        make_partnership(college, make_enterprise(), from_on=DAY)  # begins on the day
        make_partnership(college, make_enterprise(), until_on=DAY + DAYS)  # the day is its last
        make_partnership(college, make_enterprise(), until_on=DAY)  # ended with the day before
        make_partnership(college, make_enterprise(), from_on=DAY + DAYS)  # begins tomorrow

        assert figure("partners_in_force") == 2

    def test_only_enterprises_of_agreements_in_force_each_once(self):
        college, other = make_college(), make_college("340104")
        twice = make_enterprise()
        make_partnership(college, twice, make_enterprise())
        make_partnership(other, twice)
        for state in (State.DRAFT, State.IN_SIGNATURE, State.TERMINATED, State.EXPIRED, State.ENDED):
            make_partnership(college, make_enterprise(), state=state)

        assert figure("partners_in_force") == 2
        assert figure("partners_in_force", "college", college.pk) == 2
        assert figure("partners_in_force", "college", other.pk) == 1
        assert figure("partners_in_force", "prefecture", "340200") == 2

    def test_what_happens_after_the_day_does_not_count(self):
        make_partnership(make_college(), make_enterprise(), from_on=DAY + DAYS)

        assert figure("partners_in_force") == 0
        assert figure("partners_in_force", on=DAY + DAYS) == 1

    def test_what_is_recorded_after_the_cutoff_does_not_count(self):
        make_partnership(make_college(), make_enterprise(), recorded_at=CUTOFF)
        make_partnership(make_college(), make_enterprise(), recorded_at=JUST_AFTER)

        assert figure("partners_in_force") == 1
        assert figure("partners_in_force", cutoff=JUST_AFTER) == 2

    def test_a_party_that_joined_after_the_cutoff_does_not_count(self):
        agreement = make_partnership(make_college(), make_enterprise(), make_enterprise())
        agreement.parties.filter(key="enterprise-2").update(recorded_at=JUST_AFTER)

        assert figure("partners_in_force") == 1
        assert figure("partners_in_force", cutoff=JUST_AFTER) == 2

    def test_a_later_correction_does_not_change_an_earlier_cutoff(self):
        agreement = make_partnership(make_college(), make_enterprise())
        AgreementState.objects.filter(agreement=agreement).update(superseded_at=JUST_AFTER)

        assert figure("partners_in_force") == 1
        assert figure("partners_in_force", cutoff=JUST_AFTER) == 0


class TestActivePartners:
    def test_the_window_holds_180_days_and_the_day_itself(self):
        college = make_college()
        for days_ago in (0, 179, 180):
            enterprise = make_enterprise()
            agreement = make_partnership(college, enterprise)
            make_activity(party_of(agreement, enterprise), on=DAY - days_ago * DAYS)

        assert figure("active_partners") == 2

    def test_only_confirmed_activity_of_agreements_in_force(self):
        college = make_college()
        active, unconfirmed, ended, idle = (make_enterprise() for _ in range(4))
        agreement = make_partnership(college, active, unconfirmed, idle)
        over = make_partnership(college, ended, state=State.TERMINATED)
        make_activity(party_of(agreement, active), on=DAY)
        make_activity(party_of(agreement, active), on=DAY - DAYS)
        make_activity(party_of(agreement, unconfirmed), on=DAY, is_confirmed=False)
        make_activity(party_of(over, ended), on=DAY)

        assert figure("active_partners") == 1
        assert figure("partners_in_force") == 3

    def test_activity_and_confirmation_after_the_day_do_not_count(self):
        enterprise = make_enterprise()
        agreement = make_partnership(make_college(), enterprise)
        make_activity(party_of(agreement, enterprise), on=DAY + DAYS)
        make_activity(party_of(agreement, enterprise), on=DAY, confirmed_on=DAY + DAYS)

        assert figure("active_partners") == 0
        assert figure("active_partners", on=DAY + DAYS) == 1

    @pytest.mark.parametrize(("recorded_at", "confirmed_at"), [(JUST_AFTER, EARLY), (EARLY, JUST_AFTER)])
    def test_recorded_or_confirmed_after_the_cutoff_does_not_count(self, recorded_at, confirmed_at):
        enterprise = make_enterprise()
        agreement = make_partnership(make_college(), enterprise)
        make_activity(party_of(agreement, enterprise), on=DAY, recorded_at=recorded_at, confirmed_at=confirmed_at)

        assert figure("active_partners") == 0
        assert figure("active_partners", cutoff=JUST_AFTER) == 1

    def test_a_corrected_activity_counts_until_it_was_corrected(self):
        enterprise = make_enterprise()
        agreement = make_partnership(make_college(), enterprise)
        activity = make_activity(party_of(agreement, enterprise), on=DAY)
        Activity.objects.filter(pk=activity.pk).update(superseded_at=JUST_AFTER)

        assert figure("active_partners") == 1
        assert figure("active_partners", cutoff=JUST_AFTER) == 0


class TestMajors:
    def test_boundaries_mixed_states_and_later_knowledge(self):
        college = make_college()
        make_major(college, from_on=DAY)
        make_major(college, until_on=DAY + DAYS)
        make_major(college, until_on=DAY)
        make_major(college, from_on=DAY + DAYS)
        make_major(college, state=MajorState.State.CLOSED)
        make_major(college, recorded_at=JUST_AFTER)

        assert figure("majors") == 2
        assert figure("majors", cutoff=JUST_AFTER) == 3
        assert figure("majors", on=DAY + DAYS, cutoff=CUTOFF) == 2


class TestOffCampusBases:
    def test_boundaries_mixed_states_and_later_knowledge(self):
        college, host = make_college(), make_enterprise()
        make_base(college, host, from_on=DAY)
        make_base(college, host, state=BaseState.RECOGNISED, until_on=DAY + DAYS)
        make_base(college, host, until_on=DAY)
        make_base(college, host, from_on=DAY + DAYS)
        make_base(college, None, is_on_campus=True)
        make_base(college, host, recorded_at=JUST_AFTER)
        for state in (BaseState.PROPOSED, BaseState.DORMANT, BaseState.WITHDRAWN):
            make_base(college, host, state=state)

        assert figure("off_campus_bases") == 2
        assert figure("off_campus_bases", cutoff=JUST_AFTER) == 3


class TestCoverage:
    def test_vocational_colleges_that_exist_and_those_that_report(self):
        reporting, silent = make_college(), make_college()
        university = make_college(is_vocational=False)
        gone = make_college()
        type(gone).objects.filter(pk=gone.pk).update(ended_on=DAY)
        new = make_college()
        type(new).objects.filter(pk=new.pk).update(recorded_at=JUST_AFTER)
        make_major(reporting)
        make_major(reporting)
        make_major(silent, state=MajorState.State.CLOSED)
        make_major(university)

        assert figure("colleges") == 2
        assert figure("colleges", cutoff=JUST_AFTER) == 3
        assert figure("reporting_colleges") == 1
        assert figure("reporting_colleges", on=DAY + DAYS) == 1
        assert figure("reporting_colleges", "college", university.pk) == 0


def test_every_figure_equals_its_own_drill_down():
    make_small_world()
    figures = list(count(all_measures(), on=DAY, cutoff=CUTOFF))

    assert len(figures) > 60
    for found in figures:
        rows = drill_down(MEASURES[found.measure], level=found.level, subject=found.subject, on=DAY, cutoff=CUTOFF)
        assert value_of(MEASURES[found.measure], rows, on=DAY, cutoff=CUTOFF) == found.value, found


def test_on_demand_levels_use_the_same_relation():
    college, enterprise = make_college(), make_enterprise()
    make_partnership(college, enterprise)
    agreement = make_partnership(college, enterprise, make_enterprise())
    partners = MEASURES["partners_in_force"]

    of_enterprise = drill_down(partners, level="enterprise", subject=enterprise.pk, on=DAY, cutoff=CUTOFF)
    of_agreement = drill_down(partners, level="agreement", subject=agreement.pk, on=DAY, cutoff=CUTOFF)

    major = make_major(college)
    make_major(college)
    of_major = drill_down(MEASURES["majors"], level="major", subject=major.pk, on=DAY, cutoff=CUTOFF)

    assert value_of(MEASURES["majors"], of_major, on=DAY, cutoff=CUTOFF) == 1
    assert of_enterprise.count() == 2
    assert value_of(partners, of_enterprise, on=DAY, cutoff=CUTOFF) == 1
    assert value_of(partners, of_agreement, on=DAY, cutoff=CUTOFF) == 2
