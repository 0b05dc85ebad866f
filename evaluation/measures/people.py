"""Who learns and who teaches."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from evaluation.engine.measures import Counted, measure
from evaluation.measures.provision import OF_A_COLLEGE
from institutions.models import DualQualification, SkillMasterStudio, Student, Teacher
from institutions.models.teachers import TeacherQuerySet
from reference.periods import Point, Window


@measure(
    "students",
    unit="student",
    window=Point(),
    title=_("Students"),
    says=_("Students who were enrolled on the day and had not left; by where the college stands."),
)
def students(window: Window) -> Counted:
    """Students who were enrolled on the day. The day of leaving is the first on which they do not count.

    Basis: where the college stands.
    Source: full-time students of the yearly quality report.
    """
    rows = Student.objects.filter(
        Q(left_on=None) | Q(left_on__gt=window.end), enrolled_on__lte=window.end, recorded_at__lte=window.cutoff
    )
    return Counted(rows, Count("pk"), major="major_id", **OF_A_COLLEGE)


def professional_teachers(window: Window) -> TeacherQuerySet:
    """Teachers of professional courses who worked at their college on the day."""
    rows = Teacher.objects.filter(teaches_professional_courses=True, recorded_at__lte=window.cutoff)
    return rows.employed(window.end)


@measure(
    "teachers",
    unit="teacher",
    window=Point(),
    title=_("Teachers of professional courses"),
    says=_("Teachers of professional courses who worked at their college on the day."),
)
def teachers(window: Window) -> Counted:
    """Teachers of professional courses who worked at their college on the day, part-time ones too.

    Basis: where the college stands.
    Source: 国发〔2019〕4号, denominator of the dual-qualified share.
    """
    return Counted(professional_teachers(window), Count("pk"), **OF_A_COLLEGE)


@measure(
    "dual_qualified_teachers",
    unit="teacher",
    window=Point(),
    title=_("Dual-qualified teachers"),
    says=_("Teachers of professional courses with a recognition as dual-qualified that was valid on the day."),
)
def dual_qualified_teachers(window: Window) -> Counted:
    """Of the teachers of professional courses, those with a recognition that was valid on the day, of any level.

    Basis: where the college stands.
    Source: 教师厅〔2022〕2号; numerator of the dual-qualified share.
    """
    valid = DualQualification.objects.as_of(window.end, window.cutoff).filter(teacher=OuterRef("pk"))
    return Counted(professional_teachers(window), Count("pk", filter=Exists(valid)), **OF_A_COLLEGE)


def _studios(window: Window, level: SkillMasterStudio.Level) -> Counted:
    rows = SkillMasterStudio.objects.recognised(window.end).filter(recorded_at__lte=window.cutoff)
    return Counted(rows, Count("pk", filter=Q(level=level)), **OF_A_COLLEGE)


@measure(
    "studios_national",
    unit="studio",
    window=Point(),
    title=_("National skill-master studios"),
    says=_("Skill-master studios of national level that were recognised on the day."),
)
def studios_national(window: Window) -> Counted:
    """Skill-master studios of national level that were recognised on the day.

    Basis: where the college stands.
    Source: survey of three Anhui colleges on industry–education integration, section 3.2.
    """
    return _studios(window, SkillMasterStudio.Level.NATIONAL)


@measure(
    "studios_provincial",
    unit="studio",
    window=Point(),
    title=_("Provincial skill-master studios"),
    says=_("Skill-master studios of provincial or ministerial level that were recognised on the day."),
)
def studios_provincial(window: Window) -> Counted:
    """Skill-master studios of provincial or ministerial level that were recognised on the day.

    Basis: where the college stands.
    Source: survey of three Anhui colleges on industry–education integration, section 3.2.
    """
    return _studios(window, SkillMasterStudio.Level.PROVINCIAL)
