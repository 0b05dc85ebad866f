"""Pages on which the operator finds enterprises that are registered twice, and joins them."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import DomainError
from enterprises import services
from enterprises.duplicates import PAIRS_MAX, likely_duplicates
from enterprises.forms import DuplicateForm, MergeForm
from enterprises.services.merging import clashes_of
from enterprises.views.answers import status_of
from enterprises.views.register import enterprise_of


@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Enterprises that may be one, the surest first."""
    request.actor.require("merge_enterprises")
    form = DuplicateForm(request.GET)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    pairs = likely_duplicates(why)
    page = {"pairs": pairs, "form": form, "is_cut": len(pairs) >= PAIRS_MAX, "words": dict(DuplicateForm.WHY)}
    return render(request, "enterprises/duplicate_list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def enterprise_merge(request: HttpRequest, public_id: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Let the first enterprise keep everything of the other."""
    survivor, merged = enterprise_of(public_id), enterprise_of(other)
    request.actor.require("merge_enterprises")
    if survivor.pk == merged.pk:
        raise Http404
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.merge_enterprises(
                actor=request.actor,
                survivor=survivor,
                merged=merged,
                reason=form.cleaned_data["reason"],
                on=clock.today(),
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(
                request, _("%(merged)s is now part of %(enterprise)s.") % {"merged": merged, "enterprise": survivor}
            )
            return redirect(survivor)
    page = {"form": form, "enterprise": survivor, "merged": merged, "clashes": clashes_of(survivor, merged)}
    return render(request, "enterprises/enterprise_merge.html", page, status=status_of(form))
