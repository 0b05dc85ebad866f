"""Who hears of what: the members who can act for a party."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Membership, Role
from notices.services import notify
from partnerships.models import Agreement

TO_ACCEPT, NOT_ACCEPTED, LAPSED = "agreement_to_accept", "agreement_not_accepted", "agreement_lapsed"
WHO_ACTS = (Role.COLLEGE_ADMINISTRATOR, Role.ENTERPRISE_LIAISON)


def tell(actor: Actor, agreement: Agreement, organisations: Iterable[int], kind: str, **params: str) -> None:
    """Tell those who act for some parties; each organisation's people once."""
    rows = Membership.objects.filter(
        organisation_id__in=set(organisations), role__in=WHO_ACTS, ended_at=None
    ).select_related("user")
    by_organisation: dict[int, list] = {}
    for row in rows.order_by("pk"):
        by_organisation.setdefault(row.organisation_id, []).append(row.user)
    for organisation_id, users in by_organisation.items():
        notify(
            actor=actor,
            users=users,
            kind=kind,
            params={"title": agreement.title, **params},
            url=reverse("partnerships:agreement-progress", args=[agreement.pk]),
            organisation_id=organisation_id,
        )
