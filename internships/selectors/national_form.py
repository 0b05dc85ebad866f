"""The national form of a college and a calendar year, from the records that are here; and what it lacks, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from core import clock
from enterprises.models import Enterprise
from institutions.models import College, CourseRevision, GraduateOutcome, Major, Teacher, TrainingBase
from institutions.models.outcomes import OutcomeStatus
from internships.models import Placement
from internships.national_form import COLUMNS
from partnerships.models import AgreementState, Party, ProjectKind, ProjectReceipt, Side, State

Pair = tuple[int, int]  # the major, the enterprise

NO_CODE = _("The register holds no credit code of this enterprise. Have it added.")
NO_MAJOR = _(
    "No record says for which major: name the majors of a training base of this enterprise, place students there, or "
    "record a revision of a course with it."
)
NOT_BY_MAJOR = _("Recorded for the enterprise as a whole, and it works with several majors: divide it yourself.")
NOT_RECORDED: dict[str, str | Promise] = {
    "ddpyrs": _("Which students are trained to order is not recorded here."),
    "gtkfjcs": _("Textbooks are not recorded here."),
}
"""Columns that no record of the platform can fill."""


@dataclass(frozen=True)
class Gap:
    """A cell that stays empty: the column's code, and why."""

    code: str
    why: str | Promise


@dataclass(frozen=True)
class FormRow:
    """A major and an enterprise; `cells` by the codes of the columns, None where the form stays empty."""

    enterprise: Organisation
    major: Major | None
    cells: Mapping[str, Any]
    gaps: tuple[Gap, ...] = ()

    @property
    def is_reportable(self) -> bool:
        """Whether the row names everything that a row has to name."""
        return self.major is not None and bool(self.cells["hzqytyshxydm"])

    def values(self) -> list[Any]:
        """The cells in the order of the form."""
        return [self.cells.get(column.code) for column in COLUMNS]


@dataclass(frozen=True)
class NationalForm:
    """The form: rows to report, and enterprises for which none can be written."""

    college: College
    year: int
    rows: list[FormRow]
    refused: list[FormRow]


@dataclass(frozen=True)
class _Year:
    actor: Actor
    college: College
    first: date
    last: date

    @property
    def span(self) -> tuple[date, date]:
        return self.first, self.last


@dataclass(frozen=True)
class _Figures:
    """By the code of the column: figures of a pair, figures of an enterprise; and the majors of each enterprise."""

    counted: Mapping[str, Mapping[Pair, int]]
    whole: Mapping[str, Mapping[int, Any]]
    majors: Mapping[int, set[int]]


def national_form(actor: Actor, college: College, year: int, *, at: datetime) -> NationalForm:
    """The form of a calendar year, as known now. In a fixed number of queries.

    A row for each enterprise with an agreement in force in the year, and each major that worked with it.
    """
    of = _Year(actor, college, date(year, 1, 1), date(year, 12, 31))
    began = _began(of)
    counted = {"gtkfkcms": _courses(of), "jsdgsxxss": _interns(of), "jsbysjys": _graduates(of)}
    whole: dict[str, dict[int, Any]] = {"zcxxjzjss": _teachers(of), "xxwqyjsfwnsr": _income(of)}
    majors: dict[int, set[int]] = defaultdict(set)
    for major, enterprise in {pair for found in counted.values() for pair in found} | _bases(of):
        majors[enterprise].add(major)
    named = Major.objects.visible_to(actor).filter(college=college).select_related("catalogue").in_bulk()
    figures = _Figures(counted, whole, majors)
    register = Enterprise.objects.select_related("organisation").filter(pk__in=began).order_by("organisation__name")
    rows = [
        _row(of, entry, named.get(major), figures, began=began[entry.pk], at=at)
        for entry in register
        for major in (sorted(majors[entry.pk]) or [0])  # 0: a row that says what lacks
    ]
    return NationalForm(
        college, year, [row for row in rows if row.is_reportable], [row for row in rows if not row.is_reportable]
    )


def _row(
    of: _Year,
    entry: Enterprise,
    major: Major | None,
    figures: _Figures,
    *,
    began: date,
    at: datetime,
) -> FormRow:
    gaps = [Gap(code, why) for code, why in NOT_RECORDED.items()]
    if not entry.credit_code:
        gaps.insert(0, Gap("hzqytyshxydm", NO_CODE))
    if major is None:
        gaps.insert(0, Gap("zyh", NO_MAJOR))
    cells: dict[str, Any] = {
        "xxdm": of.college.school_code,
        "zyh": major.catalogue.code if major else None,
        "hzqytyshxydm": entry.credit_code or None,
        "hzqymc": entry.organisation.name,
        "hzksny": f"{began:%Y%m}",
        "sjcjsj": f"{at.astimezone(clock.SHANGHAI):%Y%m%d %H%M%S}",
    }
    if major is not None and entry.credit_code:
        cells["zjsjwyxbs"] = f"{of.first.year}-{of.college.school_code}-{major.pk}-{entry.credit_code}"
    if major is not None:
        cells |= {code: found.get((major.pk, entry.pk), 0) for code, found in figures.counted.items()}
    for code, found in figures.whole.items():
        figure = found.get(entry.pk, 0)
        if figure and len(figures.majors[entry.pk]) > 1:
            gaps.append(Gap(code, NOT_BY_MAJOR))
        else:
            cells[code] = figure
    return FormRow(entry.organisation, major, cells, tuple(gaps))


