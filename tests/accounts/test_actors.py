"""What an actor may do, asked of the one table."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.actors import Actor
from accounts.models import Invitation, Link, Membership, Role
from accounts.roles import ACTS, Act, Relation
from accounts.scoping import Access
from core.errors import NotAllowed
from tests.factories.accounts import make_member

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def line(monkeypatch):
    """Put one act into the table."""

    def put(relation: Relation, *roles: Role) -> str:
        monkeypatch.setitem(ACTS, "try", Act(frozenset(roles or Role), relation))
        return "try"

    return put


@pytest.fixture
def access(monkeypatch):
    def put(**paths) -> None:
        monkeypatch.setattr(Membership, "access", Access(**paths))

    return put


def test_the_role_decides_first(administrator, mentor, line):
    act = line(Relation.ANY, Role.COLLEGE_ADMINISTRATOR)

    administrator.actor.require(act)
    with pytest.raises(NotAllowed):
        mentor.actor.require(act)


def test_an_act_that_the_table_does_not_know_is_a_mistake(administrator):
    with pytest.raises(KeyError):
        administrator.actor.can("fly")


@pytest.mark.parametrize("paths", [{"owned_by": ("organisation_id",)}, {"shared_with": ("organisation_id",)}])
def test_owner(administrator, liaison, line, access, paths):
    act = line(Relation.OWNER)
    access(**paths)

    assert administrator.actor.can(act, administrator.membership)
    assert not liaison.actor.can(act, administrator.membership)


def test_an_owner_of_what_is_shared_only_once_it_is(administrator, line, access):
    from django.db.models import Q

    act = line(Relation.OWNER)
    access(shared_with=("organisation_id",), shared_if=~Q(ended_at=None))

    assert not administrator.actor.can(act, administrator.membership)


def test_keeper(administrator, colleague_administrator, line, access):
    act = line(Relation.KEEPER)
    access(kept_by="organisation_id")

    assert administrator.actor.can(act, administrator.membership)
    assert not colleague_administrator.actor.can(act, administrator.membership)


def test_assignee(administrator, mentor, line, access):
    act = line(Relation.ASSIGNEE)
    access(assigned_to=("user_id",))

    assert mentor.actor.can(act, mentor.membership)
    assert not administrator.actor.can(act, mentor.membership)


def test_overseer(administrator, reviewer, other_reviewer, line, access):
    act = line(Relation.OVERSEER)
    access(overseen_by=("organisation_id",))

    assert reviewer.actor.can(act, administrator.membership)
    assert not other_reviewer.actor.can(act, administrator.membership)
    assert make_member(Role.REVIEWER, region=None).actor.can(act, administrator.membership), "the whole country"
    assert not administrator.actor.can(act, administrator.membership)


def test_no_overseer_of_what_nobody_oversees(administrator, line, access):
    act = line(Relation.OVERSEER)
    access()

    assert not make_member(Role.REVIEWER, region=None).actor.can(act, administrator.membership)


def test_without_a_membership_nothing(administrator, line):
    act = line(Relation.ANY)

    for actor in (Actor.nobody(), Actor.for_user(administrator.user)):
        with pytest.raises(NotAllowed):
            actor.require(act)


def test_the_system_may_everything(line, db):
    Actor.system("night").require(line(Relation.KEEPER))


# ---- The holder of a link -------------------------------------------------------------------------------------------


@pytest.fixture
def holder(administrator, liaison) -> Actor:
    link = Link.objects.create(
        act="end_membership",
        subject_type="accounts.membership",
        subject_id=administrator.membership.pk,
        organisation=liaison.organisation,
        name="A",
        email="a@example.org",
        token_digest="0" * 64,
        expires_at=NOW + timedelta(days=1),
    )
    return Actor.for_link(link)


def test_a_link_is_for_one_act_on_one_row(holder, administrator, liaison):
    assert holder.can("end_membership", administrator.membership)

    assert not holder.can("end_membership", liaison.membership)
    assert not holder.can("end_membership")
    assert not holder.can("invite_member")
    assert not holder.can("withdraw_invitation", administrator.membership)


def test_a_link_does_not_fit_another_table_with_the_same_number(holder, administrator):
    assert not holder.can("end_membership", Invitation(pk=administrator.membership.pk))


def test_a_link_shows_no_rows(holder):
    assert not Membership.objects.visible_to(holder).exists()
    assert not Link.objects.visible_to(holder).exists()


def test_keys_name_who_acted(administrator, holder):
    assert administrator.actor.key == f"user:{administrator.user.pk}/organisation:{administrator.organisation.pk}"
    assert holder.key == f"link:{holder.link.pk}"
    assert Actor.system("night").key == "system:night"
