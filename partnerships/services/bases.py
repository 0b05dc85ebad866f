"""Which training bases an agreement founds or serves."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput
from institutions.models import TrainingBase
from ledger.services import record
from partnerships.models import Agreement, AgreementBase
from partnerships.services.steps import locked


class BaseLinked(DomainError):
    """The agreement names this base already."""

    code = "base_linked"
    message = _("This training base is named already.")


@transaction.atomic
def link_base(*, actor: Actor, agreement: Agreement, base: TrainingBase) -> AgreementBase:
    """Name a training base of the keeper. Raises NotAllowed, InvalidInput (base), BaseLinked."""
    actor.require("link_base", agreement)
    agreement = locked(agreement)
    if base.college_id != agreement.keeper_id:
        raise InvalidInput(_("Choose a training base of your college."), field="base")
    if agreement.base_links.filter(base=base).exists():
        raise BaseLinked(field="base")
    link = AgreementBase.objects.create(agreement=agreement, base=base)
    record(actor=actor, action="agreement.base_linked", subject=agreement, payload={"base": base.pk, "name": base.name})
    return link


@transaction.atomic
def unlink_base(*, actor: Actor, agreement: Agreement, base: TrainingBase) -> None:
    """Take a training base off an agreement; nothing happens where it is not named. Raises NotAllowed."""
    actor.require("link_base", agreement)
    agreement = locked(agreement)
    if agreement.base_links.filter(base=base).delete()[0]:
        record(
            actor=actor,
            action="agreement.base_unlinked",
            subject=agreement,
            payload={"base": base.pk, "name": base.name},
        )
