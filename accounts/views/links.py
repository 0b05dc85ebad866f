"""Where a link leads: the page that a room has registered for its act."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import links
from accounts.actors import Actor
from accounts.models import Link
from core import clock


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Open a link: its holder is the actor of this request, whoever is signed in."""
    try:
        found = links.open_link(token, at=clock.now())
    except Link.DoesNotExist as error:
        raise Http404 from error
    except links.LinkUnusable as refusal:
        return _unusable(request, token, refusal)
    request.actor = Actor.for_link(found)
    try:
        return links.pages[found.act](request, found)
    except links.LinkUnusable as refusal:  # what it was for is over, or another post was faster
        return _unusable(request, token, refusal)


@login_not_required
@never_cache
@require_POST
def link_renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a fresh link to the address that the expired one was sent to."""
    try:
        links.open_link(token, at=clock.now())
    except Link.DoesNotExist as error:
        raise Http404 from error
    except links.LinkExpired as expired:
        links.renew_link(expired.link, at=clock.now())
    except links.LinkUnusable as refusal:
        return _unusable(request, token, refusal)
    return render(request, "accounts/renewed.html")


def _unusable(request: HttpRequest, token: str, refusal: links.LinkUnusable) -> HttpResponse:
    renew = reverse("accounts:link-renew", args=[token]) if refusal.is_renewable else ""
    return render(request, "accounts/unusable.html", {"refusal": refusal, "renew": renew}, status=refusal.status)
