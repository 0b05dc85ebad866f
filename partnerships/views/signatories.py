"""Around the signatures: who signs, paper with its scan, reminders, wishes for changes."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from accounts.services.evidence import keep_evidence
from core import clock
from core.errors import DomainError, NotAllowed
from institutions.views.answers import done, status_of
from partnerships import services
from partnerships.forms.acting import ReasonForm
from partnerships.forms.signing import PaperForm, SignatoryForm, WishAnswerForm, WishForm
from partnerships.life import ReasonNeeded
from partnerships.models import Agreement, ChangeWish, Party, Signatory, Signature
from partnerships.selectors import party_lines, terms_of
from partnerships.services.signatories import may_name
from partnerships.terms import digest
from partnerships.views.common import life_of, visible_agreement

REFUSED = 409


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_signatories(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs for each party, in which order. A POST names somebody, takes somebody off or sets the order."""
    agreement = visible_agreement(request, pk)
    if request.method != "POST":
        return _signatories_page(request, agreement)
    act = request.POST.get("act", "")
    form = None
    try:
        if act == "order":
            is_in_order = request.POST.get("in_order") == "yes"
            services.set_signing_order(actor=request.actor, agreement=agreement, signs_in_order=is_in_order)
        elif act.startswith("remove-"):
            rows = Signatory.objects.visible_to(request.actor).filter(party__agreement=agreement).standing()
            named = get_object_or_404(rows, pk=_number(act.removeprefix("remove-")))
            services.remove_signatory(actor=request.actor, signatory=named)
        else:
            party = _party(agreement, _number(act.removeprefix("add-")))
            request.actor.require("edit_agreement" if agreement.is_draft else "name_signatory", agreement)
            form = SignatoryForm(request.POST, request.FILES, party=party, prefix=party.key)
            if not form.is_valid():
                return _signatories_page(request, agreement, form, status=REFUSED)
            _add(request, party, form)
    except NotAllowed:
        raise
    except DomainError as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_refusal(refusal)
        return _signatories_page(request, agreement, form, status=REFUSED)
    messages.success(request, _("Saved."))
    return redirect("partnerships:agreement-signatories", agreement.pk)


@transaction.atomic
def _add(request: HttpRequest, party: Party, form: SignatoryForm) -> None:
    """The file and the signatory, both or neither."""
    upload = form.cleaned_data["delegation"]
    delegation = keep_evidence(actor=request.actor, upload=upload) if upload else None
    services.add_signatory(actor=request.actor, party=party, delegation=delegation, **form.facts())


def _signatories_page(
    request: HttpRequest, agreement: Agreement, sent: SignatoryForm | None = None, *, status: int = 200
) -> HttpResponse:
    blocks = []
    for line in party_lines(agreement):
        line.party.agreement = agreement
        form = None
        if may_name(request.actor, line.party) and not any(slot.signature for slot in line.slots):
            fresh = SignatoryForm(party=line.party, prefix=line.party.key)
            form = sent if sent is not None and sent.prefix == line.party.key else fresh
        blocks.append((line, form))
    may_order = agreement.is_draft and request.actor.can("edit_agreement", agreement)
    context = {"agreement": agreement, "blocks": blocks, "may_order": may_order, **life_of(agreement)}
    return render(request, "partnerships/agreement_signatories.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_paper(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Record that a party has signed on paper; `signatory` in the address names who, where some are named."""
    agreement = visible_agreement(request, pk)
    request.actor.require("record_paper_signature", agreement)
    found, named = _party(agreement, party), request.GET.get("signatory", "")
    signatory = get_object_or_404(found.signatories.standing(), pk=_number(named)) if named else None
    shown = digest(terms_of(agreement))
    form = PaperForm(request.POST or None, request.FILES or None, initial={"signer": signatory or ""})
    recorded = done(
        request,
        form,
        lambda: _record_paper(request, found, signatory, form),
        words=_("The signature on paper was recorded."),
        back=agreement,
    )
    empty = sum(slot.signature is None for line in party_lines(agreement) for slot in line.slots)
    context = {
        "agreement": agreement,
        "party": found,
        "form": form,
        "digest": shown,
        "is_last": empty == 1,
        **life_of(agreement),
    }
    return recorded or render(request, "partnerships/agreement_paper.html", context, status=status_of(form))


@transaction.atomic
def _record_paper(request: HttpRequest, party: Party, signatory: Signatory | None, form: PaperForm) -> Signature:
    """The scan and the signature, both or neither."""
    scan = keep_evidence(actor=request.actor, upload=form.cleaned_data["scan"])
    return services.record_paper_signature(
        actor=request.actor,
        party=party,
        signatory=signatory,
        signer=form.cleaned_data["signer"],
        signed_on=form.cleaned_data["signed_on"],
        scan=scan,
        digest_shown=request.POST.get("digest", ""),
        on=clock.today(),
    )


@require_POST
def signature_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a signature on paper back, with the reason."""
    rows = Signature.objects.visible_to(request.actor).select_related("party__agreement", "party__organisation")
    signature, form = get_object_or_404(rows, pk=pk), ReasonForm(request.POST, prefix="undo")
    agreement = signature.party.agreement
    request.actor.require("record_paper_signature", agreement)
    form.full_clean()
    try:
        services.undo_paper_signature(
            actor=request.actor, signature=signature, reason=form.cleaned_data.get("reason", "")
        )
    except ReasonNeeded as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The signature on paper was taken back."))
    return redirect(agreement)


@require_POST
def agreement_remind(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Remind a party of its signature, once a day at most."""
    agreement = visible_agreement(request, pk)
    found = _party(agreement, party)
    try:
        services.remind_to_sign(actor=request.actor, party=found, on=clock.today())
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(party)s was reminded.") % {"party": found})
    return redirect(agreement)


@require_POST
@once
def agreement_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the college for a change; nothing is void by it."""
    agreement, form = visible_agreement(request, pk), WishForm(request.POST, prefix="wish")
    party = agreement.parties.filter(organisation=request.actor.organisation).first()
    if party is None:
        raise NotAllowed
    form.full_clean()
    try:
        services.ask_for_change(
            actor=request.actor, party=party, text=form.cleaned_data.get("text", ""), on=clock.today()
        )
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The college has your wish and answers it."))
    return redirect(agreement)


@require_POST
def wish_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wish up, or say why not."""
    rows = ChangeWish.objects.visible_to(request.actor).select_related("party__agreement", "party__organisation")
    wish, form = get_object_or_404(rows, pk=pk), WishAnswerForm(request.POST, prefix=f"wish-{pk}")
    form.full_clean()
    is_accepted = request.POST.get("take_up") == "yes"
    try:
        services.answer_wish(
            actor=request.actor,
            wish=wish,
            is_accepted=is_accepted,
            answer=form.cleaned_data.get("answer", ""),
            on=clock.today(),
        )
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your answer was sent."))
    return redirect(wish.party.agreement)


def _party(agreement: Agreement, pk: int) -> Party:
    party = get_object_or_404(agreement.parties.select_related("organisation"), pk=pk)
    party.agreement = agreement
    return party


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)
