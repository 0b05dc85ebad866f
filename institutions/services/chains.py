"""The industry chains that a major serves."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import Major, MajorChain
from ledger.services import record
from reference.models import Industry


class ChainServedAlready(InvalidInput):
    """A major serves a chain once."""

    code = "chain_served_already"
    message = _("The major serves this industry chain already.")


@transaction.atomic
def add_chain(*, actor: ActorLike, major: Major, name: str, industry: Industry | None = None) -> MajorChain:
    """Note that a major serves an industry chain. Raises ChainServedAlready."""
    actor.require("manage_majors", major)
    major = Major.objects.select_for_update().get(pk=major.pk)
    name = name.strip()
    if MajorChain.objects.current().filter(major=major, name=name).exists():
        raise ChainServedAlready(field="name")
    chain = MajorChain.objects.create(major=major, name=name, industry=industry)
    payload = {"name": name, "industry": industry.code if industry is not None else ""}
    record(actor=actor, action="major.chain_added", subject=major, payload=payload)
    return chain


@transaction.atomic
def remove_chain(*, actor: ActorLike, chain: MajorChain) -> None:
    """From now on the major does not serve the chain; what was counted before stays. Twice is once."""
    actor.require("manage_majors", chain.major)
    major = Major.objects.select_for_update().get(pk=chain.major_id)
    if MajorChain.objects.current().filter(pk=chain.pk).update(superseded_at=clock.now()):
        record(actor=actor, action="major.chain_removed", subject=major, payload={"name": chain.name})
