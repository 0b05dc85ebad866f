"""Pages of bodies, their members, seats and meetings."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.pages import render_list
from institutions.forms import OnForm
from institutions.selectors import own_college
from institutions.views.answers import done, status_of
from partnerships import services
from partnerships.filters import BodyFilter
from partnerships.forms.governance import BodyForm, DecisionForm, MeetingForm, MemberForm, MinutesForm, SeatsForm
from partnerships.lookups import members
from partnerships.models import BodyMember, GovernanceBody, Meeting
from partnerships.selectors.governance import bodies_of, body_page, seats_on
from partnerships.tables import BodyTable


@require_safe
def lookup_members(request: HttpRequest) -> HttpResponse:
    """Organisations that may be members, for the script."""
    request.actor.require("manage_bodies")
    return lookups.options(request, members())


@require_safe
def body_list(request: HttpRequest) -> HttpResponseBase:
    """Bodies that one's college keeps, of which one is a member, or those of one's region."""
    return render_list(
        request,
        filterset=BodyFilter,
        queryset=bodies_of(request.actor, on=clock.today()),
        table=BodyTable,
        template="partnerships/body_list.html",
        context={"may_add": request.actor.can("manage_bodies")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def body_add(request: HttpRequest) -> HttpResponse:
    """Found a body."""
    keeper = own_college(request.actor, "manage_bodies")
    form = BodyForm(request.POST or None)
    added = done(
        request,
        form,
        lambda: services.add_body(actor=request.actor, keeper=keeper, **form.cleaned_data),
        words=_("%(row)s is added."),
    )
    return added or render(request, "partnerships/body_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a body but members, seats and meetings."""
    body = _kept_body(request, pk)
    form = BodyForm(request.POST or None, body=body, initial=BodyForm.initial_of(body))
    saved = done(
        request,
        form,
        lambda: services.edit_body(actor=request.actor, body=body, **form.cleaned_data),
        words=_("Saved."),
        back=body,
    )
    page = {"form": form, "body": body}
    return saved or render(request, "partnerships/body_form.html", page, status=status_of(form))


@require_safe
def body_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A body: seats by side, what the rules find, members, meetings and decisions."""
    return _body_page(request, _body(request, pk))


@require_POST
@once
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a member."""
    body, form = _kept_body(request, pk), MemberForm(request.POST, prefix="member")
    added = done(
        request,
        form,
        lambda: services.add_member(actor=request.actor, body=body, **form.cleaned_data),
        words=_("Recorded."),
        back=body,
    )
    return added or _body_page(request, body, member_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave."""
    rows = BodyMember.objects.visible_to(request.actor).filter(superseded_at=None)
    member = get_object_or_404(rows.select_related("body", "organisation"), pk=pk)
    request.actor.require("manage_bodies", member.body)
    form = OnForm(request.POST or None, initial={"on": clock.today()})
    ended = done(
        request,
        form,
        lambda: services.end_membership(actor=request.actor, member=member, on=form.cleaned_data["on"]),
        words=_("Recorded."),
        back=member.body,
    )
    page = {"form": form, "member": member, "body": member.body}
    return ended or render(request, "partnerships/member_end.html", page, status=status_of(form))


@require_POST
def body_seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sides their seats from a day on."""
    body, form = _kept_body(request, pk), SeatsForm(request.POST, standing={}, prefix="seats")
    given = done(
        request,
        form,
        lambda: services.set_seats(actor=request.actor, body=body, seats=form.seats(), on=form.cleaned_data["on"]),
        words=_("Recorded."),
        back=body,
    )
    return given or _body_page(request, body, seats_form=form)


@require_POST
@once
def meeting_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a meeting."""
    body, form = _kept_body(request, pk), MeetingForm(request.POST, prefix="meeting")
    planned = done(
        request,
        form,
        lambda: services.plan_meeting(actor=request.actor, body=body, **form.cleaned_data),
        words=_("Planned."),
        back=body,
    )
    return planned or _body_page(request, body, meeting_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting, its minutes and decisions; the keeper records the minutes here."""
    meeting = _meeting(request, pk)
    if request.method != "POST":
        return _meeting_page(request, meeting)
    request.actor.require("manage_bodies", meeting.body)
    form = MinutesForm(request.POST)
    saved = done(
        request,
        form,
        lambda: services.record_minutes(actor=request.actor, meeting=meeting, on=clock.today(), **form.cleaned_data),
        words=_("Saved."),
        back=meeting,
    )
    return saved or _meeting_page(request, meeting, minutes_form=form)


@require_POST
@once
def meeting_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a meeting decided."""
    meeting = _meeting(request, pk)
    request.actor.require("manage_bodies", meeting.body)
    form = DecisionForm(request.POST, prefix="decision")
    recorded = done(
        request,
        form,
        lambda: services.record_decision(actor=request.actor, meeting=meeting, **form.cleaned_data),
        words=_("Recorded."),
        back=meeting,
    )
    return recorded or _meeting_page(request, meeting, decision_form=form)


def _body(request: HttpRequest, pk: int) -> GovernanceBody:
    return get_object_or_404(bodies_of(request.actor, on=clock.today()), pk=pk)


def _kept_body(request: HttpRequest, pk: int) -> GovernanceBody:
    body = _body(request, pk)
    request.actor.require("manage_bodies", body)
    return body


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.visible_to(request.actor).exclude(body=None)
    return get_object_or_404(meetings.select_related("body__keeper"), pk=pk)


def _body_page(request: HttpRequest, body: GovernanceBody, **forms: Any) -> HttpResponse:
    today = clock.today()
    may_edit = request.actor.can("manage_bodies", body)
    page: dict[str, Any] = {"body": body, "page": body_page(body, on=today), "may_edit": may_edit}
    if may_edit:
        page["member_form"] = MemberForm(prefix="member", initial={"on": today})
        page["seats_form"] = SeatsForm(standing=seats_on(body, today), prefix="seats", initial={"on": today})
        page["meeting_form"] = MeetingForm(prefix="meeting")
    status = max((status_of(form) for form in forms.values()), default=200)
    return render(request, "partnerships/body_detail.html", page | forms, status=status)


def _meeting_page(request: HttpRequest, meeting: Meeting, **forms: Any) -> HttpResponse:
    may_edit = request.actor.can("manage_bodies", meeting.body)
    page: dict[str, Any] = {"meeting": meeting, "body": meeting.body, "decisions": meeting.decisions.all()}
    if may_edit:
        held_on = meeting.held_on or min(meeting.planned_on, clock.today())
        page["minutes_form"] = MinutesForm(initial={"held_on": held_on, "minutes": meeting.minutes})
        page["decision_form"] = DecisionForm(prefix="decision") if meeting.held_on else None
    status = max((status_of(form) for form in forms.values()), default=200)
    return render(request, "partnerships/meeting_detail.html", page | {"may_edit": may_edit} | forms, status=status)
