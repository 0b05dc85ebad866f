"""What comes of it: internships that fit and keep the rules, interns who stay, graduates who find work."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.facts import known
from evaluation.engine.measures import Counted, measure
from institutions.models import SETTLED, GraduateOutcome, OutcomeStatus, Wave
from internships.models import InternshipSlot, Placement, PlacementFinding, PlacementOutcome, PlacementState
from reference.periods import Rolling, Window

YEAR = Rolling(days=365)
OF_A_PLACEMENT = {
    "college": "college_id",
    "college_region": "college__region__code",
    "major": "student__major_id",
    "enterprise": "slot__enterprise_id",
    "enterprise_region": "slot__enterprise__region__code",
}
OF_A_GRADUATE = {
    "college": "student__college_id",
    "college_region": "student__college__organisation__region__code",
    "major": "student__major_id",
}


def _entered(window: Window, which: Q) -> Exists:
    """A placement entered such a state on a day of the window, as known at its cut-off."""
    states = PlacementState.objects.filter(
        known(window.cutoff), which, placement=OuterRef("pk"), from_on__range=(window.start, window.end)
    )
    return Exists(states)


def begun(window: Window) -> QuerySet:
    """Post internships that began on a day of the window.

    One that ended on the day on which it began left no row of its being under way: then the end says when it began. So
    it came under way or ended in the window, and was not under way before. (Two joins that PostgreSQL hashes; "ended
    without ever having been under way" inside the first was looked up for each row.)
    """
    came = Q(state__in=(Placement.State.UNDER_WAY, Placement.State.ENDED))
    before = PlacementState.objects.filter(
        known(window.cutoff), placement=OuterRef("pk"), state=Placement.State.UNDER_WAY, from_on__lt=window.start
    )
    return Placement.objects.filter(_entered(window, came), ~Exists(before), kind=Placement.Kind.POST)


@measure(
    "post_placements",
    unit="placement",
    window=YEAR,
    title=_("Post internships begun"),
    says=_("Post internships that began in the last 365 days; by where the college stands."),
)
def post_placements(window: Window) -> Counted:
    """Post internships that began in the last 365 days.

    Basis: where the college stands.
    Source: 教职成〔2021〕4号 Art. 2; denominator of the compliance and the matching rate.
    """
    return Counted(begun(window), Count("pk"), **OF_A_PLACEMENT)


@measure(
    "post_placements_matching",
    unit="placement",
    window=YEAR,
    title=_("Post internships that fit the major"),
    says=_("Of the post internships begun, those on a slot for a major of the student's major category."),
)
def post_placements_matching(window: Window) -> Counted:
    """Of the post internships begun, those whose slot names a major of the category of the student's major.

    Basis: where the college stands.
    Source: 职业教育法 Art. 50(2); INT-019 (category of majors).
    """
    fitting = InternshipSlot.majors.through.objects.filter(
        internshipslot=OuterRef("slot_id"),
        cataloguemajor__category_code=OuterRef("student__major__catalogue__category_code"),
    )
    return Counted(begun(window), Count("pk", filter=Exists(fitting)), **OF_A_PLACEMENT)


@measure(
    "post_placements_without_warning",
    unit="placement",
    window=YEAR,
    title=_("Post internships without a warning"),
    says=_("Of the post internships begun, those about which no rule warned when they were arranged."),
)
def post_placements_without_warning(window: Window) -> Counted:
    """Of the post internships begun, those about which no rule warned. What a rule blocks cannot begin at all.

    Basis: where the college stands.
    Source: internship compliance, derived from the rules of 教职成〔2021〕4号 that are checked here.
    """
    warned = PlacementFinding.objects.as_of(window.end, window.cutoff).warnings().filter(placement=OuterRef("pk"))
    return Counted(begun(window), Count("pk", filter=~Exists(warned)), **OF_A_PLACEMENT)


def ended(window: Window) -> QuerySet:
    """Post internships that ended on a day of the window."""
    return Placement.objects.filter(_entered(window, Q(state=Placement.State.ENDED)), kind=Placement.Kind.POST)


@measure(
    "post_placements_ended",
    unit="placement",
    window=YEAR,
    title=_("Post internships ended"),
    says=_("Post internships that ended in the last 365 days."),
)
def post_placements_ended(window: Window) -> Counted:
    """Post internships that ended in the last 365 days.

    Basis: where the college stands.
    Source: 留用率, denominator (interns finished).
    """
    return Counted(ended(window), Count("pk"), **OF_A_PLACEMENT)


@measure(
    "interns_hired",
    unit="placement",
    window=YEAR,
    title=_("Interns hired by their host"),
    says=_("Of the post internships ended, those after which the host hired the student."),
)
def interns_hired(window: Window) -> Counted:
    """Of the post internships ended, those after which the host hired the student, as recorded by the day.

    Basis: where the college stands.
    Source: 留用率, numerator; pair of items 18 and 19 of the monitoring table of demonstration colleges.
    """
    hired = PlacementOutcome.objects.as_of(window.end, window.cutoff).filter(placement=OuterRef("pk"), is_hired=True)
    return Counted(ended(window), Count("pk", filter=Exists(hired)), **OF_A_PLACEMENT)


def outcomes(window: Window) -> QuerySet:
    """What is known of graduates half a year after, of a day of the window. Unknown is left out."""
    rows = GraduateOutcome.objects.as_of(window.end, window.cutoff).filter(occurred_on__gte=window.start)
    return rows.filter(wave=Wave.HALF_YEAR).exclude(status=OutcomeStatus.UNKNOWN)


@measure(
    "graduates_known",
    unit="graduate",
    window=YEAR,
    title=_("Graduates of whom is known"),
    says=_("Graduates whose situation half a year after graduation is known, of the last 365 days."),
)
def graduates_known(window: Window) -> Counted:
    """Graduates whose situation half a year after graduation is known. Unknown is unknown, and no denominator.

    Basis: where the college stands.
    Source: 毕业去向落实率 (denominator, of those reached).
    """
    return Counted(outcomes(window), Count("pk"), **OF_A_GRADUATE)


@measure(
    "graduates_settled",
    unit="graduate",
    window=YEAR,
    title=_("Graduates in work or further study"),
    says=_("Of the graduates of whom is known, those in work, self-employed or in further study."),
)
def graduates_settled(window: Window) -> Counted:
    """Of the graduates of whom is known, those employed, self-employed or in further study.

    Basis: where the college stands.
    Source: 毕业去向落实率 = (employed + further study) ÷ graduates.
    """
    return Counted(outcomes(window), Count("pk", filter=Q(status__in=SETTLED)), **OF_A_GRADUATE)


@measure(
    "graduates_employed",
    unit="graduate",
    window=YEAR,
    title=_("Graduates in work whose post is known"),
    says=_("Of the graduates of whom is known, those employed whose post is known."),
)
def graduates_employed(window: Window) -> Counted:
    """Graduates who are employed and of whom it is known whether their post matches the major.

    Basis: where the college stands.
    Source: major relevance, fourth item of the scorecard of the quality report (denominator).
    """
    employed = Q(status=OutcomeStatus.EMPLOYED, is_matched__isnull=False)
    return Counted(outcomes(window), Count("pk", filter=employed), **OF_A_GRADUATE)


@measure(
    "graduates_matched",
    unit="graduate",
    window=YEAR,
    title=_("Graduates whose post matches the major"),
    says=_("Of the graduates in work whose post is known, those whose post matches their major."),
)
def graduates_matched(window: Window) -> Counted:
    """Of the employed graduates whose post is known, those whose post matches the major.

    Basis: where the college stands.
    Source: major relevance, fourth item of the scorecard of the quality report (numerator).
    """
    matched = Q(status=OutcomeStatus.EMPLOYED, is_matched=True)
    return Counted(outcomes(window), Count("pk", filter=matched), **OF_A_GRADUATE)
