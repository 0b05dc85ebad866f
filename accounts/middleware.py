"""What every request learns about who makes it."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import held
from accounts.actors import Actor
from accounts.selectors import acting_memberships, has_second_factor
from core import clock

GetResponse = Callable[[HttpRequest], HttpResponse]
ACTING, STARTED, SEEN = "acting_membership", "started_at", "seen_at"


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a session: the person, acting for the chosen membership."""
    if not request.user.is_authenticated:
        return Actor.nobody()
    memberships = acting_memberships(request.user, chosen=request.session.get(ACTING))
    request.memberships_count = len(memberships)
    return Actor.for_membership(memberships[0]) if memberships else Actor.for_user(request.user)


class ActorMiddleware:
    """Puts `request.actor` on every request; the API's token authentication replaces it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        return self.get_response(request)


class UserLocaleMiddleware(LocaleMiddleware):
    """The person's own language; before sign-in the cookie, then the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()


class SessionLimits:
    """Ends a session after idle time and after an absolute time, whatever comes first.

    After signing in again people go on where they were; what they sent meanwhile is offered back (accounts.held).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not self._goes_on(request):
            return self._end(request)
        if (fields := held.take(request)) is not None:
            return render(request, "accounts/held.html", {"fields": fields})
        return self.get_response(request)

    def _end(self, request: HttpRequest) -> HttpResponse:
        is_api = request.path.startswith("/api/")
        sent = "" if is_api else held.input_of(request)
        logout(request)
        if is_api:
            return self.get_response(request)
        if sent:
            request.session[held.HELD] = sent
        back = {REDIRECT_FIELD_NAME: request.get_full_path(), "ended": "1"}
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(back)}")

    @staticmethod
    def _goes_on(request: HttpRequest) -> bool:
        moment = int(clock.now().timestamp())
        started = request.session.setdefault(STARTED, moment)
        seen = request.session.get(SEEN, moment)
        if moment - started > settings.SESSION_ABSOLUTE_SECONDS or moment - seen > settings.SESSION_IDLE_SECONDS:
            return False
        if moment - seen >= 60 or SEEN not in request.session:  # one write a minute at most
            request.session[SEEN] = moment
            UserSession.objects.create_from_request(request)  # for the page "Where you are signed in"
        return True


class SecondFactorRequired:
    """Leads people whose role needs a second factor to set it up first (settings.SECOND_FACTOR_ROLES)."""

    OPEN = ("/accounts/", "/static/", "/language/", "/switch/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._ask(request) or self.get_response(request)

    def _ask(self, request: HttpRequest) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_ROLES or request.path.startswith(self.OPEN) or not request.user.is_authenticated:
            return None
        if request.actor.role not in settings.SECOND_FACTOR_ROLES or has_second_factor(request.user):
            return None
        if request.path.startswith("/api/"):
            detail = str(_("Set up your second factor on the site first."))
            errors = [{"code": "second_factor_required", "detail": detail, "attr": None}]
            return JsonResponse({"type": "client_error", "errors": errors}, status=403)
        return redirect("mfa_activate_totp")
