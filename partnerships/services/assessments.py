"""Assessments of a cooperation: recorded by one side, answered by the others, and remembered when they are due."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.life import RUNNING, OtherSideActs, ReasonNeeded
from partnerships.models import Agreement, Assessment, AssessmentAnswer, Grade, Verdict
from partnerships.models.assessments import AssessmentQuerySet
from partnerships.selectors.assessments import due_of
from partnerships.selectors.terms import effective_terms
from partnerships.services.activities import require_in_force
from partnerships.services.steps import locked
from partnerships.services.telling import ASSESSED, ASSESSMENT_ANSWERED, ASSESSMENT_DUE, tell
from partnerships.terms import Terms

TEXT_LENGTH = 4000
TOLD_BEFORE = 14  # days before an assessment is due that both sides are told


class AssessmentAnswered(DomainError):
    """A party answers once; what all have confirmed stays."""

    code = "assessment_answered"
    message = _("This assessment was answered already.")


@transaction.atomic
def record_assessment(
    *,
    actor: Actor,
    agreement: Agreement,
    assessed_on: date,
    assessor: str,
    findings: str,
    grade: str,
    decision: str,
    on: date,
    stage: str = "",
) -> Assessment:
    """Record what an assessment found, by any party; the others are asked to confirm it.

    `stage` is the name of an agreed one, "" for a regular one. The own side replaces what it has recorded of the same
    stage (of a regular one: of the same day) until everybody has confirmed it. Raises NotAllowed, AssessmentAnswered,
    OtherSideActs, InvalidInput (stage, assessed_on, assessor, findings, grade, decision).
    """
    actor.require("assess_agreement", agreement)
    agreement, stage = locked(agreement), stage.strip()
    if actor.organisation_id is None:
        raise NotAllowed
    if assessed_on > on:
        raise InvalidInput(_("This day has not come yet."), field="assessed_on")
    require_in_force(agreement, assessed_on, field="assessed_on")
    review = (effective_terms(agreement, assessed_on) or Terms()).review
    if stage and stage not in {each.name.strip() for each in (review.stages if review else ())}:
        raise InvalidInput(_("The terms of that day know no such stage."), field="stage")
    for field, value, known in (("grade", grade, Grade.values), ("decision", decision, Verdict.values)):
        if value not in known:
            raise InvalidInput(field=field)
    earlier = agreement.assessments.current().filter(stage=stage)
    _replace(actor, earlier if stage else earlier.filter(occurred_on=assessed_on), agreement)
    assessment = Assessment.objects.create(
        agreement=agreement,
        stage=stage,
        assessor=_text(assessor, "assessor", 200),
        findings=_text(findings, "findings", TEXT_LENGTH),
        grade=grade,
        decision=decision,
        occurred_on=assessed_on,
        recorded_by_id=actor.organisation_id,
    )
    set_assessment_day(agreement, on=on)
    payload = {"stage": stage, "on": assessed_on.isoformat(), "grade": grade, "decision": decision}
    record(actor=actor, action="agreement.assessed", subject=agreement, payload=payload)
    others = _parties(agreement) - {actor.organisation_id}
    tell(actor, agreement, others, ASSESSED, url=_page(agreement))
    return assessment


@transaction.atomic
def answer_assessment(
    *, actor: Actor, assessment: Assessment, agrees: bool, on: date, reason: str = ""
) -> AssessmentAnswer:
    """Confirm an assessment that another party has recorded, or object with the reason. A party that has objected may
    still confirm. Raises NotAllowed, OtherSideActs, AssessmentAnswered, ReasonNeeded, InvalidInput (reason).
    """
    actor.require("assess_agreement", assessment)
    agreement = locked(assessment.agreement)
    assessment = Assessment.objects.select_related("recorded_by").get(pk=assessment.pk)
    if actor.organisation_id not in _parties(agreement):
        raise NotAllowed
    if actor.organisation_id == assessment.recorded_by_id:
        names = [str(party) for party in agreement.parties.exclude(organisation_id=assessment.recorded_by_id)]
        raise OtherSideActs(params={"name": ", ".join(names)})
    standing = assessment.answers.current().filter(organisation_id=actor.organisation_id).first()
    if assessment.superseded_at is not None or (standing is not None and (standing.agrees or not agrees)):
        raise AssessmentAnswered
    if not agrees and not reason.strip():
        raise ReasonNeeded(field="reason")
    if standing is not None:
        standing.superseded_at = clock.now()
        standing.save(update_fields=["superseded_at"])
    answer = AssessmentAnswer.objects.create(
        assessment=assessment,
        organisation_id=actor.organisation_id,
        agrees=agrees,
        reason="" if agrees else _text(reason, "reason", TEXT_LENGTH),
        signer_label=actor.label[:200],
        occurred_on=max(on, assessment.occurred_on),
    )
    action = "agreement.assessment_confirmed" if agrees else "agreement.assessment_contested"
    payload = {"stage": assessment.stage, "on": assessment.occurred_on.isoformat(), "reason": answer.reason}
    record(actor=actor, action=action, subject=agreement, payload=payload)
    if not agrees:
        who = {assessment.recorded_by_id}
        tell(actor, agreement, who, ASSESSMENT_ANSWERED, url=_page(agreement), reason=answer.reason)
    return answer


def set_assessment_day(agreement: Agreement, *, on: date) -> None:
    """Keep by when the next assessment is due beside a locked agreement, so that lists and the night find it."""
    due = due_of(agreement, on=max(on, agreement.starts_on or on))
    day = due[0].due_on if due else None
    if day != agreement.assessment_due_on:
        agreement.assessment_due_on, agreement.assessment_told_on = day, None
        agreement.save(update_fields=["assessment_due_on", "assessment_told_on"])


def remind_of_assessments(*, actor: Actor, on: date) -> int:
    """Tell all sides, once, that an assessment comes due. Part of the night; returns of how many agreements."""
    actor.require("expire_agreement")
    near = Agreement.objects.filter(
        state__in=RUNNING, assessment_told_on=None, assessment_due_on__lte=on + timedelta(days=TOLD_BEFORE)
    )
    return sum(_remind(actor, agreement, on) for agreement in near.order_by("pk"))


@transaction.atomic
def _remind(actor: Actor, agreement: Agreement, on: date) -> bool:
    agreement = locked(agreement)
    if agreement.assessment_told_on is not None or agreement.assessment_due_on is None:
        return False
    agreement.assessment_told_on = on
    agreement.save(update_fields=["assessment_told_on"])
    day = agreement.assessment_due_on.isoformat()
    tell(actor, agreement, _parties(agreement), ASSESSMENT_DUE, url=_page(agreement), day=day)
    return True


def _replace(actor: Actor, earlier: AssessmentQuerySet, agreement: Agreement) -> None:
    """Supersede what the own side has recorded of the same, as long as not everybody has confirmed it."""
    row = earlier.prefetch_related("answers").first()
    if row is None:
        return
    if row.recorded_by_id != actor.organisation_id:
        raise OtherSideActs(params={"name": row.recorded_by})
    agreed = {answer.organisation_id for answer in row.answers.all() if answer.agrees and not answer.superseded_at}
    if agreed | {row.recorded_by_id} >= _parties(agreement):
        raise AssessmentAnswered
    row.superseded_at = clock.now()
    row.save(update_fields=["superseded_at"])


def _parties(agreement: Agreement) -> set[int]:
    return set(agreement.parties.present().values_list("organisation_id", flat=True))


def _page(agreement: Agreement) -> str:
    return reverse("partnerships:agreement-assessments", args=[agreement.pk])


def _text(value: str, field: str, longest: int) -> str:
    value = value.strip()
    if not value:
        raise InvalidInput(_("This is needed."), field=field)
    if len(value) > longest:
        raise InvalidInput(_("Write at most %(count)s characters."), field=field, params={"count": longest})
    return value
