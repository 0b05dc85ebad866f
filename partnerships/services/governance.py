"""Bodies that a college governs with others: founding, members, seats."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import clock
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from institutions.models import College
from institutions.services.days import EndsTooEarly
from institutions.services.majors import DateTooEarly
from ledger.services import record
from partnerships.models import BodyMember, BodySeats, BodySide, GovernanceBody
from reference.models import Region


class BodyNameTaken(InvalidInput):
    """The college keeps a body of this name."""

    code = "body_name_taken"
    message = _("The college keeps a body of this name already.")


class BeforeFounded(InvalidInput):
    """Nothing of a body is older than the body."""

    code = "before_founded"
    message = _("This is before the day on which the body was founded.")


class MemberAlready(InvalidInput):
    """An organisation is a member once."""

    code = "body_member_already"
    message = _("This organisation is a member already.")


class MembershipOver(DomainError):
    """The membership has an end already."""

    code = "body_membership_over"
    message = _("This membership has ended already.")


@transaction.atomic
def add_body(
    *,
    actor: ActorLike,
    keeper: College,
    kind: str,
    name: str,
    founded_on: date,
    legal_form: str = "",
    region: Region | None = None,
    enterprises_vote_on_majors: bool = False,
    enterprises_vote_on_curriculum: bool = False,
    enterprises_vote_on_funds: bool = False,
    meetings_a_year: int = 0,
) -> GovernanceBody:
    """Found a body; its file is kept by a college. Raises BodyNameTaken."""
    body = GovernanceBody(keeper=keeper)
    actor.require("manage_bodies", body)
    College.objects.select_for_update().get(pk=keeper.pk)  # names are given under this lock
    body.kind, body.name, body.legal_form, body.region = kind, name.strip(), legal_form, region
    body.founded_on, body.meetings_a_year = founded_on, meetings_a_year
    body.enterprises_vote_on_majors = enterprises_vote_on_majors
    body.enterprises_vote_on_curriculum = enterprises_vote_on_curriculum
    body.enterprises_vote_on_funds = enterprises_vote_on_funds
    _check(body)
    body.save()
    record(actor=actor, action="body.founded", subject=body, payload=_facts(body))
    return body


@transaction.atomic
def edit_body(
    *,
    actor: ActorLike,
    body: GovernanceBody,
    kind: str,
    name: str,
    founded_on: date,
    legal_form: str,
    region: Region | None,
    enterprises_vote_on_majors: bool,
    enterprises_vote_on_curriculum: bool,
    enterprises_vote_on_funds: bool,
    meetings_a_year: int,
    ended_on: date | None,
) -> GovernanceBody:
    """Bring a body to these facts. Raises BodyNameTaken, EndsTooEarly."""
    actor.require("manage_bodies", body)
    College.objects.select_for_update().get(pk=body.keeper_id)  # names are given under this lock
    body = GovernanceBody.objects.select_for_update().get(pk=body.pk)
    before = _facts(body)
    body.kind, body.name, body.legal_form, body.region = kind, name.strip(), legal_form, region
    body.founded_on, body.ended_on, body.meetings_a_year = founded_on, ended_on, meetings_a_year
    body.enterprises_vote_on_majors = enterprises_vote_on_majors
    body.enterprises_vote_on_curriculum = enterprises_vote_on_curriculum
    body.enterprises_vote_on_funds = enterprises_vote_on_funds
    _check(body)
    body.save()
    after = _facts(body)
    if after != before:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="body.edited", subject=body, payload=changed)
    return body


@transaction.atomic
def add_member(
    *, actor: ActorLike, body: GovernanceBody, organisation: Organisation, side: str, on: date, is_lead: bool = False
) -> BodyMember:
    """Take an organisation in as a member from a day on. Raises MemberAlready, BeforeFounded."""
    body = _locked(actor, body)
    if on < body.founded_on:
        raise BeforeFounded(field="on")
    if body.members.current().filter(organisation=organisation).exists():
        raise MemberAlready(field="organisation")
    member = BodyMember.objects.create(body=body, organisation=organisation, side=side, is_lead=is_lead, from_on=on)
    payload = {"organisation": organisation.pk, "side": side, "is_lead": is_lead, "on": on}
    record(actor=actor, action="body.member_joined", subject=body, payload=payload)
    return member


@transaction.atomic
def end_membership(*, actor: ActorLike, member: BodyMember, on: date) -> None:
    """Let a member leave; `on` is the first day without it. Raises MembershipOver, EndsTooEarly."""
    body = _locked(actor, member.body)
    row = body.members.current().filter(pk=member.pk).first()
    if row is None:
        raise MembershipOver
    if on < row.from_on:
        raise EndsTooEarly(field="on")
    _close(row, on, clock.now())
    payload = {"organisation": member.organisation_id, "side": member.side, "on": on}
    record(actor=actor, action="body.member_left", subject=body, payload=payload)


@transaction.atomic
def set_seats(*, actor: ActorLike, body: GovernanceBody, seats: Mapping[str, int], on: date) -> GovernanceBody:
    """Give the sides their seats from a day on; a side not named has none. Raises DateTooEarly, BeforeFounded."""
    body = _locked(actor, body)
    moment, changed = clock.now(), {}
    standing = {row.side: row for row in body.seats.current()}
    for side in BodySide.values:
        row, number = standing.get(side), seats.get(side, 0)
        if number == (row.seats if row is not None else 0):
            continue
        if on < body.founded_on:
            raise BeforeFounded(field="on")
        if row is not None and on < row.from_on:
            raise DateTooEarly(field="on")
        if row is not None:
            _close(row, on, moment)
        if number:
            BodySeats.objects.create(body=body, side=side, seats=number, from_on=on, recorded_at=moment)
        changed[side] = {"before": row.seats if row is not None else 0, "after": number}
    if changed:
        record(actor=actor, action="body.seats_set", subject=body, payload={"on": on, "seats": changed})
    return body


def _close(row: BodyMember | BodySeats, on: date, moment: datetime) -> None:
    """End an open span: it is superseded and written again with its end, so that earlier cut-offs still see it open.

    A span of no days is not written again.
    """
    rows = type(row)._base_manager
    rows.filter(pk=row.pk).update(superseded_at=moment)
    if on > row.from_on:
        row.pk, row.until_on, row.recorded_at, row.superseded_at = None, on, moment, None
        row.save(force_insert=True)


def _locked(actor: ActorLike, body: GovernanceBody) -> GovernanceBody:
    actor.require("manage_bodies", body)
    return GovernanceBody.objects.select_for_update().get(pk=body.pk)


def _check(body: GovernanceBody) -> None:
    if body.ended_on is not None and body.ended_on <= body.founded_on:
        raise EndsTooEarly(field="ended_on")
    same = GovernanceBody.objects.filter(keeper_id=body.keeper_id, name=body.name)
    if same.exclude(pk=body.pk).exists():
        raise BodyNameTaken(field="name")


def _facts(body: GovernanceBody) -> dict[str, Any]:
    return {
        "kind": body.kind,
        "name": body.name,
        "legal_form": body.legal_form,
        "region": body.region_id,
        "founded_on": body.founded_on,
        "ended_on": body.ended_on,
        "enterprises_vote_on_majors": body.enterprises_vote_on_majors,
        "enterprises_vote_on_curriculum": body.enterprises_vote_on_curriculum,
        "enterprises_vote_on_funds": body.enterprises_vote_on_funds,
        "meetings_a_year": body.meetings_a_year,
    }
