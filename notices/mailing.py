"""Mail about notices: at once, or one message a day. Never the same notice twice.

The order is: open the connection to the mail server (if it is gone, nothing is claimed and the next round tries
again) → claim the notices by inserting their SendLog rows → send → note it. Of two workers that race, the unique key
lets one claim each notice. What is claimed and not noted as sent stays visible and is not sent again by itself. After
a failure the connection is opened anew, so that one lost connection costs one person's message and not all the rest.
"""

import uuid
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException

import structlog
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.mail import address
from accounts.models import User
from core import clock
from notices.models import Channel, Frequency, Notice, SendLog
from notices.selectors import choices_of, unsent, waiting_for_mail

logger = structlog.get_logger(__name__)
LISTED = 50  # notices that one message names; the site has the rest
SURELY_OVER = timedelta(hours=1)  # a sending that is older has died
MAIL_FAILED = (SMTPException, OSError)  # refused by the server, or the connection broke


def send_now(*, pk: int) -> bool:
    """Mail one notice to who wants this kind at once. False: read, sent or unwanted by now."""
    return _deliver(waiting_for_mail().filter(pk=pk), {Frequency.NOW}) > 0


def send_digests() -> int:
    """Mail each person one message with all that is unread and was in none. Returns how many messages went out."""
    return _deliver(waiting_for_mail(), {Frequency.NOW, Frequency.DAILY})


@transaction.atomic
def release_unsent(*, actor: Actor) -> int:
    """Let the next digest carry what died while it was being sent: the operator's decision. Returns how many.

    Somebody may get such a notice twice; that is why nothing does this by itself.
    """
    actor.require("resend_notices")
    return unsent(clock.now() - SURELY_OVER).delete()[0]


def _deliver(notices: QuerySet[Notice], frequencies: set[str]) -> int:
    """One message to each person whose notices these are. Returns how many messages went out."""
    connection = None
    count = 0
    for user_id in list(notices.order_by("user_id").values_list("user_id", flat=True).distinct()):
        wanted = _wanted(list(notices.filter(user_id=user_id)), frequencies)
        if not wanted:
            continue
        if connection is None:
            connection = get_connection()
            connection.open()
        try:
            count += _send_to(wanted[0].user, wanted, connection)
        except MAIL_FAILED:
            logger.exception("notices_unsent", user=user_id, notices=len(wanted))
            with suppress(*MAIL_FAILED):
                connection.close()
            connection = None
    if connection is not None:
        connection.close()
    return count


def _wanted(notices: list[Notice], frequencies: set[str]) -> list[Notice]:
    """Those whose kind the person wants by mail this often."""
    if not notices:
        return []
    user_id, present = notices[0].user_id, {notice.kind for notice in notices}
    by_kind = {kind: choices_of([user_id], kind)[user_id, Channel.EMAIL] for kind in present}
    return [notice for notice in notices if by_kind[notice.kind] in frequencies]


def _send_to(user: User, notices: list[Notice], connection: BaseEmailBackend) -> int:
    """One message; 0 where another worker carries all of these notices. Raises one of MAIL_FAILED."""
    batch = uuid.uuid4()
    mine = claim(notices, batch)
    if not mine:
        return 0
    with translation.override(user.language):
        message = EmailMessage(_subject(mine), _body(mine), None, [user.email], connection=connection)
    message.send()
    SendLog.objects.filter(batch=batch).update(sent_at=clock.now())
    return 1


def claim(notices: list[Notice], batch: uuid.UUID) -> list[Notice]:
    """Take notices for one message; those that another worker has taken are left out."""
    SendLog.objects.bulk_create(
        [SendLog(notice=notice, channel=Channel.EMAIL, batch=batch) for notice in notices], ignore_conflicts=True
    )
    taken = set(SendLog.objects.filter(batch=batch).values_list("notice_id", flat=True))
    return [notice for notice in notices if notice.pk in taken]


def _subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return " ".join(notices[0].text.split())[:150]
    return ngettext("%(count)s notice for you", "%(count)s notices for you", len(notices)) % {"count": len(notices)}


def _body(notices: list[Notice]) -> str:
    lines = []
    for notice in notices[:LISTED]:
        lines.append(" ".join(notice.text.split()))
        if notice.url:
            lines.append(address(notice.url))
        lines.append("")
    if len(notices) > LISTED:
        lines += [_("And %(count)s more on the site.") % {"count": len(notices) - LISTED}, ""]
    lines.append(_("You choose what is mailed to you here: %(url)s") % {"url": address("/notices/preferences/")})
    return "\n".join(lines)
