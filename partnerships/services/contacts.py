"""Whom to call at each party: entered and removed by the party itself. The ledger keeps no names."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Agreement, Contact
from partnerships.services.ending import own_party
from partnerships.services.steps import locked

LENGTHS = {"topic": 120, "name": 60, "phone": 40, "email": 254, "hours": 120}


@transaction.atomic
def add_contact(
    *, actor: Actor, agreement: Agreement, topic: str, name: str, phone: str = "", email: str = "", hours: str = ""
) -> Contact:
    """Name somebody at the actor's side. Raises NotAllowed, InvalidInput (topic, name, phone, email, hours)."""
    actor.require("manage_contacts", agreement)
    agreement = locked(agreement)
    party = own_party(agreement, actor)
    said = {"topic": topic, "name": name, "phone": phone, "email": email, "hours": hours}
    facts = {field: value.strip() for field, value in said.items()}
    for field, value in facts.items():
        if len(value) > LENGTHS[field]:
            raise InvalidInput(_("Write at most %(count)s characters."), field=field, params={"count": LENGTHS[field]})
    for field in ("topic", "name"):
        if not facts[field]:
            raise InvalidInput(_("Say who is to be called, and for what."), field=field)
    if not facts["phone"] and not facts["email"]:
        raise InvalidInput(_("Give a telephone number or an e-mail address."), field="phone")
    if facts["email"]:
        _check_email(facts["email"])
    contact = Contact.objects.create(agreement=agreement, party=party, **facts)
    record(actor=actor, action="agreement.contact_added", subject=agreement, payload={"party": party.key})
    return contact


@transaction.atomic
def remove_contact(*, actor: Actor, contact: Contact) -> None:
    """Remove a person of the actor's side for good. Raises NotAllowed."""
    actor.require("manage_contacts", contact)
    agreement = locked(contact.agreement)
    if contact.party.organisation_id != actor.organisation_id:
        raise NotAllowed
    contact.delete()
    record(actor=actor, action="agreement.contact_removed", subject=agreement, payload={"party": contact.party.key})


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(_("This is no e-mail address."), field="email") from error
