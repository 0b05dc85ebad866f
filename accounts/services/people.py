"""What people change about themselves."""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from knox.crypto import hash_token
from knox.settings import CONSTANTS

from accounts.actors import Actor
from accounts.models import ApiToken, User
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record

TOKEN_PREFIX = "rh_"
TOKEN_DAYS_MAX = 365
TOKENS_MAX = 10
SHOWN_FOR = timedelta(minutes=5)


class TooManyTokens(DomainError):
    """A person has ten tokens at most."""

    code = "too_many_tokens"
    message = _("You have ten tokens. Revoke one that you no longer need first.")


class TokenShownBefore(DomainError):
    """The form was sent before; its token was shown then and is known to nobody here."""

    code = "token_shown_before"
    message = _("This token was shown when it was made. If it is lost, revoke it and make another one.")


@transaction.atomic
def change_profile(*, actor: Actor, name: str, language: str) -> User:
    """Change one's own name and language. Raises InvalidInput."""
    if actor.user is None:
        raise NotAllowed
    name = " ".join(name.split())
    if not name:
        raise InvalidInput(_("Enter your name."), field="name")
    if language not in dict(settings.LANGUAGES):
        raise InvalidInput(_("Choose one of the languages."), field="language")
    user = User.objects.select_for_update().get(pk=actor.user.pk)
    changed = {
        field: value for field, value in (("name", name), ("language", language)) if getattr(user, field) != value
    }
    if changed:
        user.name, user.language = name, language
        user.save(update_fields=list(changed))
        record(actor=actor, action="user.changed", subject=user, payload=changed, label=str(user.public_id))
    return user


def choose_language(*, user: User, language: str) -> None:
    """Keep the language that a person switched to. A preference; no entry in the ledger."""
    User.objects.filter(pk=user.pk).update(language=language)


@transaction.atomic
def make_api_token(*, actor: Actor, name: str, days: int, submission: UUID, at: datetime) -> tuple[ApiToken, str]:
    """Make a token that acts for the actor's membership; the second part is its text, which nobody keeps.

    The text is derived from the submission of the form, so that a double click shows the token of the first click and
    makes no second one. Raises InvalidInput, TooManyTokens, TokenShownBefore (when the form comes back later).
    """
    actor.require("make_api_token")
    if actor.user is None or actor.membership is None:
        raise NotAllowed
    if not 1 <= days <= TOKEN_DAYS_MAX:
        raise InvalidInput(_("A token lasts between 1 and 365 days."), field="days")
    User.objects.select_for_update().get(pk=actor.user.pk)  # one at a time
    text = _token_text(actor.user, submission)
    made = ApiToken.objects.filter(digest=hash_token(text)).first()
    if made is not None:
        if at - made.created > SHOWN_FOR:
            raise TokenShownBefore
        return made, text
    if ApiToken.objects.filter(user=actor.user, expiry__gt=at).count() >= TOKENS_MAX:
        raise TooManyTokens
    token = ApiToken(
        digest=hash_token(text),
        token_key=text[: CONSTANTS.TOKEN_KEY_LENGTH],
        user=actor.user,
        membership=actor.membership,
        name=name,
        expiry=at + timedelta(days=days),
    )
    token.save(force_insert=True)
    record(actor=actor, action="api_token.made", subject=actor.membership, payload={"name": name, "days": days})
    return token, text


@transaction.atomic
def revoke_api_token(*, actor: Actor, token: ApiToken) -> None:
    """Make a token of one's own stop working at once."""
    if actor.user is None or token.user_id != actor.user.pk:
        raise NotAllowed
    membership, name = token.membership, token.name
    token.delete()
    record(actor=actor, action="api_token.revoked", subject=membership, payload={"name": name})


def _token_text(user: User, submission: UUID) -> str:
    seed = f"api token:{user.pk}:{submission}".encode()
    return TOKEN_PREFIX + hmac.new(settings.SECRET_KEY.encode(), seed, hashlib.sha512).hexdigest()
