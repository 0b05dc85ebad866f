"""What waits for a person: the question of the term, slots to confirm, placements to prepare, students to help."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.home import Todo
from accounts.models import Role
from internships.filters import term_words
from internships.models import (
    CONFIRM_AFTER,
    HelpRequest,
    HostingAnswer,
    InternshipSlot,
    Placement,
    PlacementMentor,
    PlacementOutcome,
)
from reference.periods import SchoolYear, Term

SHOWN = 5  # single to-dos of a kind; more become one line
ASK_BEFORE = timedelta(days=90)  # how long before a term its question comes up
PREPARE_BEFORE = timedelta(days=14)


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For liaisons, administrators and mentors; nothing for others."""
    if actor.can("offer_slot"):
        own = InternshipSlot.objects.visible_to(actor).filter(enterprise_id=actor.organisation_id)
        yield from _hosting(actor, on)
        yield from _stale(own.to_confirm(on), on)
        yield from _drafts(own)
        yield from _outcomes(actor)
    if actor.can("answer_help"):
        yield from _help(HelpRequest.objects.visible_to(actor).unanswered())
    if actor.can("begin_placement"):
        yield from _beginning(actor, on)
        yield from _outcomes(actor)
    if actor.role == Role.MENTOR:
        yield from _accompanied(actor, on)


def _hosting(actor: Actor, on: date) -> Iterator[Todo]:
    """The first question of the coming term, until it has an answer."""
    present = Term.of(on)
    year = present.school_year
    coming = Term(year, 2) if present.number == 1 else Term(SchoolYear(year.first_year + 1), 1)
    if coming.start - on > ASK_BEFORE:
        return
    said = HostingAnswer.objects.visible_to(actor).current().filter(enterprise_id=actor.organisation_id)
    if said.filter(first_year=coming.school_year.first_year, term=coming.number).exists():
        return
    yield Todo(
        title=_("Can you host students? %(term)s") % {"term": term_words(coming)},
        url=f"{reverse('internships:hosting-answer')}?term={coming.school_year.first_year}-{coming.number}",
        detail=_("Yes, maybe or no: colleges plan with your answer."),
        due_on=coming.start,
        act=_("Answer"),
    )


def _stale(slots: Any, on: date) -> Iterator[Todo]:
    oldest = list(slots.order_by("confirmed_on", "pk")[: SHOWN + 1])
    if len(oldest) > SHOWN:
        number = slots.count()
        yield Todo(
            title=ngettext("%(number)s internship slot to confirm", "%(number)s internship slots to confirm", number)
            % {"number": number},
            url=f"{reverse('internships:slot-list')}?standing=to_confirm",
            detail=_("Not confirmed for more than 60 days."),
            due_on=on,
            act=_("Confirm"),
        )
        return
    for slot in oldest:
        yield Todo(
            title=_("Is “%(post)s” still true?") % {"post": slot.post},
            url=slot.get_absolute_url(),
            detail=_("Not confirmed for more than 60 days."),
            due_on=(slot.confirmed_on + CONFIRM_AFTER) if slot.confirmed_on else None,
            act=_("Confirm"),
        )


def _drafts(own: Any) -> Iterator[Todo]:
    drafts = own.filter(state=InternshipSlot.State.DRAFT).order_by("-recorded_at")
    for slot in drafts[:SHOWN]:
        yield Todo(
            title=_("Finish the draft “%(post)s”") % {"post": slot.post},
            url=slot.get_absolute_url(),
            detail=_("Colleges do not see it yet."),
            act=_("Continue"),
        )


def _help(waiting: Any) -> Iterator[Todo]:
    """Requests by the day on which an answer is due."""
    oldest = list(waiting.for_list()[: SHOWN + 1])
    if len(oldest) > SHOWN:
        number = waiting.count()
        yield Todo(
            title=ngettext(
                "%(number)s request for help waits for an answer",
                "%(number)s requests for help wait for an answer",
                number,
            )
            % {"number": number},
            url=f"{reverse('internships:help-list')}?state=asked",
            due_on=oldest[0].due_on,
            act=_("Answer"),
        )
        return
    for request in oldest:
        yield Todo(
            title=_("A student asks for help: %(about)s") % {"about": request.get_category_display()},
            url=reverse("internships:help-detail", args=[request.pk]),
            detail=request.placement.student.name,
            due_on=request.due_on,
            act=_("Answer"),
        )


def _beginning(actor: Actor, on: date) -> Iterator[Todo]:
    """Placements that begin soon, or should have begun: their gates are to be met."""
    soon = Placement.objects.visible_to(actor).filter(
        college_id=actor.organisation_id, state=Placement.State.ARRANGED, starts_on__lte=on + PREPARE_BEFORE
    )
    first = soon.order_by("starts_on").first()
    if first is None:
        return
    number = soon.count()
    yield Todo(
        title=ngettext(
            "%(number)s placement begins soon or should have begun",
            "%(number)s placements begin soon or should have begun",
            number,
        )
        % {"number": number},
        url=first.get_absolute_url()
        if number == 1
        else f"{reverse('internships:placement-list')}?state=arranged&sort=period",
        detail=_("Signatures and insurance come before the first day."),
        due_on=first.starts_on,
        act=_("Prepare"),
    )


def _outcomes(actor: Actor) -> Iterator[Todo]:
    """Placements that ended without a word on what came of them."""
    known = PlacementOutcome.objects.visible_to(actor).current().values("placement_id")
    ended = Placement.objects.visible_to(actor).filter(state=Placement.State.ENDED).exclude(pk__in=known)
    number = ended.count()
    if number:
        only = ended.first() if number == 1 else None
        yield Todo(
            title=ngettext(
                "Was the student hired? %(number)s placement has ended",
                "Were the students hired? %(number)s placements have ended",
                number,
            )
            % {"number": number},
            url=only.get_absolute_url() if only else f"{reverse('internships:placement-list')}?state=ended",
            detail=_("Record what came of it."),
            act=_("Record"),
        )


def _accompanied(actor: Actor, on: date) -> Iterator[Todo]:
    """A mentor's own placements that begin in the next days."""
    own = PlacementMentor.objects.visible_to(actor).on(on).filter(user=actor.user)
    soon = Placement.objects.visible_to(actor).filter(
        pk__in=own.values("placement_id"),
        state=Placement.State.ARRANGED,
        starts_on__range=(on, on + PREPARE_BEFORE),
    )
    for placement in soon.select_related("student", "slot").order_by("starts_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("A placement that you accompany begins: %(student)s") % {"student": placement.student},
            url=placement.get_absolute_url(),
            detail=placement.slot.post,
            due_on=placement.starts_on,
            act=_("Open"),
        )
