"""Reading people and memberships."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from accounts.models import Invitation, Membership, Organisation, User


def memberships_of(user: User) -> QuerySet[Membership]:
    """What a person may act for now, in the order of joining."""
    return (
        Membership.objects.filter(user=user, ended_at=None, organisation__ended_on=None)
        .select_related("user", "organisation__region", "organisation__overseer_region")
        .order_by("pk")
    )


def acting_memberships(user: User, *, chosen: int | None) -> list[Membership]:
    """What a person may act for now, the one that they act for first: the chosen one while it lasts, else the oldest.

    Every request asks for it, so it brings no more than an actor is made of.
    """
    found = list(memberships_of(user).select_related(None).select_related("organisation__overseer_region"))
    for row in found:
        row.user = user
    return sorted(found, key=lambda row: row.pk != chosen)


def has_second_factor(user: User) -> bool:
    """Whether the person has set up a one-time-password app."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who belongs to an organisation now, by name."""
    return (
        Membership.objects.filter(organisation=organisation, ended_at=None)
        .select_related("user", "organisation")
        .order_by("user__name", "pk")
    )


def open_invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn, the expired ones included: they can be sent again."""
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None).order_by("-pk")


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address. Only for whoever has proved to hold it."""
    return User.objects.filter(email__iexact=email).exists()
