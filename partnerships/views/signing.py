"""Signing: by a member on the site, or by somebody who holds a link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from accounts.links import subject_of
from accounts.models import Link
from core import clock
from core.errors import InvalidInput, NotAllowed
from partnerships import services
from partnerships.forms.acting import ReasonForm, SigningLinkForm
from partnerships.forms.signing import WishForm
from partnerships.life import ReasonNeeded
from partnerships.models import Agreement, Party, Signatory
from partnerships.selectors import agreement_page
from partnerships.selectors.signing import open_slots
from partnerships.services.signing import NotYourTurn, TermsChanged
from partnerships.views.common import life_of, visible_agreement


def _own_party(request: HttpRequest, agreement: Agreement) -> Party:
    party = agreement.parties.filter(organisation_id=request.actor.organisation_id).first()
    if party is None:
        raise NotAllowed
    party.agreement = agreement
    return party


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text and its digest; a POST signs exactly that text."""
    agreement = visible_agreement(request, pk)
    party = _own_party(request, agreement)
    request.actor.require("sign_agreement", party)
    if request.method != "POST":
        return _sign_page(request, party, ReasonForm())
    try:
        services.sign(actor=request.actor, party=party, digest_shown=request.POST.get("digest", ""), on=clock.today())
    except TermsChanged as refusal:
        messages.warning(request, str(refusal))
        return redirect("partnerships:agreement-sign", agreement.pk)
    messages.success(request, _("You have signed for %(party)s.") % {"party": party})
    return redirect(agreement)


@require_POST
def agreement_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse to sign, with a reason: the agreement goes back to its draft."""
    agreement = visible_agreement(request, pk)
    party, form = _own_party(request, agreement), ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.refuse(actor=request.actor, party=party, reason=form.cleaned_data["reason"], on=clock.today())
        except ReasonNeeded as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("You have refused. The other side sees your reason."))
            return redirect("partnerships:agreement-list")
    return _sign_page(request, party, form, status=400)


@require_POST
def agreement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agreement back from signature, with a reason."""
    agreement, form = visible_agreement(request, pk), ReasonForm(request.POST, prefix="withdraw")
    request.actor.require("send_to_signature", agreement)
    if not form.is_valid():
        messages.error(request, form.errors["reason"][0])
        return redirect(agreement)
    try:
        reason = form.cleaned_data["reason"]
        services.withdraw(actor=request.actor, agreement=agreement, reason=reason, on=clock.today())
    except ReasonNeeded as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The agreement is a draft again; what was signed is void."))
    return redirect(agreement)


@require_POST
@once
def agreement_send_link(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Mail a link to sign to somebody at a party without an account; `signatory` names whose, where some are named."""
    agreement, form = visible_agreement(request, pk), SigningLinkForm(request.POST, prefix="link")
    request.actor.require("send_signing_link", agreement)
    if not form.is_valid():
        messages.error(request, _("Nothing was sent: give a name and an e-mail address."))
        return redirect(agreement)
    found = get_object_or_404(agreement.parties, pk=party)
    named = request.POST.get("signatory", "")
    signatory = get_object_or_404(found.signatories.standing(), pk=named) if named.isdecimal() else None
    services.send_signing_link(actor=request.actor, party=found, signatory=signatory, **form.cleaned_data)
    messages.success(request, _("A link to sign was sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect(agreement)


def link_page(request: HttpRequest, link: Link) -> HttpResponse:
    """The page of a signing link: a GET shows the text; a POST signs it, refuses it or asks for a change. Registered
    for `sign_agreement`. The link is a party's or one signatory's."""
    subject = subject_of(link)
    signatory = subject if isinstance(subject, Signatory) else None
    party = signatory.party if signatory is not None else subject
    assert isinstance(party, Party)
    act, who = request.POST.get("act", ""), {"actor": request.actor, "party": party, "signatory": signatory}
    form = ReasonForm(request.POST if act == "refuse" else None)
    wish_form = WishForm(request.POST if act == "wish" else None, prefix="wish")
    if request.method != "POST":
        return _sign_page(request, party, form, wish_form=wish_form, by_link=True)
    try:
        if act == "wish":
            wish_form.full_clean()
            services.ask_for_change(**who, text=wish_form.cleaned_data.get("text", ""), on=clock.today())
            messages.success(request, _("The college has your wish and answers it."))
            return _sign_page(request, party, form, by_link=True)
        if act == "refuse":
            form.full_clean()
            services.refuse(**who, reason=form.cleaned_data.get("reason", ""), on=clock.today())
        else:
            services.sign(**who, digest_shown=request.POST.get("digest", ""), on=clock.today())
    except (ReasonNeeded, InvalidInput) as refusal:
        (form if act == "refuse" else wish_form).add_refusal(refusal)
        return _sign_page(request, party, form, wish_form=wish_form, by_link=True, status=400)
    except (TermsChanged, NotYourTurn) as refusal:
        messages.warning(request, str(refusal))
        return _sign_page(request, party, ReasonForm(), by_link=True, status=409)
    return render(request, "partnerships/link_done.html", {"party": party, "has_refused": act == "refuse"})


def _sign_page(
    request: HttpRequest,
    party: Party,
    form: ReasonForm,
    *,
    wish_form: WishForm | None = None,
    by_link: bool = False,
    status: int = 200,
) -> HttpResponse:
    agreement = party.agreement
    page = agreement_page(agreement, actor=request.actor, on=clock.today())
    line = next((line for line in page.parties if line.party == party), None)
    is_open = agreement.is_in_signature and line is not None and line.signature is None
    return render(
        request,
        "partnerships/agreement_sign.html",
        {
            "agreement": agreement,
            "party": party,
            "page": page,
            "form": form,
            "wish_form": wish_form or WishForm(prefix="wish"),
            "may_wish": is_open and party.organisation_id != agreement.keeper_id,
            "by_link": by_link,
            "signature": line.signature if line is not None else None,
            "can_sign": is_open and (by_link or page.own_slot is not None),
            "waits_for": [slot.name for slot in open_slots(agreement, page.parties)] if is_open else [],
            **life_of(agreement),
        },
        status=status,
    )
