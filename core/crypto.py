"""Personal data at rest: sealed with the newest key, opened with any key that is still listed.

ENCRYPTION_KEYS holds Fernet keys, newest first. Without any (a laptop, the demo) one key is derived from SECRET_KEY.
A keyed digest finds duplicates without opening anything.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(RuntimeError):
    """None of the keys opens this text: a key was removed from ENCRYPTION_KEYS too early."""


def seal(text: str) -> str:
    """Encrypt a text. The same text gives another result each time."""
    return _keys(tuple(settings.ENCRYPTION_KEYS), settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises CannotUnseal."""
    try:
        return _keys(tuple(settings.ENCRYPTION_KEYS), settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotUnseal("No key in ENCRYPTION_KEYS opens this text.") from error


def keyed_digest(text: str) -> str:
    """A digest that cannot be guessed without the secret key: the same for the same text."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _keys(keys: tuple[str, ...], secret: str) -> MultiFernet:
    derived = base64.urlsafe_b64encode(hashlib.sha256(b"ronghe.encryption\0" + secret.encode()).digest()).decode()
    return MultiFernet([Fernet(key) for key in keys or (derived,)])
