"""Links for people without an account: one act on one row, for a while.

A room registers the page of an act (`links.register("sign_agreement", view)`); /links/<token>/ opens the link, puts
its holder on the request as the actor, and calls `view(request, link)`. A GET shows, only a POST acts.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.mail import address, send_on_commit
from accounts.models import Link, Organisation
from accounts.roles import ACTS
from accounts.tokens import digest_of, new_token
from core.errors import DomainError
from core.registry import Registry
from ledger.services import record

LinkPage = Callable[[HttpRequest, Link], HttpResponseBase]
LinkMail = Callable[[Link, str], tuple[str, str]]  # its address → subject and text, in the active language
pages: Registry[LinkPage] = Registry("page of a link")
mails: Registry[LinkMail] = Registry("mail of a link")


def register(act: str, page: LinkPage, *, mail: LinkMail | None = None) -> LinkPage:
    """Say which page does an act for the holder of a link, and what the mail says where the common words do not fit.

    The act stands in the table of roles. A page that does not `use_link` serves until the link ends.
    """
    if act not in ACTS:
        raise KeyError(act)
    if mail is not None:
        mails.register(act, mail)
    return pages.register(act, page)


class LinkUnusable(DomainError):
    """The link was known once and does nothing now; `link` is its row, `is_renewable` whether a fresh one is sent."""

    status = 410
    is_renewable = False

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.link = link


class LinkExpired(LinkUnusable):
    """Its time is over."""

    code = "link_expired"
    message = _("This link has expired. Ask for a fresh one: it is sent to the same e-mail address at once.")
    is_renewable = True


class LinkUsed(LinkUnusable):
    """The act was done."""

    code = "link_used"
    message = _("This link was used, and what it was for is done. Nothing more is needed from you.")


class LinkWithdrawn(LinkUnusable):
    """Its sender took it back, or a fresh one has replaced it."""

    code = "link_withdrawn"
    message = _("This link is no longer valid. If a newer one was sent to you, use that one; else ask its sender.")


@transaction.atomic
def send_link(
    *,
    actor: Actor,
    act: str,
    subject: models.Model,
    organisation: Organisation,
    name: str,
    email: str,
    at: datetime,
    days: int = 14,
) -> Link:
    """Mail somebody a link for one act on `subject`, on behalf of `organisation`.

    Whether the actor may send it is the caller's question (`actor.require("send_signing_link", agreement)`).
    """
    if act not in pages:
        raise KeyError(f"No room has registered a page for the act {act!r}")
    token = new_token()
    link = Link.objects.create(
        act=act,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        organisation=organisation,
        name=name,
        email=email,
        token_digest=digest_of(token),
        sent_by=actor.user,
        sent_for=actor.organisation,
        days=days,
        expires_at=at + timedelta(days=days),
    )
    record(
        actor=actor,
        action="link.sent",
        subject=link,
        payload={"act": act, "email": email, "days": days},
        label=str(link.public_id),
    )
    _mail(link, token)
    return link


def open_link(token: str, *, at: datetime) -> Link:
    """The link of a token. Raises Link.DoesNotExist, LinkUsed, LinkWithdrawn, LinkExpired."""
    link = Link.objects.select_related("organisation", "sent_for").get(token_digest=digest_of(token))
    check_usable(link, at=at)
    return link


def check_usable(link: Link, *, at: datetime) -> None:
    """Raises LinkUsed, LinkWithdrawn or LinkExpired, in that order."""
    if link.used_at is not None:
        raise LinkUsed(link)
    if link.withdrawn_at is not None:
        raise LinkWithdrawn(link)
    if link.expires_at <= at:
        raise LinkExpired(link)


def use_link(link: Link, *, at: datetime) -> None:
    """Mark a link as used, inside the transaction of its act. Of two posts at once, one raises LinkUsed."""
    kept = Link.objects.select_for_update().get(pk=link.pk)
    check_usable(kept, at=at)
    kept.used_at = at
    kept.save(update_fields=["used_at"])


@transaction.atomic
def renew_link(link: Link, *, at: datetime) -> Link:
    """Mail the holder of an expired link a fresh one, to the same address; the old one is withdrawn.

    Raises LinkUsed and LinkWithdrawn. A link that has not expired is left as it is.
    """
    kept = Link.objects.select_for_update().get(pk=link.pk)
    try:
        check_usable(kept, at=at)
    except LinkExpired:
        pass
    else:
        return kept
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    token = new_token()
    fresh = Link.objects.create(
        **{field: getattr(kept, field) for field in ("act", "subject_type", "subject_id", "name", "email", "days")},
        organisation_id=kept.organisation_id,
        sent_by_id=kept.sent_by_id,
        sent_for_id=kept.sent_for_id,
        token_digest=digest_of(token),
        expires_at=at + timedelta(days=kept.days),
    )
    record(
        actor=Actor.for_link(kept),
        action="link.renewed",
        subject=fresh,
        payload={"instead_of": kept.pk},
        label=str(fresh.public_id),
    )
    _mail(fresh, token)
    return fresh


@transaction.atomic
def withdraw_links(*, actor: Actor, act: str, subject: models.Model, at: datetime) -> int:
    """Take back the unused links for an act on a row, such as when the agreement has ended. Returns how many."""
    open_links = Link.objects.select_for_update().filter(
        act=act, subject_type=subject._meta.label_lower, subject_id=subject.pk, used_at=None, withdrawn_at=None
    )
    found = list(open_links.order_by("pk"))
    for link in found:
        link.withdrawn_at = at
        link.save(update_fields=["withdrawn_at"])
        record(actor=actor, action="link.withdrawn", subject=link, label=str(link.public_id))
    return len(found)


def subject_of(link: Link) -> models.Model:
    """The row that the link is about. Raises the model's DoesNotExist."""
    return apps.get_model(link.subject_type)._base_manager.get(pk=link.subject_id)


def _mail(link: Link, token: str) -> None:
    words: LinkMail = _common_words
    if link.act in mails:
        words = mails[link.act]
    link_address = address(reverse("accounts:link", args=[token]))
    send_on_commit(to=link.email, text=lambda: words(link, link_address))


def _common_words(link: Link, link_address: str) -> tuple[str, str]:
    sender = str(link.sent_for or gettext("Ronghe"))
    return (
        gettext("%(sender)s asks you for something") % {"sender": sender},
        gettext(
            "Dear %(name)s,\n\n%(sender)s asks you, on behalf of %(organisation)s, to look at something and "
            "decide. "
            "No account is needed:\n\n%(address)s\n\nThe link works for %(days)s days and for this alone. "
            "Do not pass it on."
        )
        % {
            "name": link.name,
            "sender": sender,
            "organisation": link.organisation,
            "address": link_address,
            "days": link.days,
        },
    )
