"""Contributions after the signing: delivered by the one who gives, accepted or refused by the one who receives."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput, NotAllowed
from core.facts import enter_state
from institutions.models import Equipment
from institutions.services.majors import DateTooEarly
from ledger.services import record
from partnerships.life import CONTRIBUTION_STEPS, OtherSideActs, ReasonNeeded, StepNotPossible
from partnerships.models import Contribution, ContributionEquipment, ContributionStage, ContributionState
from partnerships.selectors import giver_of, receivers_of
from partnerships.services.steps import locked
from partnerships.services.telling import NOT_ACCEPTED, TO_ACCEPT, tell
from partnerships.terms.values import ContributionKind

REMARK_LENGTH = 1000


class EquipmentLinked(DomainError):
    """The piece is what another contribution became, or this one already."""

    code = "equipment_linked"
    message = _("This piece of equipment belongs to a contribution already.")


@transaction.atomic
def deliver_contribution(
    *, actor: Actor, contribution: Contribution, delivered_on: date, on: date, remark: str = ""
) -> Contribution:
    """Say that a contribution was delivered. By who gives it; what comes from outside is reported by the keeper.

    Raises NotAllowed, OtherSideActs, StepNotPossible, InvalidInput (delivered_on, remark), DateTooEarly.
    """
    actor.require("deliver_contribution", contribution)
    contribution = _locked(contribution)
    _require_side(actor, contribution, giver_of(contribution))
    if delivered_on > on:
        raise InvalidInput(_("This day has not come yet."), field="delivered_on")
    _enter(actor, contribution, ContributionStage.DELIVERED, delivered_on, remark, field="delivered_on")
    others = [receiver for receiver in receivers_of(contribution) if receiver != actor.organisation_id]
    tell(actor, contribution.agreement, others, TO_ACCEPT, name=contribution.name)
    return contribution


@transaction.atomic
def answer_contribution(
    *, actor: Actor, contribution: Contribution, is_accepted: bool, on: date, remark: str = ""
) -> Contribution:
    """Accept what was delivered, or refuse it with a reason. By who receives it.

    Raises NotAllowed, OtherSideActs, StepNotPossible, ReasonNeeded, InvalidInput (remark), DateTooEarly.
    """
    actor.require("answer_contribution", contribution)
    contribution = _locked(contribution)
    _require_side(actor, contribution, *receivers_of(contribution))
    if not is_accepted and not remark.strip():
        raise ReasonNeeded(field="remark")
    state = ContributionStage.ACCEPTED if is_accepted else ContributionStage.REFUSED
    _enter(actor, contribution, state, on, remark, field="remark")
    if not is_accepted:
        words = {"name": contribution.name, "reason": contribution.remark}
        tell(actor, contribution.agreement, [giver_of(contribution)], NOT_ACCEPTED, **words)
    return contribution


@transaction.atomic
def link_equipment(*, actor: Actor, contribution: Contribution, equipment: Equipment) -> ContributionEquipment:
    """Say which piece of the keeper's equipment a contribution became. By the keeper.

    Raises NotAllowed, InvalidInput (equipment), EquipmentLinked.
    """
    actor.require("link_equipment", contribution.agreement)
    contribution = _locked(contribution)
    if contribution.kind != ContributionKind.EQUIPMENT or equipment.college_id != contribution.agreement.keeper_id:
        raise InvalidInput(_("Choose equipment of your college, for a contribution of equipment."), field="equipment")
    if ContributionEquipment.objects.filter(equipment=equipment).exists():
        raise EquipmentLinked(field="equipment")
    link = ContributionEquipment.objects.create(contribution=contribution, equipment=equipment)
    record(
        actor=actor,
        action="agreement.equipment_linked",
        subject=contribution.agreement,
        payload={"contribution": contribution.key, "equipment": equipment.pk, "name": equipment.name},
    )
    return link


def _locked(contribution: Contribution) -> Contribution:
    agreement = locked(contribution.agreement)
    found = Contribution.objects.select_related("party").get(pk=contribution.pk)
    found.agreement = agreement
    return found


def _require_side(actor: Actor, contribution: Contribution, *organisations: int) -> None:
    if actor.organisation_id in organisations:
        return
    party = contribution.agreement.parties.filter(organisation_id__in=organisations).first()
    if party is None:
        raise NotAllowed
    raise OtherSideActs(params={"name": party})


def _enter(
    actor: Actor, contribution: Contribution, state: ContributionStage, on: date, remark: str, *, field: str
) -> None:
    if contribution.state not in CONTRIBUTION_STEPS[state]:
        raise StepNotPossible(params={"state": contribution.get_state_display()})
    if len(remark.strip()) > REMARK_LENGTH:
        raise InvalidInput(_("Write at most %(count)s characters."), field="remark", params={"count": REMARK_LENGTH})
    began_on = contribution.states.current().get().from_on
    if on < began_on:
        raise DateTooEarly(field=field)
    enter_state(ContributionState.objects.all(), state=state, on=on, contribution=contribution)
    contribution.state, contribution.remark = state, remark.strip()
    contribution.save(update_fields=["state", "remark"])
    record(
        actor=actor,
        action=f"agreement.contribution_{state}",
        subject=contribution.agreement,
        payload={
            "contribution": contribution.key,
            "name": contribution.name,
            "on": on.isoformat(),
            "reason": contribution.remark,
        },
    )
