"""How we use allauth: nobody signs up by themselves, and the second factor's secret is sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from accounts.mail import address
from core import crypto


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is by invitation only; addresses in mail come from the settings, not from the request."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """`key` is the user's number and the token, joined by a hyphen."""
        user, _, token = key.partition("-")
        return address(reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": token}))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of one-time passwords and recovery codes lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        return crypto.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(encrypted_text)
