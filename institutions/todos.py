"""What waits for a person in this room: requests, posts, returns, waves of graduates, qualifications, equipment."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.home import Todo
from core import wording
from institutions.cohorts import cohorts
from institutions.models import (
    AnnualReturn,
    CurriculumRequest,
    Equipment,
    PlanPost,
    PlanPostConfirmation,
    RequestState,
    ReturnState,
    Teacher,
)
from institutions.services.returns import may_judge

_UNANSWERED = Q(states__state=RequestState.ASKED, states__superseded_at=None, states__until_on=None)
SHOWN = 5  # single to-dos of a kind; more become one line, or wait in the list


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For administrators, liaisons and reviewers; nothing for others."""
    if actor.can("answer_curriculum"):
        yield from _requests_to_answer(actor)
    if actor.can("ask_curriculum"):
        yield from _requests_overdue(actor, on)
    if actor.can("confirm_plan_post"):
        yield from _posts_to_confirm(actor)
    if actor.can("report_return"):
        yield from _returns_to_correct(actor)
    if actor.can("verify_return") or actor.can("review_return"):
        yield from _returns_to_verify(actor)
    if actor.can("record_outcomes"):
        yield from _waves(actor, on)
    if actor.can("manage_teachers"):
        yield from _qualifications(actor, on)
    if actor.can("manage_equipment") or actor.can("offer_slot"):
        yield from _late(actor, on)


def _requests_to_answer(actor: Actor) -> Iterator[Todo]:
    waiting = CurriculumRequest.objects.visible_to(actor).filter(_UNANSWERED, college_id=actor.organisation_id)
    for request in waiting.select_related("enterprise").order_by("due_on")[:SHOWN]:
        yield Todo(
            title=_("Answer the request “%(skill)s”") % {"skill": request.skill},
            url=request.get_absolute_url(),
            detail=wording.name_of(request.enterprise),
            due_on=request.due_on,
        )


def _requests_overdue(actor: Actor, on: date) -> Iterator[Todo]:
    asked = CurriculumRequest.objects.visible_to(actor).filter(_UNANSWERED, enterprise_id=actor.organisation_id)
    late = asked.filter(due_on__lt=on).select_related("college__organisation")
    for request in late.order_by("due_on")[:SHOWN]:
        yield Todo(
            title=_("No answer yet to “%(skill)s”: ask again") % {"skill": request.skill},
            url=request.get_absolute_url(),
            detail=wording.name_of(request.college.organisation),
            due_on=request.due_on,
        )


def _posts_to_confirm(actor: Actor) -> Iterator[Todo]:
    said = PlanPostConfirmation.objects.current().filter(post=OuterRef("pk"))
    asked = PlanPost.objects.visible_to(actor).filter(~Exists(said), asked_of_id=actor.organisation_id)
    for post in asked.select_related("plan__major__college__organisation").order_by("recorded_at")[:SHOWN]:
        yield Todo(
            title=_("Confirm the post “%(post)s”") % {"post": post.name},
            url=post.plan.get_absolute_url(),
            detail=wording.name_of(post.plan.major.college.organisation),
        )


def _returns_to_correct(actor: Actor) -> Iterator[Todo]:
    back = AnnualReturn.objects.visible_to(actor).filter(state=ReturnState.RETURNED)
    for annual in back.order_by("year")[:SHOWN]:
        yield Todo(
            title=_("Correct the yearly return %(year)s") % {"year": annual.year},
            url=annual.get_absolute_url(),
            detail=annual.returned_because[:100],
        )


def _returns_to_verify(actor: Actor) -> Iterator[Todo]:
    """Returns that somebody else filed: for the colleague, and for the authority."""
    filed = AnnualReturn.objects.visible_to(actor).filter(state=ReturnState.FILED)
    oldest = filed.select_related("college__organisation").order_by("filed_on", "pk")
    if actor.can("review_return") and (number := filed.count()) > SHOWN:  # an authority has filed none of them
        title = ngettext("Verify %(number)s yearly return", "Verify %(number)s yearly returns", number)
        yield Todo(
            title=title % {"number": wording.number(number)},
            url=f"{reverse('institutions:return-list')}?state={ReturnState.FILED}&sort=filed_on",
            detail=_("Filed by colleges, and not verified yet."),
            act=_("Look"),
        )
        return
    for annual in oldest:
        if may_judge(actor, annual):
            yield Todo(
                title=_("Verify the yearly return %(year)s") % {"year": annual.year},
                url=reverse("institutions:return-detail", args=[annual.pk]),
                detail=wording.name_of(annual.college.organisation),
            )


def _waves(actor: Actor, on: date) -> Iterator[Todo]:
    """Waves of graduates whose day has come and who can still be asked; what ends first comes first."""
    due = sorted((one for one in cohorts(actor, on) if one.is_due), key=lambda one: one.last_on)
    for cohort in due[:SHOWN]:
        title = ngettext(
            "Ask %(number)s graduate of %(year)s: %(wave)s",
            "Ask %(number)s graduates of %(year)s: %(wave)s",
            cohort.waiting,
        )
        words = {"number": wording.number(cohort.waiting), "year": cohort.year, "wave": cohort.wave.label}
        yield Todo(
            title=title % words,
            url=reverse("institutions:wave-list"),
            detail=_("Record the answers, or fill in the sheet and import it."),
            due_on=cohort.last_on,
            act=_("Look"),
        )


def _qualifications(actor: Actor, on: date) -> Iterator[Todo]:
    teachers: Any = Teacher.objects.visible_to(actor).employed(on).with_qualification(on).expiring(on)
    soonest = list(teachers.order_by("dual_until", "pk")[: SHOWN + 1])
    if len(soonest) > SHOWN:
        number = teachers.count()
        title = ngettext("%(number)s dual qualification ends", "%(number)s dual qualifications end", number)
        yield Todo(
            title=title % {"number": number},
            url=f"{reverse('institutions:teacher-list')}?dual=soon",
            detail=_("Within 90 days."),
            due_on=soonest[0].dual_until,
            act=_("Look"),
        )
        return
    for teacher in soonest:
        yield Todo(
            title=_("The dual qualification of %(teacher)s ends") % {"teacher": teacher.name},
            url=teacher.get_absolute_url(),
            detail=_("Record the next recognition."),
            due_on=teacher.dual_until,
            act=_("Look"),
        )


def _late(actor: Actor, on: date) -> Iterator[Todo]:
    late: Any = Equipment.objects.visible_to(actor).with_state().late(on)
    oldest = list(late.order_by("due_on", "pk")[: SHOWN + 1])
    if len(oldest) > SHOWN:
        number = late.count()
        title = ngettext(
            "%(number)s item of equipment was not delivered", "%(number)s items of equipment were not delivered", number
        )
        yield Todo(
            title=title % {"number": number},
            url=f"{reverse('institutions:equipment-list')}?late=true",
            detail=_("The day by which it was promised has passed."),
            due_on=oldest[0].due_on,
            act=_("Look"),
        )
        return
    for equipment in oldest:
        yield Todo(
            title=_("“%(equipment)s” was not delivered") % {"equipment": equipment.name},
            url=equipment.get_absolute_url(),
            detail=_("The day by which it was promised has passed."),
            due_on=equipment.due_on,
            act=_("Look"),
        )
