"""Beginning an agreement, filling in its sections, checking and sending it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from accounts.models import Organisation
from core import clock
from core.errors import DomainError
from partnerships import sections, services
from partnerships.forms.acting import SendForm
from partnerships.forms.base import SectionForm
from partnerships.forms.basics import basics_of
from partnerships.forms.starting import FindCounterpartForm, NewAgreementForm
from partnerships.library import LibraryClause, deviations, filled, wordings
from partnerships.library import find as find_wording
from partnerships.models import Agreement
from partnerships.selectors import completeness_of, find_counterparts, findings_of, possible_counterparts, terms_of
from partnerships.services.drafting import NoCounterpart, SignaturesWouldBeVoided
from partnerships.views.common import life_of, visible_agreement
from reference.rules import Finding, RulesOpen, WarningsNeedReasons

SAVED_ELSEWHERE = gettext_lazy(
    "This section was saved in another window since you opened it. What you entered stands below; "
    "save again to put it in the place of what was saved."
)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_new(request: HttpRequest) -> HttpResponse:
    """First with whom (a search of the register), then what. Works without a script: the choice is in the address."""
    request.actor.require("draft_agreement")
    chosen = _chosen(request.GET.getlist("with"))
    if request.method == "POST" and chosen:
        return _create(request, chosen)
    if chosen and "find" not in request.GET and "more" not in request.GET:
        return render(request, "partnerships/agreement_new.html", {"form": NewAgreementForm(), "chosen": chosen})
    form = FindCounterpartForm(request.GET if "find" in request.GET else None)
    found = find_counterparts(form.cleaned_data["find"]) if form.is_valid() else None
    context = {"form": form, "found": found, "chosen": chosen}
    return render(request, "partnerships/agreement_find.html", context)


def _create(request: HttpRequest, chosen: Sequence[Organisation]) -> HttpResponse:
    form = NewAgreementForm(request.POST)
    if form.is_valid():
        try:
            agreement = services.create_draft(
                actor=request.actor,
                counterparts=chosen,
                basics=basics_of(form.cleaned_data),
                number=form.cleaned_data["number"],
                on=clock.today(),
            )
        except DomainError as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(sections.section_url(agreement, "goals"))
    return render(request, "partnerships/agreement_new.html", {"form": form, "chosen": chosen}, status=400)


def _chosen(public_ids: Sequence[str]) -> list[Organisation]:
    """Organisations by their public ids, in the order chosen; what is no id is left out."""
    wanted = []
    for text in public_ids[:10]:
        try:
            wanted.append(UUID(text))
        except ValueError:
            continue
    rows = possible_counterparts().filter(public_id__in=wanted).select_related("enterprise")
    found = {row.public_id: row for row in rows}
    return [found[public_id] for public_id in dict.fromkeys(wanted) if public_id in found]


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_terms(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: shown with what the rules find, saved as a draft at each step."""
    agreement = visible_agreement(request, pk)
    request.actor.require("edit_agreement", agreement)
    if section not in sections.BY_NAME:
        return redirect(sections.section_url(agreement, "basics"))
    if not (agreement.is_draft or agreement.is_in_signature):
        return redirect(agreement)
    place, terms = sections.BY_NAME[section], terms_of(agreement)
    if request.method == "POST":
        return _save(request, agreement, place, place.form(request.POST, terms=terms))
    if wording := _wording(request, place):
        form = place.form(terms=replace(terms, **{place.name: filled(wording, terms)}))
        return _section_page(request, agreement, place, form, wording=wording)
    form, findings = place.form(terms=terms, more="more" in request.GET), findings_of(agreement, on=clock.today())
    if not sections.is_missing(terms, place):
        form.show([found for found in findings if place.holds(found)])
    return _section_page(request, agreement, place, form, findings=findings)


def _save(request: HttpRequest, agreement: Agreement, place: sections.TermsSection, form: SectionForm) -> HttpResponse:
    would_void = None
    if form.is_valid() and _was_saved_elsewhere(request, place, form):
        form.add_error(None, SAVED_ELSEWHERE)
        return _section_page(request, agreement, place, form, status=409)
    if form.is_valid():
        try:
            _save_section(request, agreement, place, form)
        except SignaturesWouldBeVoided as question:
            would_void = question
        except DomainError as refusal:
            form.add_refusal(refusal)
        else:
            return _saved(request, agreement, place)
    return _section_page(request, agreement, place, form, would_void=would_void, status=409 if would_void else 400)


def _wording(request: HttpRequest, place: sections.TermsSection) -> LibraryClause | None:
    """The wording of the library that was asked for."""
    return next((each for each in _wordings(place) if each.source == request.GET.get("library")), None)


def _wordings(place: sections.TermsSection) -> list[LibraryClause]:
    return wordings(place.name, on=clock.today())


def _was_saved_elsewhere(request: HttpRequest, place: sections.TermsSection, form: SectionForm) -> bool:
    """Whether the section holds neither what the page showed nor what was entered on it (as after a double click)."""
    known = {request.POST.get("seen", ""), sections.mark(form.merged(), place)}
    return "seen" in request.POST and sections.mark(form.terms, place) not in known


def _save_section(request: HttpRequest, agreement: Agreement, place: sections.TermsSection, form: SectionForm) -> None:
    saving = {
        "actor": request.actor,
        "agreement": agreement,
        "on": clock.today(),
        "voids_signatures": request.POST.get("voids_signatures") == "yes",
    }
    if place.name == "basics":
        services.save_basics(**saving, basics=form.value(), contacts=form.contacts())
    else:
        services.save_clause(
            **saving, name=place.name, value=form.value(), source=request.POST.get("library", "")[:60] or None
        )


