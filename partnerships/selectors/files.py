"""What anybody may learn of a signed agreement, and whether a file is the one that was signed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from partnerships.life import SHAPES
from partnerships.models import Agreement, Party, SignedFile, State, TermsVersion
from partnerships.models.agreements import NOT_A_DRAFT


class Standing(TextChoices):
    """How an agreement stands, for everybody."""

    VALID = "valid", _("Valid")
    AMENDED = "amended", _("Valid, amended")
    ENDED = "ended", _("Ended")
    NOT_IN_FORCE = "not_in_force", _("Not in force")


def readable_files(actor: Actor) -> QuerySet[SignedFile]:
    """Signed files that an actor may see: who has left an agreement, those of versions that began before."""
    left = Party.objects.filter(
        agreement=OuterRef("agreement"),
        organisation=actor.organisation,
        left_on__lte=OuterRef("version__effective_from"),
    )
    return SignedFile.objects.visible_to(actor).filter(~Exists(left))


@dataclass(frozen=True)
class PublicCheck:
    """All that the public page shows: nobody's name but those of organisations, nothing of what was agreed."""

    agreement: Agreement
    standing: Standing
    organisations: list[Organisation]
    digest: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Match:
    """What a digest is: of a signed file, or of the terms alone."""

    version: TermsVersion
    file: SignedFile | None
    is_current: bool


def public_check(public_id: UUID, *, on: date) -> PublicCheck:
    """How the agreement of a public id stands on a day. Raises Agreement.DoesNotExist; of a draft nobody learns."""
    shown = Agreement.objects.filter(NOT_A_DRAFT)  # whole: what the page shows is for everybody who has the file
    agreement = shown.get(public_id=public_id)
    version = _version(agreement, on)
    return PublicCheck(
        agreement=agreement,
        standing=_standing(agreement, version, on),
        organisations=[party.organisation for party in agreement.parties.present().select_related("organisation")],
        digest=version.digest if version else "",
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
    )


def match(agreement: Agreement, digest: str, *, on: date) -> Match | None:
    """What has this digest: a signed file of the agreement, or the terms of one of its versions. None: nothing."""
    current = _version(agreement, on)
    file = agreement.files.filter(sha256=digest).select_related("version").defer("content").first()
    version = file.version if file else agreement.versions.filter(digest=digest).order_by("-number").first()
    return Match(version, file, version == current) if version else None


def _version(agreement: Agreement, on: date) -> TermsVersion | None:
    """The version in force on a day; before the first day of an agreement its first, after its end its last."""
    versions = agreement.versions.standing()
    begun = versions.filter(effective_from__lte=on)
    return begun.last() or versions.first()


def _standing(agreement: Agreement, version: TermsVersion | None, on: date) -> Standing:
    if SHAPES[agreement.state] == "ended" or (agreement.ends_on and agreement.ends_on < on):
        return Standing.ENDED
    if agreement.state != State.IN_FORCE or version is None or version.effective_from > on:
        return Standing.NOT_IN_FORCE
    return Standing.AMENDED if version.number > 1 else Standing.VALID
