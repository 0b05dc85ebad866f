"""What is a person's own: profile and API tokens."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import ProfileForm, TokenForm, posted
from accounts.models import ApiToken
from accounts.selectors import has_second_factor, memberships_of
from accounts.services import people
from core import clock
from core.errors import DomainError, NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, memberships, and the ways to sign-in settings."""
    user = request.user
    form = ProfileForm(posted(request), initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        try:
            people.change_profile(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("accounts:profile")
    page = {"form": form, "memberships": memberships_of(user), "has_second_factor": has_second_factor(user)}
    return render(request, "accounts/profile.html", page, status=400 if form.errors else 200)


@never_cache
@sensitive_variables("text")
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """A person's API tokens; a POST makes one and shows it, this once."""
    request.actor.require("make_api_token")
    form = TokenForm(posted(request), initial={"submission": uuid.uuid4()})
    made, text = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, text = people.make_api_token(actor=request.actor, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            if isinstance(error, NotAllowed):
                raise
            form.add_refusal(error)
        else:
            form = TokenForm(initial={"submission": uuid.uuid4()})
    rows = ApiToken.objects.visible_to(request.actor).select_related("membership__organisation").order_by("-created")
    page = {"tokens": rows, "form": form, "made": made, "text": text, "now": clock.now()}
    return render(request, "accounts/token_list.html", page, status=400 if form.errors else 200)


@require_POST
def token_revoke(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Make a token stop working."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.actor), public_id=public_id)
    people.revoke_api_token(actor=request.actor, token=token)
    messages.success(request, _("The token no longer works."))
    return redirect("accounts:tokens")
