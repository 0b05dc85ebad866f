"""A student has no account: help is asked for, and its answer read, through a link by e-mail.

The link serves until it ends, is renewed to the same address, and is taken back when the student will not come.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.links import send_link, withdraw_links
from accounts.mail import send_on_commit
from accounts.models import Link
from core import clock
from core.errors import DomainError
from internships.models import Placement
from ledger.services import record

ACT = "ask_for_help"
LINK_DAYS = 30
SERVED_AFTER_THE_END = timedelta(days=30)  # pay of the last month is often what is missing


class PlacementServed(DomainError):
    """The student will not come, or has been away for a while."""

    code = "placement_served"
    message = _("This internship is over. Record on the student's behalf what the student still asks for.")


def is_served(placement: Placement, *, on: date) -> bool:
    """Whether links for this placement have done their work: it was cancelled, or ended some weeks ago."""
    return placement.is_cancelled or on > placement.ends_on + SERVED_AFTER_THE_END


@transaction.atomic
def send_help_link(*, actor: Actor, placement: Placement, email: str, on: date) -> Link:
    """Mail a student a link to ask for help through; it replaces the one before. Raises NotAllowed, PlacementServed.

    The link names nobody: the name of its holder would stay in the ledger.
    """
    actor.require("send_help_link", placement)
    placement = Placement.objects.select_for_update(of=("self",)).select_related("college").get(pk=placement.pk)
    if is_served(placement, on=on):
        raise PlacementServed
    withdraw_help_links(actor=actor, placement=placement)
    link = send_link(
        actor=actor,
        act=ACT,
        subject=placement,
        organisation=placement.college,
        name=gettext("Student"),
        email=email,
        at=clock.now(),
        days=LINK_DAYS,
    )
    record(actor=actor, action="placement.help_link_sent", subject=placement, payload={"link": link.pk})
    return link


def withdraw_help_links(*, actor: Actor, placement: Placement) -> None:
    """Take back what was sent: a newer link replaces it, or the student will not come."""
    withdraw_links(actor=actor, act=ACT, subject=placement, at=clock.now())


def words_of_link(link: Link, address: str) -> tuple[str, str]:
    """The mail that brings a link: subject and text."""
    return (
        gettext("Help during your internship"),
        gettext(
            "If something is wrong during your internship (pay, hours, safety, treatment), tell your college here and "
            "read its answer. No account is needed:\n\n%(address)s\n\n%(college)s\n\nThe link works for %(days)s days; "
            "then it offers you a fresh one. It is yours alone: who has it reads what you write."
        )
        % {"address": address, "college": link.organisation, "days": link.days},
    )


def tell_answered(link: Link) -> None:
    """Mail the holder of a link that an answer is there; what it says stays behind the link."""

    def text() -> tuple[str, str]:
        return (
            gettext("Your request for help has an answer"),
            gettext(
                "%(college)s has answered you. Open the link that you were sent to read it; if it has expired, it "
                "offers you a fresh one."
            )
            % {"college": link.organisation},
        )

    send_on_commit(to=link.email, text=text)