def _saved(request: HttpRequest, agreement: Agreement, place: sections.TermsSection) -> HttpResponse:
    messages.success(request, _("Saved: %(section)s.") % {"section": place.label})
    here = sections.section_url(agreement, place.name)
    if "more" in request.POST:
        return redirect(f"{here}?more=1")
    if "save" in request.POST:
        return redirect(here)
    following = sections.after(place, terms_of(visible_agreement(request, agreement.pk)))
    if following is None:
        return redirect("partnerships:agreement-check", agreement.pk)
    return redirect(sections.section_url(agreement, following.name))


def _section_page(
    request: HttpRequest,
    agreement: Agreement,
    place: sections.TermsSection,
    form: SectionForm,
    *,
    would_void: SignaturesWouldBeVoided | None = None,
    wording: LibraryClause | None = None,
    findings: list[Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    terms = terms_of(agreement)
    findings = findings_of(agreement, on=clock.today()) if findings is None else findings
    mending = sections.places(agreement, findings)
    following = sections.after(place, form.terms)
    return render(
        request,
        "partnerships/agreement_terms.html",
        {
            "agreement": agreement,
            "section": place,
            "seen": sections.mark(terms, place),
            "form": form,
            "steps": sections.steps(agreement, terms, findings, current=place.name),
            "wording": wording or find_wording(request.POST.get("library", "")),
            "wordings": _wordings(place),
            "origin": find_wording(terms.sources.get(place.name, "")),
            "deviations": deviations(terms, place.name),
            "errors": sum(found.blocks for found in findings),
            "warnings": sum(found.needs_reason for found in findings),
            "next_place": next(iter(mending), None),
            "following": following.label if following else _("Check"),
            "would_void": would_void,
            **life_of(agreement),
        },
        status=status,
    )


@require_safe
def agreement_check(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers on one page, with what the rules of today find, before the agreement is sent."""
    agreement = visible_agreement(request, pk)
    request.actor.require("send_to_signature", agreement)
    findings = findings_of(agreement, on=clock.today())
    return _check_page(request, agreement, SendForm(findings=findings), findings)


@require_POST
def agreement_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft to signature, or say what is open."""
    agreement = visible_agreement(request, pk)
    findings = findings_of(agreement, on=clock.today())
    form = SendForm(request.POST, findings=findings)
    if form.is_valid():
        try:
            services.send_to_signature(
                actor=request.actor, agreement=agreement, on=clock.today(), reasons=form.reasons()
            )
        except RulesOpen:
            return _check_page(request, agreement, form, findings, is_refused=True, status=409)
        except WarningsNeedReasons as refusal:
            form.ask(refusal.findings)
        else:
            messages.success(request, _("The agreement was sent to all parties for signature."))
            return redirect(agreement)
    return _check_page(request, agreement, form, findings, status=409)


def _check_page(
    request: HttpRequest,
    agreement: Agreement,
    form: SendForm,
    findings: list[Finding],
    *,
    is_refused: bool = False,
    status: int = 200,
) -> HttpResponse:
    from partnerships.words import in_words

    terms = terms_of(agreement)
    return render(
        request,
        "partnerships/agreement_check.html",
        {
            "agreement": agreement,
            "form": form,
            "blocking": [place for place in sections.places(agreement, findings) if place.finding.blocks],
            "warning_count": len(form.rules),
            "completeness": completeness_of(terms, findings, on=clock.today()),
            "clauses": [(clause, sections.section_url(agreement, clause.name)) for clause in in_words(terms)],
            "steps": sections.steps(agreement, terms, findings),
            "is_refused": is_refused,
            **life_of(agreement),
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """The parties of a draft: take one off, search for one more. Works without a script."""
    agreement = visible_agreement(request, pk)
    request.actor.require("edit_agreement", agreement)
    if not agreement.is_draft:
        return redirect(agreement)
    refused = ""
    if request.method == "POST":
        try:
            _change_parties(request, agreement)
        except NoCounterpart as refusal:
            refused = str(refusal)
        else:
            return redirect("partnerships:agreement-parties", agreement.pk)
    form = FindCounterpartForm(request.GET if "find" in request.GET else None)
    found = find_counterparts(form.cleaned_data["find"]) if form.is_valid() else None
    parties = list(agreement.parties.select_related("organisation"))
    named = {party.key for party in terms_of(agreement).parties}
    present = {party.organisation_id for party in parties if party.key in named}
    return render(
        request,
        "partnerships/agreement_parties.html",
        {
            "agreement": agreement,
            "parties": [(party, party.key in named) for party in parties],
            "may_take_off": len(named) > 2,
            "form": form,
            "found": None if found is None else [row for row in found if row.pk not in present],
            "refused": refused,
        },
        status=400 if refused else 200,
    )


def _change_parties(request: HttpRequest, agreement: Agreement) -> None:
    """Add the organisation or take off the party that the button named. Raises NoCounterpart."""
    if "remove" in request.POST:
        services.remove_party(actor=request.actor, agreement=agreement, key=request.POST["remove"], on=clock.today())
        messages.success(request, _("The party was taken off."))
        return
    added = _chosen([request.POST.get("add", "")])
    if not added:
        raise NoCounterpart
    services.add_party(actor=request.actor, agreement=agreement, organisation=added[0], on=clock.today())
    messages.success(request, _("The party was added."))


@require_POST
def agreement_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    agreement = visible_agreement(request, pk)
    services.delete_draft(actor=request.actor, agreement=agreement)
    messages.success(request, _("The draft %(number)s was deleted.") % {"number": agreement.number})
    return redirect("partnerships:agreement-list")
