"""The counting engine: what is one relation, how many statements it takes, which shapes it refuses, and an oracle."""

import random
from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Avg, Count, F, Max, OuterRef, Q, StdDev, Subquery, Sum

from accounts.models import Organisation
from core.registry import Registry
from evaluation.engine.counting import MultipliedRows, NotCountable, count, drill_down, fuse, value_of
from evaluation.engine.measures import MEASURES, Counted, all_measures, measure
from institutions.models import Major, TrainingBase
from partnerships.models import Activity, AgreementState, Party, State
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
KEYS = {"college": "college_id", "college_region": "college__organisation__region__code"}
OF_BODIES = 2  # seats and meetings are counted for each governance body too
WHERE_COLLEGES_STAND = 1
RELATIONS, DISTINCT = 25, 6  # in so many of them something is counted once, however often it occurs
STATEMENTS_OF_DISTINCT = 1 if connection.vendor == "postgresql" else 5  # one for all levels, or one for each


def define(code, rows, aggregate, **keys):
    """A measure of this test alone."""

    def relation(window):
        """For a test. Basis: college. Source: none."""
        return Counted(rows(), aggregate, **(keys or KEYS))

    return measure(code, unit="", window=Point(), title=code, registry=Registry("test measure"))(relation)


def counted(*measures):
    return {(item.measure, item.level, item.subject): item.value for item in count(measures, on=DAY, cutoff=CUTOFF)}


def test_the_measures_of_the_product_are_fused_into_few_statements(django_assert_num_queries):
    make_small_world()

    groups = [fused.codes for fused in fuse(all_measures(), on=DAY, cutoff=CUTOFF)]

    assert len(list(all_measures())) == 44
    assert len(groups) == RELATIONS
    assert ("majors", "reporting_colleges") in groups
    assert ("leading_partners", "partners_in_force") in groups
    assert ("graduates_employed", "graduates_known", "graduates_matched", "graduates_settled") in groups
    assert ("post_placements", "post_placements_matching", "post_placements_without_warning") in groups
    with django_assert_num_queries(
        WHERE_COLLEGES_STAND + OF_BODIES + RELATIONS - DISTINCT + DISTINCT * STATEMENTS_OF_DISTINCT
    ):
        list(count(all_measures(), on=DAY, cutoff=CUTOFF))


def test_the_same_rows_and_keys_are_one_relation_and_others_are_not(django_assert_num_queries):
    make_base(make_college(), make_enterprise())
    one = define("one", TrainingBase.objects.all, Count("pk"))
    same = define("same", TrainingBase.objects.all, Sum("places"))
    ordered = define("ordered", lambda: TrainingBase.objects.order_by("-name"), Count("host_id", distinct=True))
    other_rows = define("other_rows", lambda: TrainingBase.objects.filter(is_on_campus=False), Count("pk"))
    other_params = define("other_params", lambda: TrainingBase.objects.filter(is_on_campus=True), Count("pk"))
    other_keys = define(
        "other_keys", TrainingBase.objects.all, Count("pk"), college="college_id", college_region="region__code"
    )

    groups = fuse([one, same, ordered, other_rows, other_params, other_keys], on=DAY, cutoff=CUTOFF)

    assert sorted(fused.codes for fused in groups) == [
        ("one", "ordered", "same"),
        ("other_keys",),
        ("other_params",),
        ("other_rows",),
    ]
    with django_assert_num_queries(WHERE_COLLEGES_STAND + STATEMENTS_OF_DISTINCT):
        counted(one, same, ordered)
    with django_assert_num_queries(WHERE_COLLEGES_STAND + 1):
        counted(one, same)


def test_fused_and_alone_give_the_same_figures():
    college, host = make_college(), make_enterprise()
    for places, on_campus in ((10, False), (20, False), (40, True)):
        base = make_base(college, host, is_on_campus=on_campus)
        type(base).objects.filter(pk=base.pk).update(places=places)
    together = [
        define("number", TrainingBase.objects.all, Count("pk")),
        define("off", TrainingBase.objects.all, Count("pk", filter=Q(is_on_campus=False))),
        define("places", TrainingBase.objects.all, Sum("places")),
        define("off_places", TrainingBase.objects.all, Sum("places", filter=Q(is_on_campus=False))),
        define("hosts", TrainingBase.objects.all, Count("host_id", distinct=True)),
        define("largest", TrainingBase.objects.all, Max("places")),
        define("mean", TrainingBase.objects.all, Avg("places", filter=Q(is_on_campus=False))),
    ]
    fused = counted(*together)
    alone = {key: value for item in together for key, value in counted(item).items()}

    assert fused == alone
    assert {code: fused[code, "nation", "000000"] for code in ("number", "off", "places", "off_places", "hosts")} == {
        "number": 3,
        "off": 2,
        "places": 70,
        "off_places": 30,
        "hosts": 1,
    }
    assert fused["largest", "college", college.pk] == 40
    assert fused["mean", "county", "340202"] == 15
    for item in together:
        rows = drill_down(item, level="college", subject=college.pk, on=DAY, cutoff=CUTOFF)
        assert value_of(item, rows, on=DAY, cutoff=CUTOFF) == fused[item.code, "college", college.pk]


