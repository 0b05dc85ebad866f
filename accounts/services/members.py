"""How people come into an organisation, and leave it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.mail import address, send_on_commit
from accounts.models import Invitation, Membership, Organisation, Role, User
from accounts.models.people import ROLES_OF_KIND
from accounts.roles import ACTS
from accounts.tokens import digest_of, new_token
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record

INVITATION_DAYS = 14


class AlreadyMember(DomainError):
    """The person has this role in this organisation."""

    code = "already_member"
    message = _("This person already has this role here.")


class AlreadyInvited(DomainError):
    """An invitation to this address for this role is open."""

    code = "already_invited"
    message = _("An invitation to this address is open. Send it again from the list below.")


class InvitationUnusable(DomainError):
    """The invitation was known once and does nothing now."""

    status = 410


class InvitationExpired(InvitationUnusable):
    """Its time is over."""

    code = "invitation_expired"
    message = _("This invitation has expired. Ask for a fresh one: it is sent to the same e-mail address at once.")


class InvitationAccepted(InvitationUnusable):
    """It was accepted."""

    code = "invitation_accepted"
    message = _("This invitation was accepted. Sign in with your e-mail address and your password.")


class InvitationWithdrawn(InvitationUnusable):
    """It was taken back, or a fresh one has replaced it."""

    code = "invitation_withdrawn"
    message = _(
        "This invitation is no longer valid. If a newer one was sent to you, use that one; else ask who sent it."
    )


class AnotherPerson(DomainError):
    """The invitation is for another e-mail address than that of the person who is signed in."""

    code = "invitation_for_another"
    message = _("This invitation was sent to another e-mail address. Sign out, and open it again.")
    status = 403


class LastWhoInvites(DomainError):
    """Without this membership nobody could invite anybody into the organisation."""

    code = "last_who_invites"
    message = _("Nobody else can invite people into this organisation. Invite a successor first.")


def roles_offered(actor: Actor, organisation: Organisation) -> list[Role]:
    """The roles that the actor may invite somebody into, in this organisation."""
    if not _may_invite_into(actor, organisation):
        return []
    return [role for role in Role if role in ROLES_OF_KIND[organisation.kind]]


@transaction.atomic
def invite_member(*, actor: Actor, organisation: Organisation, email: str, role: str, at: datetime) -> Invitation:
    """Offer somebody a membership by e-mail. Raises InvalidInput, AlreadyMember, AlreadyInvited.

    Members invite into their own organisation. The operator invites into any that has nobody who could: the first
    member, or the successor of the last one.
    """
    if not _may_invite_into(actor, organisation):
        raise NotAllowed
    if role not in roles_offered(actor, organisation):
        raise InvalidInput(_("An organisation of this kind has no such role."), field="role")
    email = _clean_email(email)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one invitation at a time
    if Membership.objects.filter(user__email=email, organisation=organisation, role=role, ended_at=None).exists():
        raise AlreadyMember(field="email")
    if _open_invitations(at).filter(organisation=organisation, email=email, role=role).exists():
        raise AlreadyInvited(field="email")
    token = new_token()
    invitation = Invitation.objects.create(
        organisation=organisation,
        role=role,
        email=email,
        token_digest=digest_of(token),
        invited_by=actor.user,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    record(
        actor=actor,
        action="invitation.sent",
        subject=invitation,
        payload={"email": email, "role": role},
        label=str(organisation),
    )
    _mail(invitation, token)
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation, at: datetime) -> None:
    """Take an invitation back. Raises InvitationAccepted, InvitationWithdrawn."""
    _require(actor, "withdraw_invitation", invitation)
    kept = _lock(invitation)
    _check_open(kept)
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    record(actor=actor, action="invitation.withdrawn", subject=kept, label=str(kept.organisation))


@transaction.atomic
def resend_invitation(*, actor: Actor, invitation: Invitation, at: datetime) -> Invitation:
    """Send a fresh invitation to the same address; the older one is withdrawn. Raises as `withdraw_invitation`."""
    _require(actor, "withdraw_invitation", invitation)
    return _renew(actor=actor, kept=_lock(invitation), at=at)


@transaction.atomic
def renew_expired_invitation(*, invitation: Invitation, at: datetime) -> Invitation:
    """What the holder of an expired invitation may ask for: a fresh one, to the same address.

    One that has not expired is left as it is. Raises InvitationAccepted, InvitationWithdrawn.
    """
    kept = _lock(invitation)
    _check_open(kept)
    if kept.expires_at > at:
        return kept
    return _renew(actor=Actor.system("invitations"), kept=kept, at=at)


def find_invitation(token: str) -> Invitation:
    """The invitation of a token, usable or not. Raises Invitation.DoesNotExist."""
    return Invitation.objects.select_related("organisation").get(token_digest=digest_of(token))


def check_usable(invitation: Invitation, *, at: datetime) -> None:
    """Raises InvitationAccepted, InvitationWithdrawn or InvitationExpired, in that order."""
    _check_open(invitation)
    if invitation.expires_at <= at:
        raise InvitationExpired


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, on: date, at: datetime) -> Membership:
    """Make the invited person a member. Raises AnotherPerson, AlreadyMember, InvitationUnusable."""
    kept = _lock(invitation)
    check_usable(kept, at=at)
    if user.email.casefold() != kept.email.casefold():
        raise AnotherPerson
    return _join(kept, user, on=on, at=at)


@transaction.atomic
def accept_as_new_person(
    *, invitation: Invitation, name: str, password: str, language: str, on: date, at: datetime
) -> Membership:
    """Make an account for the invited address, and its owner a member. Raises InvalidInput, InvitationUnusable."""
    kept = _lock(invitation)
    check_usable(kept, at=at)
    if User.objects.filter(email=kept.email).exists():
        raise AnotherPerson(_("There is an account with this e-mail address. Sign in, and open the invitation again."))
    user = User(email=kept.email, name=name.strip(), language=language)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.save(force_insert=True)
    return _join(kept, user, on=on, at=at)


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, at: datetime) -> None:
    """Somebody leaves: from now on the person acts for this organisation no more. Raises LastWhoInvites.

    The person's API tokens for it stop working; what the person did stays.
    """
    _require(actor, "end_membership", membership)
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    kept = Membership.objects.select_for_update().get(pk=membership.pk)
    if kept.ended_at is not None:
        return
    others = _who_invite(organisation).exclude(pk=kept.pk)
    if kept.role in ACTS["invite_member"].roles and not others.exists() and not actor.can("operate_accounts"):
        raise LastWhoInvites
    kept.ended_at = at
    kept.save(update_fields=["ended_at"])
    kept.tokens.all().delete()
    record(actor=actor, action="membership.ended", subject=kept, payload={"role": kept.role}, label=str(organisation))


def _join(kept: Invitation, user: User, *, on: date, at: datetime) -> Membership:
    if Membership.objects.filter(
        user=user, organisation_id=kept.organisation_id, role=kept.role, ended_at=None
    ).exists():
        raise AlreadyMember
    membership = Membership.objects.create(user=user, organisation=kept.organisation, role=kept.role, since_on=on)
    kept.accepted_at = at
    kept.save(update_fields=["accepted_at"])
    record(
        actor=Actor.for_membership(membership),
        action="membership.began",
        subject=membership,
        payload={"role": kept.role, "invitation": kept.pk},
        label=str(kept.organisation),
    )
    return membership


def _renew(*, actor: Actor, kept: Invitation, at: datetime) -> Invitation:
    _check_open(kept)
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    token = new_token()
    fresh = Invitation.objects.create(
        organisation_id=kept.organisation_id,
        role=kept.role,
        email=kept.email,
        token_digest=digest_of(token),
        invited_by_id=kept.invited_by_id,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    record(
        actor=actor,
        action="invitation.sent",
        subject=fresh,
        payload={"email": fresh.email, "role": fresh.role, "instead_of": kept.pk},
        label=str(fresh.organisation),
    )
    _mail(fresh, token)
    return fresh


def _may_invite_into(actor: Actor, organisation: Organisation) -> bool:
    if organisation.ended_on is not None:
        return False
    if actor.organisation_id == organisation.pk:
        return actor.can("invite_member")
    return actor.can("operate_accounts") and not _who_invite(organisation).exists()


def _who_invite(organisation: Organisation) -> QuerySet[Membership]:
    return Membership.objects.filter(
        organisation=organisation, role__in=ACTS["invite_member"].roles, ended_at=None, user__is_active=True
    )


def _open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def _lock(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)


def _check_open(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise InvitationAccepted
    if invitation.withdrawn_at is not None:
        raise InvitationWithdrawn


def _require(actor: Actor, act: str, row: Invitation | Membership) -> None:
    if not actor.can("operate_accounts"):
        actor.require(act, row)


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
        MaxLengthValidator(254)(email)
    except ValidationError as error:
        raise InvalidInput(_("Enter an e-mail address, such as name@example.org."), field="email") from error
    return email


def _mail(invitation: Invitation, token: str) -> None:
    link = address(reverse("accounts:invitation", args=[token]))

    def text() -> tuple[str, str]:
        organisation = invitation.organisation
        english = translation.get_language() == "en"
        name = (organisation.name_en or organisation.name) if english else organisation.name
        return (
            gettext("%(organisation)s invites you to Ronghe") % {"organisation": name},
            gettext(
                "%(organisation)s invites you to Ronghe as %(role)s.\n\n%(address)s\n\n"
                "The invitation is for this e-mail address and ends after %(days)s days."
            )
            % {
                "organisation": name,
                "role": Role(invitation.role).label,
                "address": link,
                "days": INVITATION_DAYS,
            },
        )

    known = User.objects.filter(email=invitation.email).values_list("language", flat=True).first()
    languages = [known] if known in dict(settings.LANGUAGES) else [code for code, _name in settings.LANGUAGES]
    send_on_commit(to=invitation.email, text=text, languages=languages)
