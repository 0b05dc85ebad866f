"""What waits for a person: requests to answer, posts to confirm, returns to verify or correct."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.home import Todo
from core import wording
from institutions.models import (
    AnnualReturn,
    CurriculumRequest,
    PlanPost,
    PlanPostConfirmation,
    RequestState,
    ReturnState,
)
from institutions.services.returns import may_judge

_UNANSWERED = Q(states__state=RequestState.ASKED, states__superseded_at=None, states__until_on=None)
SHOWN = 5  # to-dos of a kind; the lists hold the rest


def waiting(actor: Actor, on: date) -> Iterator[Todo]:
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
    filed = AnnualReturn.objects.visible_to(actor).filter(state=ReturnState.FILED)
    for annual in filed.select_related("college__organisation").order_by("filed_on")[:SHOWN]:
        if may_judge(actor, annual):
            yield Todo(
                title=_("Verify the yearly return %(year)s") % {"year": annual.year},
                url=reverse("institutions:return-detail", args=[annual.pk]),
                detail=wording.name_of(annual.college.organisation),
            )