@pytest.mark.parametrize(
    "bad",
    [
        lambda: define("rows", lambda: TrainingBase.objects.filter(states__state="active"), Count("pk")),
        lambda: define("many", lambda: TrainingBase.objects.filter(majors__name="x"), Count("pk")),
        lambda: define("value", TrainingBase.objects.all, Count("states__state")),
        lambda: define("filter", TrainingBase.objects.all, Count("pk", filter=Q(states__state="active"))),
        lambda: define(
            "key", Major.objects.all, Count("pk"), college="bases__college_id", college_region=KEYS["college_region"]
        ),
    ],
)
def test_a_path_to_many_is_refused_wherever_it_stands(bad):
    with pytest.raises(MultipliedRows):
        counted(bad())


def test_without_the_guard_a_neighbour_would_be_inflated():
    """The negative control: what the refused join would have counted."""
    base = make_base(make_college(), make_enterprise())
    base.states.create(state="dormant", from_on=DAY, superseded_at=CUTOFF)

    assert TrainingBase.objects.filter(states__isnull=False).count() == 2


@pytest.mark.parametrize(
    "bad",
    [
        lambda: define("sliced", lambda: TrainingBase.objects.all()[:5], Count("pk")),
        lambda: define("united", lambda: TrainingBase.objects.all().union(TrainingBase.objects.all()), Count("pk")),
        lambda: define("distinct", TrainingBase.objects.distinct, Count("pk")),
        lambda: define("grouped", lambda: TrainingBase.objects.values("college").annotate(n=Count("pk")), Count("n")),
        lambda: define("star", TrainingBase.objects.all, Count("*")),
        lambda: define("other", TrainingBase.objects.all, StdDev("places")),
    ],
)
def test_shapes_that_cannot_be_wrapped_are_refused(bad):
    with pytest.raises((NotCountable, TypeError)):
        counted(bad())


def test_rows_that_are_certainly_none_count_nothing_and_ask_nothing(django_assert_num_queries):
    make_base(make_college(), make_enterprise())
    nothing = define("nothing", lambda: TrainingBase.objects.filter(pk__in=[]), Count("pk"))
    none_match = define("none_match", TrainingBase.objects.all, Count("pk", filter=Q(pk__in=[])))

    with django_assert_num_queries(0):
        assert counted(nothing) == {}
    assert counted(none_match) == {}


def test_the_inside_of_django_that_the_engine_uses_is_still_there():
    rows = TrainingBase.objects.filter(states__state="active")
    sql, params = rows.values("pk").query.get_compiler(connection=connection).as_sql()
    aggregate = Count("pk", distinct=True, filter=Q(pk=1))
    thing, condition = aggregate.get_source_expressions()

    assert "%s" in sql
    assert params == ("active",)
    assert any(
        join.join_field.one_to_many for join in rows.query.alias_map.values() if getattr(join, "join_field", None)
    )
    assert (aggregate.function, aggregate.distinct, thing, condition) == ("COUNT", True, F("pk"), Q(pk=1))


class TestPlaces:
    def test_a_college_at_a_prefecture_counts_there_and_in_no_county(self):
        college = make_college("340200")
        make_major(college)
        found = counted(MEASURES["majors"])

        assert found["majors", "province", "340000"] == 1
        assert found["majors", "prefecture", "340200"] == 1
        assert found["majors", "county", "340200"] == 1, "keyed by level and code: in no county of 340200"
        assert found["majors", "college", college.pk] == 1

    def test_a_college_at_a_province_counts_in_no_prefecture(self):
        make_major(make_college("340000"))
        make_major(make_college("340200"))
        found = counted(MEASURES["majors"])

        assert found["majors", "province", "340000"] == 2
        assert found["majors", "prefecture", "340000"] == 1
        assert found["majors", "prefecture", "340200"] == 1

    def test_counties_directly_under_a_province_share_a_placeholder(self):
        make_major(make_college("429004"))
        make_major(make_college("429005"))
        found = counted(MEASURES["majors"])

        assert found["majors", "prefecture", "429000"] == 2
        assert found["majors", "county", "429004"] == 1

    def test_a_college_without_a_region_counts_for_the_nation_alone(self):
        college = make_college(None)
        make_major(college)
        found = counted(MEASURES["majors"])

        assert {(level, subject) for _, level, subject in found} == {("nation", "000000"), ("college", college.pk)}


