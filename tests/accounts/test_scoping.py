"""Who sees a row: every branch of Access, on models of the product."""

from datetime import date

import pytest
from django.db import models
from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Evidence, EvidenceGrant, Membership, Organisation, OrganisationKind, Role
from accounts.scoping import Access, Scope, ScopedQuerySet
from partnerships.models import Agreement
from tests.factories import partnerships
from tests.factories.accounts import make_member, make_organisation, make_region

NOBODY_SEES = Scope(organisation_ids=frozenset({0}))


def seen(access: Access, scope: Scope, model: type[models.Model] = Membership) -> set[int]:
    """The rows of a model as an Access would show them."""
    return set(model._base_manager.filter(access.as_filter(model, scope)).values_list("pk", flat=True))


@pytest.fixture
def evidence(administrator, liaison):
    """A file of the college that the enterprise may read, and one that it may not."""
    fields = {"organisation": administrator.organisation, "sha256": "0" * 64, "size": 1, "media_type": "text/plain"}
    shared, own = (Evidence.objects.create(file_name=name, **fields) for name in ("shared", "own"))
    EvidenceGrant.objects.create(evidence=shared, organisation=liaison.organisation)
    return shared, own


def test_owners_see_their_rows_over_both_paths(evidence, administrator, liaison, other_liaison):
    shared, own = evidence

    assert set(Evidence.objects.visible_to(administrator.actor)) == {shared, own}
    assert set(Evidence.objects.visible_to(liaison.actor)) == {shared}
    assert not Evidence.objects.visible_to(other_liaison.actor).exists()


def test_a_path_over_many_lists_no_row_twice(evidence, administrator):
    shared, _own = evidence
    for kind in (OrganisationKind.ENTERPRISE, OrganisationKind.PARK):
        EvidenceGrant.objects.create(evidence=shared, organisation=make_organisation(kind))

    rows = Evidence.objects.visible_to(administrator.actor)

    assert rows.count() == 2
    assert len(rows) == 2


def test_two_ways_are_a_union_all_and_never_an_or(evidence, administrator):
    sql = str(Evidence.objects.visible_to(administrator.actor).query)

    assert "UNION ALL" in sql
    assert " OR " not in sql


def test_one_plain_way_needs_no_sub_select(administrator):
    access = Access(owned_by=("organisation_id",))

    sql = str(Membership._base_manager.filter(access.as_filter(Membership, administrator.actor.scope)).query)

    assert sql.upper().count("SELECT") == 1


def test_a_union_can_be_filtered_sorted_counted_and_sliced(evidence, administrator):
    rows = (
        Evidence.objects.visible_to(administrator.actor).filter(file_name__in=["own", "shared"]).order_by("file_name")
    )

    assert [row.file_name for row in rows[:1]] == ["own"]
    assert rows.exclude(file_name="own").count() == 1
    assert rows.order_by().values("organisation").annotate(files=models.Count("pk"))[0]["files"] == 2


def test_an_assignee_sees_the_own_rows_alone(administrator, mentor):
    access = Access(assigned_to=("user_id",))

    assert seen(access, mentor.actor.scope) == {mentor.membership.pk}


def test_published_rows_are_for_everyone_signed_in(administrator, outsider, other_liaison):
    access = Access(owned_by=("organisation_id",), published_to=Q(role=Role.COLLEGE_ADMINISTRATOR))

    assert administrator.membership.pk in seen(access, other_liaison.actor.scope)
    assert seen(access, Actor.nobody().scope) == set()
    assert seen(access, Actor.for_user(administrator.user).scope) == set()


def test_the_operator_sees_what_is_operated_and_nothing_else(administrator, operator):
    everything = set(Membership.objects.values_list("pk", flat=True))

    assert seen(Access(operated=True), operator.actor.scope) == everything
    assert seen(Access(owned_by=("organisation_id",)), operator.actor.scope) == {operator.membership.pk}


def test_the_system_sees_everything(administrator, liaison):
    assert Membership.objects.visible_to(Actor.system("test")).count() == Membership.objects.count()


def test_nobody_sees_nothing(administrator):
    for access in (Access(), Access(owned_by=("organisation_id",), overseen_by=("organisation_id",), operated=True)):
        assert seen(access, Actor.nobody().scope) == set()
        assert seen(access, NOBODY_SEES) == set()


# ---- Oversight ------------------------------------------------------------------------------------------------------

OVERSEEN = Access(overseen_by=("organisation_id",))


