"""Descriptions of the records that measures count. People appear without their names: an authority needs none."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import wording
from evaluation.selectors.descriptions import Cell, Description, related
from institutions.models import (
    Course,
    CourseRevision,
    CurriculumRequest,
    Equipment,
    GraduateOutcome,
    ReturnFigure,
    SkillMasterStudio,
    Student,
    Teacher,
    TrainingPlan,
)
from internships.models import Placement
from partnerships.models import (
    BodySeats,
    JointApplication,
    Meeting,
    Obligation,
    Patent,
    ProjectPartner,
    ProjectReceipt,
)
from reference.models import RegionFigure
from reference.periods import Window

COLLEGE, ENTERPRISE, AGREEMENT, DATE, STATE = _("College"), _("Enterprise"), _("Agreement"), _("Date"), _("State")


def _of(thing: Any) -> Cell:
    """An organisation or a region by its name."""
    return Cell("" if thing is None else wording.name_of(thing))


def _school(college: Any) -> Cell:
    return _of(college.organisation)


def _page(thing: Any, words: str) -> Cell:
    return Cell(words, thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else "")


def _day(day: Any) -> Cell:
    return Cell(day if day is not None else gettext("none"))


def _amount(value: Any) -> Cell:
    return Cell("" if value is None else wording.money(value))


def _yes(value: bool | None) -> Cell:
    return Cell("" if value is None else gettext("yes") if value else gettext("no"))


class _Filer:
    """The authority that filed a figure of a region, by its names."""

    def __init__(self, figure: Any) -> None:
        self.name, self.name_en = figure.filer_name or "", figure.filer_name_en or ""


def _with_filer(rows: QuerySet, _window: Window) -> QuerySet:
    filer = Organisation.objects.filter(pk=OuterRef("filed_by_id"))
    names = {f"filer_{name}": Subquery(filer.values(name)[:1]) for name in ("name", "name_en")}
    return rows.select_related("figure", "region").annotate(**names)


def _described(
    headers: tuple[str | Promise, ...], names: tuple[str, ...], cells: Callable[[Any], list[Cell]], *order: str
) -> Description:
    return Description(headers, related(*names), cells, order)


KINDS: dict[type[Model], Description] = {
    Equipment: _described(
        (_("Equipment"), COLLEGE, _("Given by"), _("Value (CNY)"), _("Due")),
        ("college__organisation", "contributor"),
        lambda row: [
            _page(row, row.name), _school(row.college), _of(row.contributor), _amount(row.value), _day(row.due_on)
        ],
        "college__school_code", "name",
    ),
    Teacher: _described(
        (_("Teacher"), COLLEGE, _("Employer"), _("Part-time")),
        ("college__organisation", "employer"),
        lambda row: [_page(row, row.number), _school(row.college), _of(row.employer), _yes(row.is_part_time)],
        "college__school_code", "number",
    ),
    SkillMasterStudio: _described(
        (_("Studio"), COLLEGE, _("Level"), _("Recognised")),
        ("college__organisation",),
        lambda row: [
            _page(row, row.name), _school(row.college), Cell(row.get_level_display()), _day(row.recognised_on)
        ],
        "college__school_code", "name",
    ),
    Course: _described(
        (_("Course"), _("Code"), COLLEGE, _("Hours")),
        ("college__organisation",),
        lambda row: [Cell(row.name), Cell(row.code), _school(row.college), Cell(row.hours)],
        "college__school_code", "code",
    ),
    CourseRevision: _described(
        (_("Course"), COLLEGE, DATE, _("What was revised")),
        ("course__college__organisation",),
        lambda row: [
            Cell(row.course.name), _school(row.course.college), _day(row.occurred_on), Cell(row.summary)
        ],
        "course__college__school_code", "course__code", "occurred_on",
    ),
    TrainingPlan: _described(
        (_("Major"), COLLEGE, _("Version"), _("Effective from")),
        ("major__college__organisation", "major__catalogue"),
        lambda row: [
            _page(row.major, row.major.name or row.major.catalogue.name), _school(row.major.college),
            Cell(row.version), _day(row.effective_from),
        ],
        "major__college__school_code", "major__name",
    ),
    CurriculumRequest: _described(
        (_("Skill"), ENTERPRISE, COLLEGE, _("Asked"), _("Answer due")),
        ("college__organisation", "enterprise"),
        lambda row: [
            Cell(row.skill), _of(row.enterprise), _school(row.college), _day(row.asked_on), _day(row.due_on)
        ],
        "college__school_code", "asked_on",
    ),
    Student: _described(
        (_("Major"), COLLEGE, _("Enrolled")),
        ("college__organisation", "major__catalogue"),
        lambda row: [Cell(row.major.name or row.major.catalogue.name), _school(row.college), _day(row.enrolled_on)],
        "college__school_code",
    ),
    GraduateOutcome: _described(
        (_("Major"), COLLEGE, _("Wave"), STATE, _("Source")),
        ("student__college__organisation", "student__major__catalogue"),
        lambda row: [
            Cell(row.student.major.name or row.student.major.catalogue.name), _school(row.student.college),
            Cell(row.get_wave_display()), Cell(row.get_status_display()), Cell(row.source),
        ],
        "student__college__school_code",
    ),
    ReturnFigure: _described(
        (_("Figure"), COLLEGE, _("Year"), _("Value"), _("Filed by"), _("Verified by")),
        ("annual_return__college__organisation", "figure"),
        lambda row: [
            _of(row.figure), _school(row.annual_return.college), Cell(row.annual_return.year), Cell(row.value),
            Cell(row.annual_return.reporter_label), Cell(row.annual_return.verifier_label),
        ],
        "annual_return__college__school_code", "figure__code",
    ),
    RegionFigure: Description(
        (_("Figure"), _("Region"), _("Year"), _("Value"), _("Source"), _("Filed by")),
        _with_filer,
        lambda row: [
            _of(row.figure),
            _of(row.region),
            Cell(row.year),
            Cell(row.value),
            Cell(row.source),
            _of(_Filer(row)),
        ],
        ("region__code", "figure__code"),
    ),
    Placement: _described(
        (_("Major"), COLLEGE, _("Host"), _("From"), _("Until")),
        ("college", "student__major__catalogue", "slot__enterprise"),
        lambda row: [
            Cell(row.student.major.name or row.student.major.catalogue.name), _of(row.college),
            _of(row.slot.enterprise) if row.slot else Cell(""), _day(row.starts_on), _day(row.ends_on),
        ],
        "college__name", "starts_on",
    ),
    Obligation: _described(
        (_("Obligation"), AGREEMENT, _("Due"), STATE, _("Done")),
        ("agreement",),
        lambda row: [
            _page(row, row.title), _page(row.agreement, row.agreement.number), _day(row.due_on),
            Cell(row.get_state_display() if hasattr(row, "get_state_display") else row.state), _day(row.done_on),
        ],
        "due_on",
    ),
    BodySeats: _described(
        (_("Body"), _("Side"), _("Seats")),
        ("body",),
        lambda row: [_page(row.body, row.body.name), Cell(row.get_side_display()), Cell(row.seats)],
        "body__name", "side",
    ),
    Meeting: _described(
        (_("Body or agreement"), _("Planned"), _("Held")),
        ("body", "agreement"),
        lambda row: [
            _page(row.body, row.body.name) if row.body else _page(row.agreement, row.agreement.number),
            _day(row.planned_on), _day(row.held_on),
        ],
        "planned_on",
    ),
    ProjectPartner: _described(
        (_("Project"), COLLEGE, ENTERPRISE),
        ("project__college__organisation", "organisation"),
        lambda row: [
            _page(row.project, row.project.title), _school(row.project.college), _of(row.organisation)
        ],
        "project__title",
    ),
    ProjectReceipt: _described(
        (_("Project"), COLLEGE, DATE, _("Amount (CNY)")),
        ("project__college__organisation",),
        lambda row: [
            _page(row.project, row.project.title), _school(row.project.college), _day(row.occurred_on),
            _amount(row.amount),
        ],
        "occurred_on",
    ),
    JointApplication: _described(
        (_("Application"), COLLEGE, _("Programme"), DATE, _("Result")),
        ("college__organisation",),
        lambda row: [
            Cell(row.title), _school(row.college), Cell(row.programme), _day(row.applied_on),
            Cell(row.get_result_display()),
        ],
        "applied_on",
    ),
    Patent: _described(
        (_("Patent"), COLLEGE, _("Kind"), _("Granted")),
        ("college__organisation",),
        lambda row: [
            Cell(row.title), _school(row.college), Cell(row.get_kind_display()), _day(row.granted_on)
        ],
        "filed_on",
    ),
}  # fmt: skip