@pytest.mark.parametrize("is_distinct", [False, True])
def test_by_the_place_of_enterprises_a_college_has_all_its_rows_and_each_region_its_own(is_distinct):
    college = make_college("340202")
    for code in ("340104", "340104", "330203", None):
        make_base(college, make_enterprise(code))
    keys = {"college": "college_id", "college_region": "college__organisation__region__code"}
    keys |= {"enterprise": "host_id", "enterprise_region": "host__region__code"}

    def relation(window):
        """For a test. Basis: enterprise. Source: none."""
        return Counted(TrainingBase.objects.all(), Count("pk", distinct=is_distinct), **keys)

    hosted = measure(
        "hosted", unit="", window=Point(), title="", basis="enterprise", registry=Registry("test measure")
    )(relation)  # fmt: skip
    found = {(level, subject): value for (_, level, subject), value in counted(hosted).items()}

    assert found["college", college.pk] == 4
    assert found["nation", "000000"] == 4
    assert (found["province", "340000"], found["county", "330203"]) == (2, 1)
    assert len(found) == 2 + 2 * 3


def oracle():
    """The partner measures in plain Python, row by row, with nothing of the engine or the querysets."""
    in_force, active = defaultdict(set), defaultdict(set)
    for party in Party.objects.select_related("agreement__keeper__region"):
        states = [
            state
            for state in AgreementState.objects.filter(agreement=party.agreement)
            if state.recorded_at <= CUTOFF
            and (state.superseded_at is None or state.superseded_at > CUTOFF)
            and state.from_on <= DAY
            and (state.until_on is None or state.until_on > DAY)
        ]
        if party.side != "enterprise" or not any(state.state == "in_force" for state in states):
            continue
        college, code = party.agreement.keeper_id, party.agreement.keeper.region.code
        subjects = {("nation", "000000"), ("province", code[:2] + "0000"), ("prefecture", code[:4] + "00"),
                    ("county", code), ("college", college)}  # fmt: skip
        done = any(
            0 <= (DAY - activity.occurred_on).days < 180
            and activity.recorded_at <= CUTOFF
            and any(word.occurred_on <= DAY and word.recorded_at <= CUTOFF for word in activity.confirmations.all())
            for activity in Activity.objects.filter(party=party)
        )
        for subject in subjects:
            in_force[subject].add(party.organisation_id)
            if done:
                active[subject].add(party.organisation_id)
    return {
        **{("partners_in_force", *subject): len(found) for subject, found in in_force.items()},
        **{("active_partners", *subject): len(found) for subject, found in active.items()},
    }


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_random_partnerships_equal_an_oracle(seed):
    dice = random.Random(seed)  # noqa: S311
    colleges = [make_college(code) for code in ("340202", "340200", "340104", "330203", "429004", "340000")]
    enterprises = [make_enterprise() for _ in range(12)]
    for _ in range(40):
        begins = DAY + timedelta(days=dice.randint(-400, 5))
        ends = begins + timedelta(days=dice.randint(1, 500)) if dice.random() < 0.6 else None
        agreement = make_partnership(
            dice.choice(colleges),
            *dice.sample(enterprises, dice.randint(1, 3)),
            state=dice.choice([State.IN_FORCE] * 4 + [State.TERMINATED]),
            from_on=begins,
            until_on=ends,
            recorded_at=dice.choice([EARLY, EARLY, CUTOFF, JUST_AFTER]),
        )
        for party in agreement.parties.filter(side="enterprise"):
            for _ in range(dice.randint(0, 2)):
                on = DAY - timedelta(days=dice.choice([-1, 0, 5, 178, 179, 180, 181, 300]))
                make_activity(
                    party_of(agreement, party.organisation),
                    on=on,
                    is_confirmed=dice.random() < 0.8,
                    confirmed_on=on + timedelta(days=dice.choice([0, 1, 3])),
                    recorded_at=dice.choice([EARLY, CUTOFF, JUST_AFTER]),
                    confirmed_at=dice.choice([EARLY, CUTOFF, JUST_AFTER]),
                )

    found = counted(MEASURES["partners_in_force"], MEASURES["active_partners"])

    assert len(found) > 20
    assert found == oracle()


def test_a_value_that_is_a_subquery_counts_too():
    base = make_base(make_college(), make_enterprise())
    region = Organisation.objects.filter(pk=OuterRef("host_id")).values("region_id")[:1]
    distinct = define("regions", TrainingBase.objects.all, Count(Subquery(region), distinct=True))

    assert counted(distinct)["regions", "college", base.college_id] == 1
