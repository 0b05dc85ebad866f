"""The people of an organisation: list, invite, withdraw, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import InviteForm, posted
from accounts.idempotency import once
from accounts.models import Invitation, Membership, Organisation
from accounts.selectors import members_of, open_invitations_of
from accounts.services import members
from core import clock
from core.errors import DomainError, NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
@once
def member_list(request: HttpRequest) -> HttpResponse:
    """Members and open invitations of the organisation that one acts for; a POST invites."""
    request.actor.require("see_members")
    return invite_page(request, request.actor.organisation, "accounts/member_list.html", "accounts:members")


def invite_page(
    request: HttpRequest, organisation: Organisation, template: str, back: str, **back_to: object
) -> HttpResponse:
    """Members, open invitations and the form to invite somebody into one organisation."""
    actor = request.actor
    roles = members.roles_offered(actor, organisation)
    if request.method == "POST" and not roles:
        raise NotAllowed
    form = InviteForm(posted(request), roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            members.invite_member(actor=actor, organisation=organisation, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            if error.status == 403:
                raise
            form.add_refusal(error)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect(back, **back_to)
    page = {
        "organisation": organisation,
        "memberships": members_of(organisation).filter(pk__in=Membership.objects.visible_to(actor).values("pk")),
        "invitations": open_invitations_of(organisation).filter(
            pk__in=Invitation.objects.visible_to(actor).values("pk")
        ),
        "form": form if roles else None,
        "now": clock.now(),
        "may_end": actor.can("end_membership") or actor.can("operate_accounts"),
    }
    return render(request, template, page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then end somebody's membership."""
    rows = Membership.objects.visible_to(request.actor).filter(ended_at=None)
    membership = get_object_or_404(rows.select_related("user", "organisation"), pk=pk)
    if not request.actor.can("operate_accounts"):
        request.actor.require("end_membership", membership)
    refusal = None
    if request.method == "POST":
        try:
            members.end_membership(actor=request.actor, membership=membership, at=clock.now())
        except members.LastWhoInvites as error:
            refusal = error
        else:
            messages.success(request, _("%(name)s is no longer a member.") % {"name": membership.user})
            return redirect(_back(request, membership.organisation))
    page = {"membership": membership, "refusal": refusal}
    return render(request, "accounts/membership_end.html", page, status=409 if refusal else 200)


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    members.withdraw_invitation(actor=request.actor, invitation=invitation, at=clock.now())
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(_back(request, invitation.organisation))


@require_POST
def invitation_send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a fresh invitation to the same address."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    members.resend_invitation(actor=request.actor, invitation=invitation, at=clock.now())
    messages.success(request, _("A fresh invitation is on its way."))
    return redirect(_back(request, invitation.organisation))


def _back(request: HttpRequest, organisation: Organisation) -> str:
    if organisation.pk == request.actor.organisation_id:
        return reverse("accounts:members")
    return reverse("accounts:organisation", args=[organisation.public_id])
