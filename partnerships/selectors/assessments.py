"""Which assessments were agreed, which of them are due, and what came of those that were made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from partnerships.models import Agreement, Assessment, AssessmentAnswer, Party
from partnerships.selectors.progress import in_force_from
from partnerships.selectors.terms import effective_terms
from partnerships.terms import Review, StageAssessment, Terms
from reference.periods import months_later


@dataclass(frozen=True)
class DueAssessment:
    """An assessment that the terms ask for and nobody has recorded; `agreed` is None for a regular one."""

    due_on: date
    agreed: StageAssessment | None = None

    @property
    def stage(self) -> str:
        """The name under which it is recorded."""
        return self.agreed.name if self.agreed else ""


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment with its answers: who agrees, who objects, whose word is missing, and whether ours is."""

    row: Assessment
    answers: list[AssessmentAnswer]
    missing: list[Party]
    may_answer: bool

    @property
    def is_agreed(self) -> bool:
        """Whether every other party has confirmed it."""
        return not self.missing and all(answer.agrees for answer in self.answers)

    @property
    def is_contested(self) -> bool:
        return any(not answer.agrees for answer in self.answers)

    @property
    def shape(self) -> str:
        """The ink square of its state."""
        return "ask" if self.is_contested else "done" if self.is_agreed else "half"


@dataclass(frozen=True)
class AssessmentsPage:
    """What was agreed about assessments, what is due, and what was found."""

    review: Review | None
    due: list[DueAssessment]
    lines: list[AssessmentLine]

    @property
    def waits(self) -> bool:
        """Whether one waits for the actor's own side."""
        return any(line.may_answer for line in self.lines)

    @property
    def assessor(self) -> str:
        """Who makes the next one, as agreed; "" where the terms do not say."""
        stage = self.due[0].agreed if self.due else None
        return (stage.assessor if stage else "") or (self.review.assessor if self.review else "")


def due_assessments(
    review: Review | None, *, began_on: date | None, last_on: date | None, made: Iterable[Assessment]
) -> list[DueAssessment]:
    """What the terms ask for and nobody has recorded, by day. A regular one is due so many months after the last, or
    after the first day in force, and none is due after the last day. Pure."""
    if review is None or began_on is None:
        return []
    rows = list(made)
    recorded = {row.stage for row in rows}
    due = [
        DueAssessment(stage.due_on, stage)
        for stage in review.stages
        if stage.due_on and stage.name.strip() and stage.name.strip() not in recorded
    ]
    if review.every_months:
        since = max((row.occurred_on for row in rows if not row.stage), default=began_on)
        regular = DueAssessment(months_later(since, review.every_months))
        if last_on is None or regular.due_on <= last_on:
            due.append(regular)
    return sorted(due, key=lambda each: (each.due_on, each.stage))


def due_of(agreement: Agreement, *, on: date) -> list[DueAssessment]:
    """What is due of an agreement by the terms of a day."""
    review = (effective_terms(agreement, on) or Terms()).review
    return due_assessments(
        review,
        began_on=in_force_from(agreement),
        last_on=agreement.ends_on,
        made=agreement.assessments.current(),
    )


def assessments_of(agreement: Agreement, *, actor: Actor, on: date) -> AssessmentsPage:
    """The page, in a fixed number of queries."""
    review = (effective_terms(agreement, on) or Terms()).review
    rows = list(
        agreement.assessments.current()
        .select_related("recorded_by")
        .prefetch_related("answers__organisation")
        .order_by("-occurred_on", "-pk")
    )
    parties = list(agreement.parties.present().select_related("organisation"))
    may_act = actor.can("assess_agreement", agreement)
    due = due_assessments(review, began_on=in_force_from(agreement), last_on=agreement.ends_on, made=rows)
    return AssessmentsPage(
        review,
        due if agreement.is_running else [],
        [_line(row, parties, actor.organisation_id if may_act else None) for row in rows],
    )


def _line(row: Assessment, parties: list[Party], own: int | None) -> AssessmentLine:
    answers = [answer for answer in row.answers.all() if answer.superseded_at is None]
    answered = {row.recorded_by_id, *(answer.organisation_id for answer in answers)}
    missing = [party for party in parties if party.organisation_id not in answered]
    return AssessmentLine(row, answers, missing, own in {party.organisation_id for party in missing})
