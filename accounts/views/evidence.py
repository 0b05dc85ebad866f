"""Evidence files: what one may see, one's own to add, each served as a download."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import EvidenceForm
from accounts.idempotency import once
from accounts.models import Evidence
from accounts.services.evidence import keep_evidence, open_evidence
from core.errors import InvalidInput

LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@once
def evidence_list(request: HttpRequest) -> HttpResponse:
    """The newest files that one may see; a POST adds one for the organisation that one acts for."""
    form = EvidenceForm() if request.actor.can("upload_evidence") else None
    if request.method == "POST":
        request.actor.require("upload_evidence")
        form = EvidenceForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                kept = keep_evidence(actor=request.actor, upload=form.cleaned_data["file"])
            except InvalidInput as error:
                form.add_error("file", str(error))
            else:
                messages.success(request, _("%(file)s is kept.") % {"file": kept.file_name})
                return redirect("accounts:evidence")
    rows = Evidence.objects.visible_to(request.actor).select_related("organisation").order_by("-pk")[:LISTED]
    page = {"evidence": rows, "form": form, "listed": LISTED}
    return render(request, "accounts/evidence_list.html", page, status=400 if form is not None and form.errors else 200)


@never_cache
@require_safe
def evidence_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The file, to save and never to show: no browser runs it as a page of ours."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.actor), public_id=public_id)
    return FileResponse(
        open_evidence(evidence), as_attachment=True, filename=evidence.file_name, content_type=evidence.media_type
    )
