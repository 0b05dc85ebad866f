"""Personal data at rest: encrypted columns, and a keyed hash that finds duplicates without reading them.

Keys come from settings.ENCRYPTION_KEYS, newest first: the first encrypts, all decrypt. Without any, one is derived
from SECRET_KEY. "" stays "" and NULL stays NULL, so that "is it filled in" needs no key.
"""

import base64
import hashlib
import hmac
from datetime import date
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

ENCRYPTION = b"ronghe field encryption"
BLIND_INDEX = b"ronghe blind index"


class CannotDecrypt(ImproperlyConfigured):
    """None of the keys opens a value: a key was taken out of ENCRYPTION_KEYS too early, or SECRET_KEY changed."""


def seal(text: str) -> str:
    """Text as a token that only the keys open; "" stays ""."""
    return _fernet(*_keys()).encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """The text of a token. Raises CannotDecrypt."""
    if not token:
        return ""
    try:
        return _fernet(*_keys()).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise CannotDecrypt("No key of ENCRYPTION_KEYS opens this value.") from error


def reseal(token: str) -> str:
    """The same text under the newest key. Raises CannotDecrypt."""
    return seal(unseal(token))


def blind_index(value: str) -> str:
    """A keyed hash: equal values, equal hashes, and no way back. "" has none.

    It depends on SECRET_KEY alone, so that rotating encryption keys does not lose duplicates.
    """
    if not value:
        return ""
    return hmac.new(_derived(BLIND_INDEX, settings.SECRET_KEY), value.encode(), hashlib.sha256).hexdigest()


def _keys() -> tuple[str, ...]:
    return tuple(settings.ENCRYPTION_KEYS) or (
        base64.urlsafe_b64encode(_derived(ENCRYPTION, settings.SECRET_KEY)).decode(),
    )


@lru_cache(maxsize=8)
def _derived(purpose: bytes, secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


@lru_cache(maxsize=8)
def _fernet(*keys: str) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "Each of ENCRYPTION_KEYS has to be 32 random bytes in URL-safe base64 (Fernet.generate_key())."
        ) from error


class _Encrypted(models.TextField):
    """A column of tokens. It can be read, not searched: equal texts have different tokens (use blind_index)."""

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull` makes sense."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"An encrypted column cannot be searched by {lookup_name}; use a blind index.")

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"An encrypted column has no {lookup_name}.")


class EncryptedField(_Encrypted):
    """Text, encrypted in the database."""

    def get_prep_value(self, value: Any) -> str | None:
        plain = super().get_prep_value(value)
        return None if plain is None else seal(plain)

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return None if value is None else unseal(value)


class EncryptedDateField(_Encrypted):
    """A day, encrypted in the database."""

    def to_python(self, value: Any) -> date | None:
        return models.DateField().to_python(value)

    def get_prep_value(self, value: Any) -> str | None:
        day = self.to_python(value)
        return None if day is None else seal(day.isoformat())

    def from_db_value(self, value: str | None, *_: Any) -> date | None:
        return date.fromisoformat(unseal(value)) if value else None

    def value_to_string(self, obj: models.Model) -> str:
        day = self.to_python(self.value_from_object(obj))
        return day.isoformat() if day else ""

    def formfield(self, **kwargs: Any) -> Any:
        return models.DateField.formfield(self, **kwargs)
