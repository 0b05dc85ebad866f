"""Majors, training bases and students through their services."""

from datetime import date

import pytest
from django.db import connection

from core import clock
from core.errors import NotAllowed
from institutions import services
from institutions.models import BaseState, College, Major, MajorState, Student, TrainingBase, TrainingBaseState
from institutions.services.bases import MajorNotOfCollege
from institutions.services.majors import DateTooEarly
from institutions.services.students import BornTooLate
from ledger.models import Entry
from tests.factories.accounts import TODAY, make_organisation, make_region
from tests.factories.institutions import make_base, make_catalogue_major, make_major, make_student

pytestmark = pytest.mark.django_db
SPRING = date(2026, 3, 1)


def college_of(member) -> College:
    return College.objects.get(pk=member.organisation.pk)


def test_a_major_is_open_from_its_day_until_it_is_closed(administrator):
    college = college_of(administrator)
    major = services.open_major(
        actor=administrator.actor, college=college, catalogue=make_catalogue_major(), on=date(2025, 9, 1)
    )
    services.close_major(actor=administrator.actor, major=major, on=SPRING)

    days = (date(2025, 8, 31), date(2025, 9, 1), date(2026, 2, 28), SPRING)
    states = [MajorState.objects.as_of(day, clock.now()).values_list("state", flat=True) for day in days]

    assert [list(found) for found in states] == [[], ["open"], ["open"], ["closed"]]
    assert list(Entry.objects.filter(action__startswith="major.").values_list("action", flat=True)) == [
        "major.opened",
        "major.closed",
    ]


def test_a_major_opens_once_and_may_open_again(administrator):
    college, catalogue = college_of(administrator), make_catalogue_major()
    major = make_major(college)
    with pytest.raises(services.MajorIsOpen):
        services.open_major(actor=administrator.actor, college=college, catalogue=catalogue, on=TODAY)
    services.close_major(actor=administrator.actor, major=major, on=SPRING)
    with pytest.raises(services.MajorIsClosed):
        services.close_major(actor=administrator.actor, major=major, on=TODAY)

    again = services.open_major(actor=administrator.actor, college=college, catalogue=catalogue, on=TODAY)

    assert again == major
    assert Major.objects.with_state().get().state == "open"


def test_a_state_does_not_begin_before_the_one_it_follows(administrator):
    major = make_major(college_of(administrator), on=SPRING)
    with pytest.raises(DateTooEarly) as refusal:
        services.close_major(actor=administrator.actor, major=major, on=date(2025, 1, 1))
    assert refusal.value.field == "on"
    assert MajorState.objects.count() == 1


def test_only_its_own_administrator_keeps_majors(administrator, colleague_administrator, mentor, liaison, reviewer):
    college = college_of(administrator)
    for member in (colleague_administrator, mentor, liaison, reviewer):
        with pytest.raises(NotAllowed):
            services.open_major(actor=member.actor, college=college, catalogue=make_catalogue_major(), on=TODAY)
    assert not Major.objects.exists()


def add_base(member, **changes) -> TrainingBase:
    facts = {
        "college": college_of(member),
        "name": "芜湖基地",
        "is_on_campus": True,
        "host": None,
        "region": make_region("340200"),
        "places": 40,
        "majors": [],
        "on": SPRING,
    }
    return services.add_training_base(actor=member.actor, **(facts | changes))


def test_the_life_of_a_base(administrator):
    base = add_base(administrator)
    for state, day in ((BaseState.RECOGNISED, 2), (BaseState.ACTIVE, 3), (BaseState.DORMANT, 4), (BaseState.ACTIVE, 5)):
        services.change_base_state(actor=administrator.actor, base=base, state=state, on=date(2026, 4, day))
    services.change_base_state(actor=administrator.actor, base=base, state=BaseState.WITHDRAWN, on=TODAY)

    held = TrainingBaseState.objects.as_of(date(2026, 4, 4), clock.now()).get()

    assert held.state == BaseState.DORMANT
    assert TrainingBase.objects.with_state().get().state == BaseState.WITHDRAWN
    with pytest.raises(services.BaseStateNotNext, match="Withdrawn"):
        services.change_base_state(actor=administrator.actor, base=base, state=BaseState.ACTIVE, on=TODAY)


@pytest.mark.parametrize(
    ("state", "after"), [(BaseState.PROPOSED, BaseState.ACTIVE), (BaseState.ACTIVE, BaseState.PROPOSED)]
)
def test_steps_are_not_skipped_or_taken_back(administrator, state, after):
    base = add_base(administrator, state=state)
    with pytest.raises(services.BaseStateNotNext):
        services.change_base_state(actor=administrator.actor, base=base, state=after, on=TODAY)


@pytest.mark.parametrize("state", [BaseState.DORMANT, BaseState.WITHDRAWN])
def test_a_base_is_not_born_dormant(administrator, state):
    with pytest.raises(services.BaseStateNotNext):
        add_base(administrator, state=state)


