"""Where an invitation leads: a GET shows it, a POST accepts it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import NewPersonForm, posted
from accounts.middleware import ACTING
from accounts.models import Invitation
from accounts.selectors import has_account
from accounts.services import members
from core import clock
from core.errors import DomainError


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered, by whom; accept it as the person who is signed in, or as a new one."""
    found = _find(token)
    try:
        members.check_usable(found, at=clock.now())
    except members.InvitationUnusable as refusal:
        return _unusable(request, token, refusal)
    if request.user.is_authenticated:
        return _as_member(request, found)
    if has_account(found.email):
        sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
        return render(request, "accounts/invitation.html", {"invitation": found, "sign_in": sign_in})
    return _as_new_person(request, found)


@login_not_required
@never_cache
@require_POST
def invitation_renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a fresh invitation to the address that the expired one was for."""
    found = _find(token)
    try:
        members.renew_expired_invitation(invitation=found, at=clock.now())
    except members.InvitationUnusable as refusal:
        return _unusable(request, token, refusal)
    return render(request, "accounts/renewed.html")


def _find(token: str) -> Invitation:
    try:
        return members.find_invitation(token)
    except Invitation.DoesNotExist as error:
        raise Http404 from error


def _unusable(request: HttpRequest, token: str, refusal: members.InvitationUnusable) -> HttpResponse:
    is_renewable = isinstance(refusal, members.InvitationExpired)
    renew = reverse("accounts:invitation-renew", args=[token]) if is_renewable else ""
    page = {"refusal": refusal, "renew": renew, "offer_sign_in": isinstance(refusal, members.InvitationAccepted)}
    return render(request, "accounts/unusable.html", page, status=refusal.status)


def _as_member(request: HttpRequest, found: Invitation) -> HttpResponse:
    refusal = None
    is_theirs = request.user.email.casefold() == found.email.casefold()
    if request.method == "POST":
        try:
            membership = members.accept_invitation(
                invitation=found, user=request.user, on=clock.today(), at=clock.now()
            )
        except DomainError as error:
            refusal = error
        else:
            request.session[ACTING] = membership.pk
            messages.success(request, _("You now act for %(organisation)s.") % {"organisation": found.organisation})
            return redirect("home")
    page = {"invitation": found, "refusal": refusal, "may_accept": is_theirs, "is_for_another": not is_theirs}
    return render(request, "accounts/invitation.html", page, status=refusal.status if refusal else 200)


def _as_new_person(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewPersonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            members.accept_as_new_person(
                invitation=found,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=translation.get_language(),
                on=clock.today(),
                at=clock.now(),
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Your account is ready. Sign in with your e-mail address and your password."))
            return redirect("account_login")
    page = {"invitation": found, "form": form}
    return render(request, "accounts/invitation.html", page, status=400 if form.errors else 200)
