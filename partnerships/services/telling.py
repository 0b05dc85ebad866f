"""Who hears of what: the members who can act for a party."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, Role
from notices.services import notify
from partnerships.models import Agreement

TO_ACCEPT, NOT_ACCEPTED, LAPSED = "agreement_to_accept", "agreement_not_accepted", "agreement_lapsed"
TO_CHECK, SENT_BACK, TO_SIGN = "agreement_to_check", "agreement_sent_back", "agreement_to_sign"
SUSPENDED, RESUMED, ENDING = "agreement_suspended", "agreement_resumed", "agreement_ending"
DECISION, NOT_RENEWED, AMENDED = "agreement_decision", "agreement_not_renewed", "agreement_amended"
REMINDER, PAPER, PAPER_UNDONE = "agreement_reminder", "agreement_paper", "agreement_paper_undone"
WISH, WISH_ANSWERED = "agreement_wish", "agreement_wish_answered"
ASSESSED, ASSESSMENT_ANSWERED = "agreement_assessed", "agreement_assessment_answered"
ASSESSMENT_DUE = "agreement_assessment_due"
RISK_ALARM = "agreement_risk_alarm"
KINDS: tuple[tuple[str, Promise, Promise, bool], ...] = (
    (TO_ACCEPT, _("Something waits to be accepted"), _("Waits for your answer: %(name)s (%(title)s)"), False),
    (NOT_ACCEPTED, _("Something was not accepted"), _("Not accepted: %(name)s (%(title)s). %(reason)s"), True),
    (LAPSED, _("An obligation has lapsed"), _("Lapsed: %(name)s (%(title)s)"), False),
    (TO_CHECK, _("An agreement waits for your check"), _("Waits for your check, %(name)s: %(title)s"), False),
    (SENT_BACK, _("An internal check sent an agreement back"), _("%(name)s sent back %(title)s: %(reason)s"), True),
    (TO_SIGN, _("An agreement waits to be signed"), _("Waits to be signed: %(title)s (%(name)s)"), False),
    (SUSPENDED, _("An agreement was suspended"), _("%(name)s has suspended %(title)s: %(reason)s"), True),
    (RESUMED, _("A suspended agreement goes on"), _("%(name)s lets it go on: %(title)s"), False),
    (
        ENDING,
        _("Notice was given that an agreement ends"),
        _("%(title)s is to end on %(day)s: %(name)s. %(reason)s"),
        True,
    ),
    (RISK_ALARM, _("A figure warns of a risk"), _("%(name)s is at %(value)s, past its threshold: %(title)s"), True),
    (DECISION, _("A renewal has to be decided"), _("Decide by %(day)s whether it is renewed: %(title)s"), False),
    (NOT_RENEWED, _("An agreement is not renewed"), _("%(name)s does not renew %(title)s: %(reason)s"), True),
    (AMENDED, _("An agreement was amended"), _("Amended from %(day)s on: %(title)s"), False),
    (REMINDER, _("You are reminded of a signature"), _("%(name)s reminds you to sign: %(title)s"), True),
    (
        PAPER,
        _("Your signature on paper was recorded"),
        _("A signature of your side on paper was recorded: %(title)s"),
        True,
    ),
    (PAPER_UNDONE, _("A signature on paper was taken back"), _("Taken back, %(title)s: %(reason)s"), True),
    (ASSESSED, _("An assessment waits for your answer"), _("Confirm the assessment or object: %(title)s"), False),
    (
        ASSESSMENT_ANSWERED,
        _("Your assessment is contested"),
        _("Objection to the assessment of %(title)s: %(reason)s"),
        True,
    ),
    (ASSESSMENT_DUE, _("An assessment comes due"), _("To be assessed by %(day)s: %(title)s"), False),
    (WISH, _("A change is asked for"), _("%(name)s asks for a change of %(title)s: %(text)s"), True),
    (
        WISH_ANSWERED,
        _("Your wish for a change was answered"),
        _("%(name)s has answered your wish, %(title)s: %(text)s"),
        False,
    ),
)
"""The kinds of notices: what they are called, their sentence, and whether they are mailed at once."""

WHO_ACTS = (Role.COLLEGE_ADMINISTRATOR, Role.ENTERPRISE_LIAISON)


def tell(
    actor: Actor, agreement: Agreement, organisations: Iterable[int], kind: str, *, url: str = "", **params: str
) -> None:
    """Tell those who act for some parties; each organisation's people once. `url` is the progress unless given."""
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
            url=url or reverse("partnerships:agreement-progress", args=[agreement.pk]),
            organisation_id=organisation_id,
        )