@pytest.mark.parametrize(
    ("authority", "college", "is_seen"),
    [
        ("340000", "340000", True),
        ("340000", "340200", True),
        ("340000", "349900", True),
        ("340000", "350000", False),
        ("340000", "330000", False),
        ("340200", "340200", True),
        ("340200", "340207", True),
        ("340200", "340299", True),
        ("340200", "340300", False),
        ("340200", "340000", False),
        ("340207", "340207", True),
        ("340207", "340208", False),
        ("340207", "340200", False),
    ],
)
def test_an_authority_sees_its_subtree(db, authority, college, is_seen):
    reviewer = make_member(Role.REVIEWER, region=authority)
    member = make_member(Role.COLLEGE_ADMINISTRATOR, region=college)

    assert (member.membership.pk in seen(OVERSEEN, reviewer.actor.scope)) is is_seen


def test_a_provincial_college_in_a_city_answers_to_the_province(db):
    city, province = make_member(Role.REVIEWER, region="340200"), make_member(Role.REVIEWER, region="340000")
    college = make_organisation(OrganisationKind.COLLEGE, region="340200", overseer="340000")
    member = make_member(Role.COLLEGE_ADMINISTRATOR, college)

    assert member.membership.pk not in seen(OVERSEEN, city.actor.scope)
    assert member.membership.pk in seen(OVERSEEN, province.actor.scope)


def test_the_whole_country_is_no_condition(administrator):
    nation = make_member(Role.REVIEWER, region=None)
    query = Membership._base_manager.filter(OVERSEEN.as_filter(Membership, nation.actor.scope)).query

    assert "WHERE" not in str(query)
    assert seen(OVERSEEN, nation.actor.scope) == set(Membership.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("region", ["340000", None])
def test_what_is_never_overseen_stays_hidden(administrator, mentor, region):
    """Drafts and personal data."""
    reviewer = make_member(Role.REVIEWER, region=region)
    access = Access(overseen_by=("organisation_id",), overseen_if=~Q(role=Role.MENTOR))

    rows = seen(access, reviewer.actor.scope)

    assert administrator.membership.pk in rows
    assert mentor.membership.pk not in rows


def test_only_a_reviewer_of_an_authority_oversees(administrator, db):
    """Neither another role nor a reviewer's role in an organisation of another kind opens a region."""
    college = make_organisation(OrganisationKind.COLLEGE, region="340000")
    for role, organisation in (
        (Role.REVIEWER, college),
        (Role.EVALUATOR, make_organisation("authority", region="340000")),
    ):
        member = make_member(role, organisation)
        assert administrator.membership.pk not in seen(OVERSEEN, member.actor.scope)


def test_a_region_is_a_range_and_a_sub_select(reviewer):
    sql = str(Membership._base_manager.filter(OVERSEEN.as_filter(Membership, reviewer.actor.scope)).query)

    assert "LIKE" not in sql.upper()
    assert "BETWEEN" in sql.upper()
    assert sql.upper().count("SELECT") == 2


# ---- Shared rows ----------------------------------------------------------------------------------------------------


def test_shared_rows_wait_for_their_condition(administrator, liaison):
    access = Access(shared_with=("organisation_id",), shared_if=Q(ended_at=None))
    Membership.objects.filter(pk=liaison.membership.pk).update(ended_at="2026-11-20T00:00:00Z")

    assert seen(access, administrator.actor.scope) == {administrator.membership.pk}
    assert seen(access, liaison.actor.scope) == set()


def test_a_queryset_without_access_is_a_mistake(administrator):
    class Forgotten(ScopedQuerySet):
        pass

    with pytest.raises(AttributeError):
        Forgotten(Organisation).visible_to(administrator.actor)


def test_an_ended_membership_opens_nothing(administrator):
    organisation = administrator.organisation
    Organisation.objects.filter(pk=organisation.pk).update(ended_on=date(2026, 1, 1))

    assert administrator.client.get("/members/").status_code == 403


def test_regions_are_padded(db):
    assert make_region("340000").code_range() == ("340000", "349999")
    assert make_region("340200").code_range() == ("340200", "340299")
    assert make_region("340207").code_range() == ("340207", "340207")


def test_the_authority_of_the_whole_country_asks_without_a_union(administrator, liaison, reviewer):
    """Nearly all rows: a union of them would have to be sorted for each page of a list."""
    partnerships.make_agreement(administrator.organisation, liaison.organisation)
    waiting = partnerships.make_agreement_in_signature(administrator.organisation, liaison.organisation)
    nation = make_member(Role.REVIEWER, region=None)

    seen = Agreement.objects.visible_to(nation.actor)

    assert list(seen) == [waiting]
    assert "UNION" not in str(seen.query)
    assert set(seen) == set(Agreement.objects.visible_to(reviewer.actor))
