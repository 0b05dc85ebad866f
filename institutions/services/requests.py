"""Enterprises ask colleges to teach something; colleges answer in time."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput, NotAllowed
from core.facts import StateGoesBack, enter_state
from institutions.models import College, CurriculumRequest, CurriculumRequestState, RequestState
from institutions.models.requests import NEXT_REQUEST_STATES
from institutions.services.majors import DateTooEarly
from ledger.services import record
from reference import parameters

ANSWER_DAYS = "institution.curriculum_answer_days"
NEEDS_WORDS = frozenset({RequestState.ANSWERED, RequestState.DECLINED})


class RequestStateNotNext(DomainError):
    """A request goes from question to answer to teaching, or is declined; there is no way back."""

    code = "request_state_not_next"
    message = _("A curriculum request cannot go from “%(before)s” to “%(after)s”.")


@transaction.atomic
def ask_curriculum(*, actor: ActorLike, college: College, skill: str, on: date, details: str = "") -> CurriculumRequest:
    """The enterprise acted for asks a college to teach a skill; the college's clock starts on this day.

    Raises NotAllowed, InvalidInput.
    """
    actor.require("ask_curriculum")
    enterprises = Organisation.objects.filter(kind=OrganisationKind.ENTERPRISE)
    enterprise = enterprises.filter(pk=actor.organisation_id).first() if actor.organisation_id is not None else None
    if enterprise is None:
        raise NotAllowed
    if not skill.strip():
        raise InvalidInput(_("Name the skill."), field="skill")
    days = parameters.value(ANSWER_DAYS, on=on, region=college.organisation.region)
    request = CurriculumRequest.objects.create(
        enterprise=enterprise,
        college=college,
        skill=skill.strip(),
        details=details.strip(),
        asked_on=on,
        due_on=on + timedelta(days=days),
    )
    enter_state(CurriculumRequestState.objects.all(), state=RequestState.ASKED, on=on, request=request)
    record(
        actor=actor,
        action="curriculum_request.asked",
        subject=request,
        payload={"college": college.pk, "skill": request.skill, "due_on": request.due_on},
    )
    return request


@transaction.atomic
def answer_curriculum(
    *, actor: ActorLike, request: CurriculumRequest, state: RequestState, on: date, answer: str = ""
) -> CurriculumRequest:
    """The college answers, adopts, teaches or declines; answering and declining need words, which join the thread.

    Raises RequestStateNotNext, InvalidInput, DateTooEarly.
    """
    actor.require("answer_curriculum", request)
    request = CurriculumRequest.objects.select_for_update().get(pk=request.pk)
    present = CurriculumRequestState.objects.current().get(request=request)
    if state not in NEXT_REQUEST_STATES[present.state]:
        words = {"before": present.get_state_display(), "after": RequestState(state).label}
        raise RequestStateNotNext(field="state", params=words)
    if state in NEEDS_WORDS and not answer.strip():
        raise InvalidInput(_("Say what the college answers, or why it declines."), field="answer")
    try:
        enter_state(CurriculumRequestState.objects.all(), state=state, on=on, request=request)
    except StateGoesBack as error:
        raise DateTooEarly(field="on") from error
    if answer.strip():
        request.answer = "\n\n".join(filter(None, (request.answer, answer.strip())))
        request.save(update_fields=["answer"])
    record(
        actor=actor,
        action=f"curriculum_request.{state}",
        subject=request,
        payload={"before": present.state, "on": on, "answer": answer.strip()},
    )
    return request
