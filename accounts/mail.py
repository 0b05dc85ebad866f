"""Mail about accounts: links and invitations. Notices to members are the room `notices`."""

from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation

IN_EVERY_LANGUAGE = tuple(code for code, _ in settings.LANGUAGES)

Text = Callable[[], tuple[str, str]]  # subject and body, in the active language


def send_on_commit(*, to: str, text: Text, languages: Sequence[str] = IN_EVERY_LANGUAGE) -> None:
    """Send a mail once what it speaks of is saved; to people whose language is unknown, in every language.

    A mail that cannot be sent is logged as an error and takes nothing back: the page offers to send it again.
    """
    parts = []
    for language in languages:
        with translation.override(language):
            parts.append(text())
    subject = " / ".join(subject for subject, _ in parts)
    body = "\n\n".join(body for _, body in parts)
    transaction.on_commit(partial(send_mail, " ".join(subject.split()), body, None, [to]), robust=True)


def address(path: str) -> str:
    """A path of the site as an address for mail; from the settings, never from the request's Host header."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
