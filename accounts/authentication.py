"""How the API learns who asks: a token, which acts for one membership, or the session of the site."""

import re

from django.utils import translation
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actors import Actor
from accounts.models import ApiToken, User

TOKEN = re.compile(rb"\w{1,200}", re.ASCII)


class TokenActor(TokenAuthentication):
    """`Authorization: Token rh_…`; sets `request.actor` from the token's membership.

    Messages come in the language that the request asks for, else in the person's own.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        found = super().authenticate(request)
        if found is None:
            return None
        user, token = found
        if token.membership.ended_at is not None or token.membership.organisation.ended_on is not None:
            raise AuthenticationFailed
        request._request.actor = Actor.for_membership(token.membership)
        if "Accept-Language" not in request.headers:
            translation.activate(user.language)
        return user, token

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        if not TOKEN.fullmatch(token):  # knox would try to read whatever bytes a header holds
            raise AuthenticationFailed
        return super().authenticate_credentials(token)


class SessionActor(SessionAuthentication):
    """The session of the site, with its CSRF check; `request.actor` comes from the middleware."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"  # so that a missing sign-in is 401, not 403
