"""The wizard for intellectual property: questions, the pattern with its reasons, the clauses that follow."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.wording import listed
from partnerships import sections, services
from partnerships.forms.wizard import WizardForm
from partnerships.selectors import terms_of
from partnerships.views.common import visible_agreement
from partnerships.wizard import advice, clauses_for
from partnerships.words import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_wizard(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions first; then the advice beside them, and with one more press its clauses in the draft."""
    agreement = visible_agreement(request, pk)
    request.actor.require("edit_agreement", agreement)
    if not agreement.is_draft:
        return redirect(agreement)
    form = WizardForm(request.POST or None)
    context = {"agreement": agreement, "form": form}
    if request.method != "POST":
        return render(request, "partnerships/agreement_wizard.html", context)
    if not form.is_valid():
        return render(request, "partnerships/agreement_wizard.html", context, status=400)
    terms, today = terms_of(agreement), clock.today()
    clauses = clauses_for(form.answers(), terms, on=today)
    if "use" in request.POST:
        services.save_clauses(actor=request.actor, agreement=agreement, clauses=clauses, on=today)
        messages.success(request, _("The clauses of the pattern are in the draft. Look at them and fill what is open."))
        return redirect(sections.section_url(agreement, "ip"))
    advised = replace(terms, **{name: value for name, (value, _source) in clauses.items()})
    said = [clause for clause in in_words(advised) if clause.name in clauses]
    replaced = [clause.label for clause in said if getattr(terms, clause.name) is not None]
    context |= {"advice": advice(form.answers()), "clauses": said, "replaced": listed(replaced)}
    return render(request, "partnerships/agreement_wizard.html", context)