def test_a_base_off_the_campus_needs_a_host(administrator):
    with pytest.raises(services.BaseNeedsHost) as refusal:
        add_base(administrator, is_on_campus=False)
    assert refusal.value.field == "host"
    assert add_base(administrator, is_on_campus=False, host=make_organisation("enterprise")).host is not None


def test_a_name_is_taken_once_in_a_college(administrator, colleague_administrator):
    add_base(administrator)
    with pytest.raises(services.BaseNameTaken):
        add_base(administrator, name=" 芜湖基地 ")
    add_base(colleague_administrator)


def test_a_base_serves_majors_of_its_own_college(administrator, colleague_administrator):
    with pytest.raises(MajorNotOfCollege):
        add_base(administrator, majors=[make_major(college_of(colleague_administrator))])
    assert not TrainingBase.objects.exists()


def test_an_edit_records_what_changed_and_nothing_when_nothing_did(administrator):
    base = add_base(administrator)
    facts = {"is_on_campus": True, "host": None, "region": base.region, "majors": []}
    services.edit_training_base(
        actor=administrator.actor, base=base, name=base.name, places=40, technology_level="", **facts
    )
    assert not Entry.objects.filter(action="training_base.edited").exists()
    services.edit_training_base(
        actor=administrator.actor, base=base, name=base.name, places=60, technology_level="leading", **facts
    )
    assert '"after":60' in Entry.objects.get(action="training_base.edited").payload.document


def edited(member, base, **changes):
    facts = {
        "name": base.name,
        "places": 40,
        "is_on_campus": False,
        "host": base.host,
        "region": base.region,
        "majors": [],
    }
    return services.edit_training_base(actor=member.actor, base=base, **({"technology_level": ""} | facts | changes))


def test_where_a_base_stands_is_fixed_once_it_counts(administrator):
    """Or an edit of today would change the figures of past nights."""
    base = add_base(administrator, is_on_campus=False, host=make_organisation("enterprise"))
    assert edited(administrator, base, is_on_campus=True).is_on_campus
    base = edited(administrator, base, is_on_campus=False)
    services.change_base_state(actor=administrator.actor, base=base, state=BaseState.RECOGNISED, on=TODAY)

    with pytest.raises(services.bases.BaseDoesNotMove) as refused:
        edited(administrator, base, is_on_campus=True)

    assert refused.value.field == "is_on_campus"
    assert edited(administrator, base, places=41).places == 41


@pytest.mark.parametrize(
    ("person", "count"),
    [("administrator", 1), ("colleague_administrator", 0), ("liaison", 1), ("other_liaison", 0), ("reviewer", 1)],
)
def test_who_sees_a_base(request, administrator, liaison, person, count):
    make_base(college_of(administrator), host=liaison.organisation)
    member = request.getfixturevalue(person)
    assert TrainingBase.objects.visible_to(member.actor).count() == count


def test_a_host_does_not_edit_the_base_it_sees(administrator, liaison):
    base = make_base(college_of(administrator), host=liaison.organisation)
    with pytest.raises(NotAllowed):
        services.change_base_state(actor=liaison.actor, base=base, state=BaseState.DORMANT, on=TODAY)


def test_a_birth_date_is_encrypted_at_rest(administrator):
    make_student(college_of(administrator), birth_date=date(2008, 2, 29))
    with connection.cursor() as cursor:
        cursor.execute("SELECT birth_date FROM institutions_student")
        ((kept,),) = cursor.fetchall()
    assert Student.objects.get().birth_date == date(2008, 2, 29)
    assert "2008" not in kept
    assert not any("2008-02-29" in entry.payload.document for entry in Entry.objects.select_related("payload"))


def test_student_numbers_majors_and_dates(administrator, colleague_administrator):
    college = college_of(administrator)
    student = make_student(college)
    facts = {"actor": administrator.actor, "college": college, "name": "某", "enrolled_on": date(2024, 9, 1)}
    with pytest.raises(services.StudentNumberTaken):
        services.enrol_student(number=student.number, major=student.major, birth_date=date(2007, 1, 1), **facts)
    foreign = make_major(college_of(colleague_administrator))
    with pytest.raises(MajorNotOfCollege):
        services.enrol_student(number="1", major=foreign, birth_date=date(2007, 1, 1), **facts)
    with pytest.raises(BornTooLate):
        services.enrol_student(number="1", major=student.major, birth_date=date(2024, 9, 1), **facts)


def test_students_are_seen_by_their_college_alone(administrator, colleague_administrator, liaison, reviewer):
    make_student(college_of(administrator))
    members = (administrator, colleague_administrator, liaison, reviewer)
    assert [Student.objects.visible_to(member.actor).count() for member in members] == [1, 0, 0, 0]
