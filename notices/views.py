"""A person's notices, and how they want to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.pages import render_list
from notices import services
from notices.filters import NoticeFilter
from notices.forms import PreferenceForm
from notices.models import Notice
from notices.selectors import unread_count
from notices.tables import NoticeTable


@never_cache
@require_safe
def notice_list(request: HttpRequest) -> HttpResponseBase:
    """What the person was told, newest first."""
    return render_list(
        request,
        filterset=NoticeFilter,
        queryset=Notice.objects.visible_to(request.actor).listed(),
        table=NoticeTable,
        template="notices/notice_list.html",
        context={"unread": unread_count(request.actor), "shown_at": clock.now().isoformat()},
    )


@require_POST
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read."""
    services.mark_as_read(
        actor=request.actor, notice=get_object_or_404(Notice.objects.visible_to(request.actor), pk=pk)
    )
    return redirect("notices:notices")


@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page showed; what came since stays unread."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    now = clock.now()
    services.mark_all_as_read(actor=request.actor, until=until if until and until.tzinfo and until < now else now)
    return redirect("notices:notices")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Which notices reach the person by which channel, and how soon."""
    form = PreferenceForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.choose(actor=request.actor, choices=form.choices())
        messages.success(request, _("Your choice is kept."))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form}, status=400 if form.errors else 200)
