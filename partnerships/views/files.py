"""Signed files: to download, to have made again, and the page where anybody may check one."""

import uuid

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.errors import DomainError
from partnerships import services
from partnerships.forms.checking import CheckForm
from partnerships.models import Agreement
from partnerships.selectors.files import Match, match, public_check, readable_files
from partnerships.views.common import visible_agreement


class TooManyChecks(DomainError):
    """Somebody compares faster than people do."""

    code = "too_many_checks"
    message = gettext_lazy("Too many comparisons in a short time. Wait some minutes, then try again.")
    status = 429


@never_cache
@require_safe
def signed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was signed, to save."""
    file = get_object_or_404(readable_files(request.actor).select_related("version"), pk=pk)
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    return response


@require_POST
def agreement_make_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to make signed files that could not be made."""
    agreement = visible_agreement(request, pk)
    services.order_missing_files(actor=request.actor, agreement=agreement)
    messages.success(request, _("The signed files are being made."))
    return redirect(agreement)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How an agreement stands, for everybody who holds its file; a POST compares a file or a digest."""
    on = clock.today()
    try:
        page = public_check(public_id, on=on)
    except Agreement.DoesNotExist as error:
        raise Http404 from error
    form, found, status = CheckForm(), None, 200
    is_compared = False
    if request.method == "POST":
        if not consume(request, action="check_agreement"):
            raise TooManyChecks
        form = CheckForm(request.POST, request.FILES)
        if is_compared := form.is_valid():
            found = match(page.agreement, form.cleaned_data["compared"], on=on)
        else:
            status = 400
    context = {"page": page, "form": form, "is_compared": is_compared, "found": found, "on": on}
    return render(request, "partnerships/check.html", context | {"verdict": _verdict(found)}, status=status)


def _verdict(found: Match | None) -> str:
    """What the comparison says, in a sentence."""
    if found is None:
        return _("This is no file of this agreement: it was changed, or it is another one.")
    told = {"number": found.version.number}
    if found.file is None:
        said = _("This is the digest of the terms of version %(number)d.") % told
    else:
        said = _("This is the signed file of version %(number)d, unchanged.") % told
    return said if found.is_current else f"{said} {_('A later version has replaced it.')}"
