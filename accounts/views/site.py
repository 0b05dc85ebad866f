"""Home, the language, the organisation that a person acts for."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.humanize.templatetags.humanize import apnumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import home as todo_list
from accounts.middleware import ACTING
from accounts.selectors import memberships_of
from accounts.services import people
from core import clock, wording


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person, by due date."""
    today = clock.today()
    todos = todo_list.todos(request.actor, today) if request.actor.membership else []
    return render(request, "accounts/home.html", {"todos": todos, "today": today, "finding": finding(len(todos))})


def finding(count: int) -> str:
    """The title of the page, which says what was found."""
    if not count:
        return _("Nothing waits for you")
    words = ngettext("%(number)s thing waits for you", "%(number)s things wait for you", count)
    number = wording.number(count) if wording.is_chinese() else capfirst(apnumber(count))  # 二件事 is no Chinese
    return words % {"number": number}


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and keep it: in the account when signed in, in a cookie always."""
    chosen = request.POST.get("language", "")
    response = redirect(safe_next(request))
    if chosen not in dict(settings.LANGUAGES):
        return response
    translation.activate(chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    if request.user.is_authenticated:
        people.choose_language(user=request.user, language=chosen)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    """Choose which organisation to act for. Only one's own memberships that last can be chosen."""
    memberships = memberships_of(request.user)
    if request.method == "POST":
        chosen = request.POST.get("membership", "")
        membership = next((row for row in memberships if str(row.pk) == chosen), None)
        if membership is None:
            raise Http404
        request.session[ACTING] = membership.pk
        messages.success(request, _("You now act for %(organisation)s.") % {"organisation": membership.organisation})
        return redirect("home")
    return render(request, "accounts/switch.html", {"memberships": memberships})


def safe_next(request: HttpRequest) -> str:
    """Where the form wants to go on, if that is on this site; else home."""
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed else "/"
