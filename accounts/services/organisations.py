"""The register of organisations, as far as it is not a room's own (colleges, enterprises)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation, OrganisationKind
from core.errors import DomainError, InvalidInput
from ledger.services import record
from reference.models import Region

REGISTERED_HERE = (
    OrganisationKind.AUTHORITY,
    OrganisationKind.EVALUATOR,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.PARK,
    OrganisationKind.OTHER,
)


class OrganisationKnown(DomainError):
    """There is an organisation of this kind and name."""

    code = "organisation_known"
    message = _("An organisation of this kind has this name already.")


@transaction.atomic
def register_organisation(
    *,
    actor: Actor,
    kind: str,
    name: str,
    name_en: str = "",
    region: Region | None = None,
    oversees_the_country: bool = False,
) -> Organisation:
    """Add an authority, evaluator, association, park or other organisation. Raises InvalidInput, OrganisationKnown.

    An authority oversees the subtree of its region; without a region only where `oversees_the_country` says so, so
    that an empty field never opens the whole country. Colleges and enterprises come with their own rooms.
    """
    actor.require("register_organisation")
    if kind not in REGISTERED_HERE:
        raise InvalidInput(_("Organisations of this kind are not registered here."), field="kind")
    name = " ".join(name.split())
    if not name:
        raise InvalidInput(_("Give the organisation a name."), field="name")
    if oversees_the_country and (region is not None or kind != OrganisationKind.AUTHORITY):
        raise InvalidInput(_("Either a region or the whole country, and that for an authority."), field="region")
    if kind == OrganisationKind.AUTHORITY and region is None and not oversees_the_country:
        raise InvalidInput(_("Say which region the authority oversees."), field="region")
    if Organisation.objects.filter(kind=kind, name=name).exists():
        raise OrganisationKnown(field="name")
    organisation = Organisation.objects.create(
        kind=kind, name=name, name_en=" ".join(name_en.split()), region=region, overseer_region=region
    )
    record(
        actor=actor,
        action="organisation.registered",
        subject=organisation,
        payload={"kind": kind, "region": region.code if region else None},
    )
    return organisation