def _began(of: _Year) -> dict[int, date]:
    """Enterprises with an agreement of the college in force in the year, and since when they work together."""
    spans = AgreementState.objects.visible_to(of.actor).filter(
        Q(until_on=None) | Q(until_on__gt=of.first),
        superseded_at=None,
        state=State.IN_FORCE,
        from_on__lte=of.last,
        agreement__parties__organisation=of.college.pk,
    )
    parties = Party.objects.visible_to(of.actor).filter(side=Side.ENTERPRISE)
    present = parties.filter(agreement__in=spans.values("agreement")).values("organisation")
    known = AgreementState.objects.visible_to(of.actor).filter(
        superseded_at=None,
        state=State.IN_FORCE,
        agreement__parties__organisation=of.college.pk,
    )
    first = dict(known.values_list("agreement").annotate(first=Min("from_on")))
    began: dict[int, date] = {}
    rows = parties.filter(agreement__in=list(first), organisation__in=present)
    for organisation, agreement in rows.values_list("organisation_id", "agreement_id"):
        began[organisation] = min(began.get(organisation, first[agreement]), first[agreement])
    return began


def _interns(of: _Year) -> dict[Pair, int]:
    """Students on post internships that fell into the year and took place."""
    rows = Placement.objects.visible_to(of.actor).filter(
        college=of.college.pk,
        kind=Placement.Kind.POST,
        state__in=(Placement.State.UNDER_WAY, Placement.State.ENDED),
        starts_on__lte=of.last,
        ends_on__gte=of.first,
    )
    return _distinct(rows.values_list("student__major_id", "slot__enterprise_id", "student_id"))


def _graduates(of: _Year) -> dict[Pair, int]:
    """Graduates whom the enterprise employs, as found in the year."""
    rows = GraduateOutcome.objects.visible_to(of.actor).filter(
        superseded_at=None,
        student__college=of.college,
        status=OutcomeStatus.EMPLOYED,
        employer__isnull=False,
        occurred_on__range=of.span,
    )
    return _distinct(rows.values_list("student__major_id", "employer_id", "student_id"))


def _courses(of: _Year) -> dict[Pair, int]:
    """Courses that were written or revised with the enterprise in the year."""
    rows = CourseRevision.objects.visible_to(of.actor).filter(
        superseded_at=None,
        course__college=of.college,
        occurred_on__range=of.span,
        enterprises__isnull=False,
        course__majors__isnull=False,
    )
    return _distinct(rows.values_list("course__majors", "enterprises", "course_id"))


def _bases(of: _Year) -> set[Pair]:
    """Majors that a training base of the enterprise serves."""
    rows = TrainingBase.objects.visible_to(of.actor).filter(
        college=of.college, host__isnull=False, majors__isnull=False
    )
    return set(rows.values_list("majors", "host_id"))


def _teachers(of: _Year) -> dict[int, int]:
    """Part-time teachers whom the enterprise lent, at work on some day of the year."""
    rows = Teacher.objects.visible_to(of.actor).filter(
        Q(left_on=None) | Q(left_on__gt=of.first),
        college=of.college,
        is_part_time=True,
        employer__isnull=False,
        joined_on__lte=of.last,
    )
    found: dict[int, int] = defaultdict(int)
    for employer in rows.values_list("employer_id", flat=True):
        found[employer] += 1
    return dict(found)


def _income(of: _Year) -> dict[int, Decimal]:
    """What the enterprise paid in the year for technical services, in yuan."""
    rows = ProjectReceipt.objects.visible_to(of.actor).filter(
        superseded_at=None,
        project__college=of.college,
        project__kind=ProjectKind.TECHNICAL_SERVICE,
        payer__isnull=False,
        occurred_on__range=of.span,
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    for payer, amount in rows.values_list("payer_id", "amount"):
        found[payer] += amount
    return dict(found)


def _distinct(rows: Iterable[tuple[int, int, int]]) -> dict[Pair, int]:
    """How many different things each pair has."""
    found: dict[Pair, set[int]] = defaultdict(set)
    for major, enterprise, thing in rows:
        found[major, enterprise].add(thing)
    return {pair: len(things) for pair, things in found.items()}
