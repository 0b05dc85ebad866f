"""What stands around a placement: the tripartite agreement, insurance, mentors and the outcome."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, OrganisationKind, User
from core import clock
from core.errors import DomainError, InvalidInput
from internships.models import (
    Placement,
    PlacementInsurance,
    PlacementMentor,
    PlacementOutcome,
    TripartiteAgreement,
)
from ledger.services import record

SIGNED = ("school_signed_on", "unit_signed_on", "student_signed_on", "guardian_signed_on")


class PlacementCancelled(DomainError):
    """Nothing is recorded about what did not take place."""

    code = "placement_cancelled"
    message = _("This placement was cancelled.")


class PlacementNotEnded(DomainError):
    """An outcome is said of what is over."""

    code = "placement_not_ended"
    message = _("Record the outcome once the placement has ended.")


class PolicyRecorded(DomainError):
    """The policy stands on the placement already."""

    code = "policy_recorded"
    message = _("This policy is recorded already.")


@dataclass(frozen=True)
class Signatures:
    """Who signed when, the agreed pay (CNY a month) and which model text was used; None: not yet."""

    school_signed_on: date | None = None
    unit_signed_on: date | None = None
    student_signed_on: date | None = None
    guardian_signed_on: date | None = None
    pay: Decimal | None = None
    template_version: str = ""


@dataclass(frozen=True)
class Policy:
    """A policy of liability insurance; both days included."""

    insurer: str
    policy_number: str
    valid_from: date
    valid_to: date
    payer: str = PlacementInsurance.Payer.SCHOOL


@transaction.atomic
def record_tripartite(*, actor: Actor, placement: Placement, signatures: Signatures, on: date) -> TripartiteAgreement:
    """Note the signatures on the agreement of school, unit and student, as they stand.

    Raises PlacementCancelled, InvalidInput (a day ahead, a pay below nothing).
    """
    actor.require("record_tripartite", placement)
    placement = _locked(placement)
    for field in SIGNED:
        day = getattr(signatures, field)
        if day is not None and day > on:
            raise InvalidInput(_("This day has not come yet."), field=field)
    if signatures.pay is not None and signatures.pay < 0:
        raise InvalidInput(_("The pay cannot lie below nothing."), field="pay")
    agreement, _made = TripartiteAgreement.objects.update_or_create(placement=placement, defaults=asdict(signatures))
    said = {field: _day(getattr(agreement, field)) for field in SIGNED}
    record(
        actor=actor,
        action="placement.signed",
        subject=placement,
        payload={**said, "template_version": agreement.template_version},
    )
    return agreement


@transaction.atomic
def insure_placements(*, actor: Actor, placements: Iterable[Placement], policy: Policy) -> list[PlacementInsurance]:
    """Put a policy on one placement, or on those of a whole class. All or none.

    Raises NotAllowed, PlacementCancelled, PolicyRecorded, InvalidInput (it ends before it begins).
    """
    if policy.valid_to < policy.valid_from:
        raise InvalidInput(_("The last day lies before the first day."), field="valid_to")
    made = []
    for placement in placements:
        actor.require("insure_placement", placement)
        locked = _locked(placement)
        if locked.insurances.filter(policy_number=policy.policy_number, valid_from=policy.valid_from).exists():
            raise PolicyRecorded(field="policy_number")
        made.append(PlacementInsurance.objects.create(placement=locked, **asdict(policy)))
        record(
            actor=actor,
            action="placement.insured",
            subject=locked,
            payload={
                "policy_number": policy.policy_number,
                "valid_from": policy.valid_from.isoformat(),
                "valid_to": policy.valid_to.isoformat(),
                "payer": policy.payer,
            },
        )
    return made


@transaction.atomic
def assign_mentor(
    *, actor: Actor, placement: Placement, name: str = "", user: User | None = None, side: str, on: date
) -> PlacementMentor:
    """From a day on somebody accompanies the student; the one before of the same side ends the day before.

    A mentor with an account is a member of the college (school) or of the host (unit). An enterprise names those of
    the unit. Raises NotAllowed, PlacementCancelled, InvalidInput.
    """
    actor.require("assign_mentor", placement)
    placement = _locked(placement)
    if not (user or name.strip()):
        raise InvalidInput(_("Say who accompanies the student."), field="name")
    organisation = actor.organisation
    if organisation is not None and organisation.kind == OrganisationKind.ENTERPRISE and side != Side.UNIT:
        raise InvalidInput(_("An enterprise names the mentors of the unit."), field="side")
    home = placement.college_id if side == Side.SCHOOL else placement.slot.enterprise_id
    if user is not None and not Membership.objects.filter(user=user, organisation_id=home, ended_at=None).exists():
        raise InvalidInput(_("The mentor is no member of this side."), field="user")
    for before in placement.mentors.filter(side=side, until_on=None):
        before.until_on = max(before.from_on, on - timedelta(days=1))
        before.save(update_fields=["until_on"])
    mentor = PlacementMentor.objects.create(
        placement=placement, user=user, name=name.strip() or str(user), side=side, from_on=on
    )
    record(
        actor=actor,
        action="placement.mentor_assigned",
        subject=placement,
        payload={"side": side, "from_on": on.isoformat()},
    )
    return mentor


@transaction.atomic
def record_outcome(
    *, actor: Actor, placement: Placement, is_hired: bool, grade: str = "", on: date
) -> PlacementOutcome:
    """Whether the host hired the student, and the grade, as the host or the college says. A later word supersedes.

    Raises PlacementNotEnded, InvalidInput (an enterprise gives no grade of the school).
    """
    actor.require("record_outcome", placement)
    placement = _locked(placement)
    if placement.state != Placement.State.ENDED:
        raise PlacementNotEnded
    is_host = placement.slot.enterprise_id == actor.organisation_id
    current = placement.outcomes.current().first()
    if is_host:
        grade = current.grade if current else ""  # the grade is the college's to give
    moment = clock.now()
    placement.outcomes.current().update(superseded_at=moment)
    source = PlacementOutcome.Source.HOST if is_host else PlacementOutcome.Source.COLLEGE
    outcome = PlacementOutcome.objects.create(
        placement=placement, is_hired=is_hired, grade=grade, source=source, occurred_on=on, recorded_at=moment
    )
    record(
        actor=actor,
        action="placement.outcome_recorded",
        subject=placement,
        payload={"is_hired": is_hired, "source": source, "on": on.isoformat()},
    )
    return outcome


Side = PlacementMentor.Side


def _locked(placement: Placement) -> Placement:
    rows = Placement.objects.select_for_update(of=("self",)).select_related("slot", "student")
    placement = rows.get(pk=placement.pk)
    if placement.state == Placement.State.CANCELLED:
        raise PlacementCancelled
    return placement


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
