"""Lists, one agreement, its printed form."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.pages import render_list
from partnerships.filters import AgreementFilter
from partnerships.forms.acting import AmendmentDayForm, ReasonForm, SigningLinkForm
from partnerships.forms.signing import WishAnswerForm, WishForm
from partnerships.models import Agreement
from partnerships.printing import printed
from partnerships.selectors import agreement_page
from partnerships.selectors.life import checks_waiting
from partnerships.tables import table_for
from partnerships.views.amending import day_asked_for
from partnerships.views.common import life_of, visible_agreement


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponseBase:
    """Agreements that the actor may see."""
    return render_list(
        request,
        filterset=AgreementFilter,
        queryset=Agreement.objects.visible_to(request.actor).originals().for_list(),
        table=table_for(getattr(request.actor.organisation, "kind", None)),
        template="partnerships/agreement_list.html",
        context={
            "may_draft": request.actor.can("draft_agreement"),
            "may_import": request.actor.can("import_agreements"),
            "may_set_checks": request.actor.can("manage_checks"),
        },
    )


@require_safe
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: terms in words, parties, signatures, what happened."""
    agreement, actor = visible_agreement(request, pk), request.actor
    page = agreement_page(agreement, actor=actor, on=clock.today(), shown_on=day_asked_for(request))
    is_keeper = actor.can("edit_agreement", agreement)
    return render(
        request,
        "partnerships/agreement_detail.html",
        {
            "agreement": agreement,
            "page": page,
            "is_keeper": is_keeper,
            "may_check": agreement.is_submitted
            and any(row.agreement_id == agreement.pk for row in checks_waiting(actor)),
            "may_sign": page.waits_for_me and actor.can("sign_agreement", page.own_party),
            "may_amend": agreement.is_running and actor.can("amend_agreement", agreement),
            "may_see_base": agreement.amends is not None
            and Agreement.objects.visible_to(actor).filter(pk=agreement.amends_id).exists(),
            "day_form": AmendmentDayForm(initial={"amends_from": agreement.amends_from}),
            "may_wish": page.own_party is not None
            and not is_keeper
            and (agreement.is_in_signature or agreement.is_running)
            and actor.can("ask_for_change", page.own_party),
            "wish_form": WishForm(prefix="wish"),
            "wishes": [(wish, WishAnswerForm(prefix=f"wish-{wish.pk}")) for wish in page.wishes],
            "undo_form": ReasonForm(prefix="undo"),
            "withdraw_form": ReasonForm(prefix="withdraw"),
            "link_form": SigningLinkForm(prefix="link"),
            **life_of(agreement),
        },
    )


@require_safe
def agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement for printing, in the language of the page."""
    agreement = visible_agreement(request, pk)
    document = printed(
        agreement_page(agreement, actor=request.actor, on=clock.today(), shown_on=day_asked_for(request))
    )
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="agreement-{agreement.pk}.pdf"'
    return response
