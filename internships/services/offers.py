"""Job offers: drafting, changing, opening and closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput, NotAllowed
from core.facts import enter_state
from internships.models import JobOffer, JobOfferState
from ledger.services import record
from reference.models import CatalogueMajor, Region

State = JobOffer.State


class OfferOpenAlready(DomainError):
    """The offer is open."""

    code = "job_offer_open_already"
    message = _("This job offer is open already.")


class OfferNotOpen(DomainError):
    """The offer is a draft or closed."""

    code = "job_offer_not_open"
    message = _("This job offer is not open.")


class OfferIsOver(DomainError):
    """The last day to apply has passed."""

    code = "job_offer_is_over"
    message = _("The last day to apply has passed. Change it first.")


@dataclass(frozen=True)
class OfferDraft:
    """What an enterprise says of a post for graduates. Pay in CNY a month."""

    post: str
    majors: tuple[CatalogueMajor, ...]
    places: int
    open_from: date
    open_to: date
    region: Region | None = None
    pay_from: Decimal | None = None
    pay_to: Decimal | None = None
    description: str = ""

    def columns(self) -> dict[str, Any]:
        """What goes into columns: all but the majors."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "majors"}


@transaction.atomic
def draft_offer(*, actor: Actor, draft: OfferDraft, on: date) -> JobOffer:
    """A draft of the actor's enterprise; nobody else sees it. Without a region it takes the enterprise's own.

    Raises NotAllowed, InvalidInput.
    """
    actor.require("offer_job")
    host = actor.organisation
    if host is None:
        raise NotAllowed
    offer = JobOffer(enterprise=host, **draft.columns())
    offer.region = draft.region or host.region
    _refuse_nonsense(offer, draft.majors)
    offer.save(force_insert=True)
    offer.majors.set(draft.majors)
    enter_state(JobOfferState.objects.all(), state=State.DRAFT, on=on, offer=offer)
    record(actor=actor, action="job_offer.drafted", subject=offer, payload=_as_payload(offer, draft.majors))
    return offer


@transaction.atomic
def save_offer(*, actor: Actor, offer: JobOffer, draft: OfferDraft) -> JobOffer:
    """Change an offer. Raises InvalidInput."""
    actor.require("edit_job_offer", offer)
    offer = _locked(offer)
    before = _as_payload(offer, offer.majors.all())
    for name, value in draft.columns().items():
        setattr(offer, name, value)
    offer.region = draft.region or offer.enterprise.region
    _refuse_nonsense(offer, draft.majors)
    offer.save()
    offer.majors.set(draft.majors)
    after = _as_payload(offer, draft.majors)
    changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if changed:
        record(actor=actor, action="job_offer.changed", subject=offer, payload=changed)
    return offer


@transaction.atomic
def open_offer(*, actor: Actor, offer: JobOffer, on: date) -> JobOffer:
    """Publish: everyone who is signed in finds it. Raises OfferOpenAlready, OfferIsOver."""
    actor.require("edit_job_offer", offer)
    offer = _locked(offer)
    if offer.is_open:
        raise OfferOpenAlready
    if offer.open_to < on:
        raise OfferIsOver(field="open_to")
    return _enter(actor, offer, State.OPEN, action="job_offer.opened", on=on)


@transaction.atomic
def close_offer(*, actor: Actor, offer: JobOffer, on: date) -> JobOffer:
    """Take it back. Raises OfferNotOpen."""
    actor.require("edit_job_offer", offer)
    offer = _locked(offer)
    if not offer.is_open:
        raise OfferNotOpen
    return _enter(actor, offer, State.CLOSED, action="job_offer.closed", on=on)


def _locked(offer: JobOffer) -> JobOffer:
    return JobOffer.objects.select_for_update(of=("self",)).select_related("enterprise", "region").get(pk=offer.pk)


def _enter(actor: Actor, offer: JobOffer, state: str, *, action: str, on: date) -> JobOffer:
    offer.state = state
    offer.save(update_fields=["state"])
    enter_state(JobOfferState.objects.all(), state=state, on=on, offer=offer)
    record(actor=actor, action=action, subject=offer, payload={"on": on.isoformat()})
    return offer


def _refuse_nonsense(offer: JobOffer, majors: Iterable[CatalogueMajor]) -> None:
    """Raises InvalidInput for the first field that cannot be."""
    try:
        offer.full_clean(exclude=["enterprise", "region"], validate_unique=False, validate_constraints=False)
    except ValidationError as refused:
        field, messages = next(iter(refused.message_dict.items()))
        raise InvalidInput(messages[0], field=field) from refused
    if not list(majors):
        raise InvalidInput(_("Choose at least one major."), field="majors")


def _as_payload(offer: JobOffer, majors: Iterable[CatalogueMajor]) -> dict[str, Any]:
    """The offer as the ledger keeps it: natural codes and texts."""
    plain = {name: getattr(offer, name) for name in OfferDraft.__dataclass_fields__ if name not in {"majors", "region"}}
    return {
        **{name: value if isinstance(value, int | None) else str(value) for name, value in plain.items()},
        "majors": sorted(major.code for major in majors),
        "region": offer.region.code if offer.region else None,
    }
