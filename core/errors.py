"""Errors that a person can act on. Anything else stays an exception and is logged with its request id."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule of the field was broken. `code` never changes; `message` is for people, in their language.

    A subclass names the fact (`AgreementNotDraft`) and stands beside the function that raises it. `params` fill the
    message; `field` names the input that has to change, if there is one.
    """

    code: str = "domain_error"
    message: str | Promise = _("This cannot be done.")
    status: int = 409

    def __init__(
        self,
        message: str | Promise | None = None,
        *,
        field: str | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        self.own_message = message
        self.field = field
        self.params = dict(params or {})
        super().__init__(message or self.message)

    def __str__(self) -> str:
        text = str(self.own_message or self.message)
        return text % self.params if self.params else text


class NotAllowed(DomainError):
    """The actor may see the row, but may not do this to it."""

    code = "not_allowed"
    message = _(
        "Your role does not allow this. Ask a colleague whose role does, or switch the organisation you act for."
    )
    status = 403


class InvalidInput(DomainError):
    """One field holds something that cannot be used; `field` says which."""

    code = "invalid_input"
    message = _("This value cannot be used.")
    status = 400
