"""How the cooperation is lived: milestones, answers to enterprises, courses and plans written with them."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.facts import known
from evaluation.engine.measures import Counted, measure
from evaluation.measures.provision import OF_A_COLLEGE
from institutions.models import (
    Course,
    CourseRevision,
    CurriculumRequest,
    CurriculumRequestState,
    PlanPostConfirmation,
    RequestState,
    TrainingPlan,
)
from partnerships.models import Obligation, ObligationStage, ObligationState
from reference.periods import Point, Rolling, Window

YEAR = Rolling(days=365)
OF_AN_AGREEMENT = {
    "agreement": "agreement_id",
    "college": "agreement__keeper_id",
    "college_region": "agreement__keeper__region__code",
}
OF_A_MAJOR = {
    "college": "major__college_id",
    "college_region": "major__college__organisation__region__code",
    "major": "major_id",
}
OF_A_COURSE = {"college": "course__college_id", "college_region": "course__college__organisation__region__code"}
REPLIES = (RequestState.ANSWERED, RequestState.ADOPTED, RequestState.TAUGHT, RequestState.DECLINED)


def milestones(window: Window) -> QuerySet:
    """Milestones of agreements that were due on a day of the window, but for those that an amendment has dropped."""
    dropped = ObligationState.objects.as_of(window.end, window.cutoff).filter(state=ObligationStage.WITHDRAWN)
    return Obligation.objects.filter(
        ~Exists(dropped.filter(obligation=OuterRef("pk"))),
        is_milestone=True,
        due_on__range=(window.start, window.end),
        recorded_at__lte=window.cutoff,
    )


@measure(
    "milestones_due",
    unit="milestone",
    window=YEAR,
    title=_("Milestones due"),
    says=_("Milestones of agreements that were due in the last 365 days; by where the college stands."),
)
def milestones_due(window: Window) -> Counted:
    """Milestones of agreements that were due in the last 365 days, whoever owes them.

    Basis: where the college that keeps the agreement stands.
    Source: local proposal (milestones met on time).
    """
    return Counted(milestones(window), Count("pk"), **OF_AN_AGREEMENT)


@measure(
    "milestones_on_time",
    unit="milestone",
    window=YEAR,
    title=_("Milestones met on time"),
    says=_("Of the milestones due, those that were done by their day and accepted by the other side."),
)
def milestones_on_time(window: Window) -> Counted:
    """Of the milestones due, those reported done on their day or before, and accepted on the day of the figure.

    Basis: where the college that keeps the agreement stands.
    Source: local proposal (milestones met on time).
    """
    of_it = ObligationState.objects.filter(known(window.cutoff), obligation=OuterRef("pk"))
    # what is accepted on the day on which it was done leaves no span of "done"
    done = of_it.filter(state__in=(ObligationStage.DONE, ObligationStage.ACCEPTED), from_on__lte=OuterRef("due_on"))
    accepted = of_it.filter(state=ObligationStage.ACCEPTED, from_on__lte=window.end)
    on_time = Q(Exists(done)) & Q(Exists(accepted))
    return Counted(milestones(window), Count("pk", filter=on_time), **OF_AN_AGREEMENT)


def requests(window: Window) -> QuerySet:
    """Curriculum requests whose answer was due on a day of the window."""
    return CurriculumRequest.objects.filter(due_on__range=(window.start, window.end), recorded_at__lte=window.cutoff)


@measure(
    "requests_due",
    unit="request",
    window=YEAR,
    title=_("Curriculum requests due"),
    says=_("Curriculum requests of enterprises whose answer was due in the last 365 days."),
)
def requests_due(window: Window) -> Counted:
    """Curriculum requests of enterprises whose answer was due in the last 365 days.

    Basis: where the college stands.
    Source: local proposal, after the named delay of 18 months of a 5G course.
    """
    return Counted(requests(window), Count("pk"), **OF_A_COLLEGE)


@measure(
    "requests_in_time",
    unit="request",
    window=YEAR,
    title=_("Curriculum requests answered in time"),
    says=_("Of the requests due, those that the college had answered, adopted or declined by their day."),
)
def requests_in_time(window: Window) -> Counted:
    """Of the requests due, those with any answer by their day: answered, adopted, taught or declined.

    Basis: where the college stands.
    Source: local proposal, after the named delay of 18 months of a 5G course.
    """
    replies = CurriculumRequestState.objects.filter(
        known(window.cutoff), request=OuterRef("pk"), state__in=REPLIES, from_on__lte=OuterRef("due_on")
    )
    return Counted(requests(window), Count("pk", filter=Exists(replies)), **OF_A_COLLEGE)


@measure(
    "courses",
    unit="course",
    window=Point(),
    title=_("Courses"),
    says=_("Courses that were taught on the day; by where the college stands."),
)
def courses(window: Window) -> Counted:
    """Courses that were entered and not ended on the day.

    Basis: where the college stands.
    Source: courses in plan, of the resource items of the yearly quality report.
    """
    taught = Q(ended_on=None) | Q(ended_on__gt=window.end)
    rows = Course.objects.filter(taught, recorded_at__lte=window.cutoff)
    return Counted(rows, Count("pk"), **OF_A_COLLEGE)


@measure(
    "courses_revised_with_enterprises",
    unit="course",
    window=YEAR,
    title=_("Courses revised with enterprises"),
    says=_("Courses with a revision in the last 365 days in which an enterprise took part, each counted once."),
)
def courses_revised_with_enterprises(window: Window) -> Counted:
    """Courses with at least one revision of the last 365 days that names an enterprise; each course is counted once.

    Basis: where the college stands.
    Source: local proposal (course revisions with enterprises per course and year).
    """
    named = CourseRevision.enterprises.through.objects.filter(courserevision=OuterRef("pk"))
    rows = CourseRevision.objects.as_of(window.end, window.cutoff).filter(
        Exists(named),
        Q(course__ended_on=None) | Q(course__ended_on__gt=window.end),
        course__recorded_at__lte=window.cutoff,
        occurred_on__gte=window.start,
    )
    return Counted(rows, Count("course_id", distinct=True), **OF_A_COURSE)


def plans(window: Window) -> QuerySet:
    """The newest training plan of each major that was effective on the day."""
    effective = TrainingPlan.objects.filter(effective_from__lte=window.end, recorded_at__lte=window.cutoff)
    newer = effective.filter(major=OuterRef("major_id")).filter(
        Q(effective_from__gt=OuterRef("effective_from"))
        | Q(effective_from=OuterRef("effective_from"), pk__gt=OuterRef("pk"))
    )
    return effective.filter(~Exists(newer))


@measure(
    "training_plans",
    unit="plan",
    window=Point(),
    title=_("Training plans"),
    says=_("The newest training plan of each major on the day."),
)
def training_plans(window: Window) -> Counted:
    """The newest training plan of each major that was effective on the day.

    Basis: where the college stands.
    Source: local proposal (training plans whose posts an enterprise confirmed).
    """
    return Counted(plans(window), Count("pk"), **OF_A_MAJOR)


@measure(
    "training_plans_confirmed",
    unit="plan",
    window=Point(),
    title=_("Training plans with a confirmed post"),
    says=_("Of these plans, those of which an enterprise has confirmed a post."),
)
def training_plans_confirmed(window: Window) -> Counted:
    """Of these plans, those with at least one post that the enterprise asked has confirmed by the day.

    Basis: where the college stands.
    Source: local proposal (training plans whose posts an enterprise confirmed).
    """
    confirmed = PlanPostConfirmation.objects.as_of(window.end, window.cutoff).filter(post__plan=OuterRef("pk"))
    return Counted(plans(window), Count("pk", filter=Exists(confirmed)), **OF_A_MAJOR)
