"""Majors, training bases and students of a college, made through the services."""

from datetime import date
from decimal import Decimal
from itertools import count

from accounts.actors import Actor
from institutions import services
from institutions.models import (
    BaseState,
    College,
    DualQualification,
    Equipment,
    EquipmentStatus,
    GraduateOutcome,
    Major,
    MajorChain,
    OutcomeStatus,
    SkillMasterStudio,
    Student,
    Teacher,
    TeacherPractice,
    TrainingBase,
    Wave,
)
from institutions.services import courses, plans, requests, returns
from institutions.services.chains import add_chain
from institutions.services.equipment import add_equipment
from institutions.services.outcomes import Answer, record_outcome
from institutions.services.qualifications import record_practice, record_qualification
from institutions.services.studios import add_studio
from institutions.services.teachers import add_teacher
from reference.models import CatalogueMajor, FigureCode
from tests.factories.accounts import make_organisation, make_region

SYSTEM = Actor.system("test")
OPENED = date(2024, 9, 1)
_numbers = count(1)


def make_catalogue_major(code: str = "460103", name: str = "数控技术", **fields) -> CatalogueMajor:
    """A major of the catalogue."""
    facts = {
        "name": name,
        "name_en": "Numerical Control Technology" if code == "460103" else "",
        "level": CatalogueMajor.Level.COLLEGE,
        "category_code": code[:2],
        "category": "装备制造大类",
        "class_code": code[:4],
        "class_name": "机械设计制造类",
        "duration_years": 3,
    }
    return CatalogueMajor.objects.get_or_create(code=code, defaults=facts | fields)[0]


def make_major(college, *, code: str = "460103", on: date = OPENED, name: str = "") -> Major:
    """An open major; `college` is a College or its organisation."""
    catalogue = make_catalogue_major(code, name or f"专业{code}" if code != "460103" else "数控技术")
    return services.open_major(actor=SYSTEM, college=_college(college), catalogue=catalogue, on=on, name=name)


def make_base(college, *, host=None, is_on_campus: bool = False, state=BaseState.ACTIVE, on=OPENED, majors=()):
    """A training base in a state since a day."""
    number = next(_numbers)
    if not is_on_campus and host is None:
        host = make_organisation("enterprise")
    base: TrainingBase = services.add_training_base(
        actor=SYSTEM,
        college=_college(college),
        name=f"实训基地 {number}",
        is_on_campus=is_on_campus,
        host=host,
        region=make_region("340200"),
        places=40,
        majors=list(majors),
        on=on,
        state=state if state in services.bases.FIRST_STATES else BaseState.ACTIVE,
    )
    if state not in services.bases.FIRST_STATES:
        services.change_base_state(actor=SYSTEM, base=base, state=state, on=on)
    return base


def make_chain(major: Major, name: str = "工业机器人产业链", **facts) -> MajorChain:
    """A chain that a major serves."""
    return add_chain(actor=SYSTEM, major=major, name=name, **facts)


def make_teacher(college, **facts) -> Teacher:
    """A full-time teacher of professional courses."""
    number = next(_numbers)
    said = {"number": f"T{number:04d}", "name": f"教师{number}", "joined_on": date(2015, 9, 1)}
    return add_teacher(actor=SYSTEM, college=_college(college), **(said | facts))


def make_qualification(teacher: Teacher, **facts) -> DualQualification:
    """A recognition without an end."""
    said = {
        "level": DualQualification.Level.INTERMEDIATE,
        "authority": "省教育厅",
        "valid_from": date(2024, 1, 1),
        "valid_to": None,
    }
    return record_qualification(actor=SYSTEM, teacher=teacher, **(said | facts))


def make_practice(teacher: Teacher, **facts) -> TeacherPractice:
    """Two months of a summer."""
    said = {
        "enterprise": None,
        "from_on": date(2025, 7, 1),
        "to_on": date(2025, 8, 31),
        "months": Decimal(2),
        "on": date(2026, 11, 20),
    }
    return record_practice(actor=SYSTEM, teacher=teacher, **(said | facts))


def make_equipment(college, *, state=EquipmentStatus.COMMITTED, on=OPENED, contributor=None, **facts) -> Equipment:
    """Equipment in a first state; what is promised is promised by an enterprise for the end of 2024."""
    if state == EquipmentStatus.COMMITTED and contributor is None:
        contributor = make_organisation("enterprise")
    said = {"name": f"设备 {next(_numbers)}", "value": Decimal(120_000), "due_on": date(2024, 12, 31)}
    return add_equipment(
        actor=SYSTEM, college=_college(college), state=state, on=on, contributor=contributor, **(said | facts)
    )


def make_studio(college, **facts) -> SkillMasterStudio:
    """A provincial studio."""
    said = {
        "name": f"大师工作室 {next(_numbers)}",
        "level": SkillMasterStudio.Level.PROVINCIAL,
        "master": "张师傅",
        "recognised_on": date(2023, 6, 1),
    }
    return add_studio(actor=SYSTEM, college=_college(college), **(said | facts))


def make_student(college, *, major: Major | None = None, birth_date=date(2007, 5, 4), enrolled_on=date(2024, 9, 1)):
    """A student of a major of the college."""
    number = next(_numbers)
    college = _college(college)
    major = major or Major.objects.filter(college=college).first() or make_major(college)
    student: Student = services.enrol_student(
        actor=SYSTEM,
        college=college,
        number=f"S{number:05d}",
        name=f"学生{number}",
        major=major,
        enrolled_on=enrolled_on,
        birth_date=birth_date,
    )
    return student


def _college(college) -> College:
    return college if isinstance(college, College) else College.objects.get(pk=college.pk)


def make_request(liaison, college, *, skill: str = "伺服调试", on=date(2026, 11, 1)):
    """A curriculum request; `liaison` asks."""
    return requests.ask_curriculum(actor=liaison.actor, college=_college(college), skill=skill, on=on)


def make_return(administrator, *, year: int = 2025, value="100", on=date(2026, 11, 1), is_filed: bool = False):
    """A return of the administrator's college with one figure."""
    college = _college(administrator.organisation)
    annual = returns.start_return(actor=administrator.actor, college=college, year=year, on=on)
    figure = FigureCode.objects.get(code="expert_class_hours")
    returns.put_figure(actor=administrator.actor, annual_return=annual, figure=figure, value=Decimal(value), on=on)
    return returns.file_return(actor=administrator.actor, annual_return=annual, on=on) if is_filed else annual


def make_course(college, *, code: str = "C1", name: str = "数控编程"):
    """A course of the college, revised once."""
    course = courses.add_course(actor=SYSTEM, college=_college(college), code=code, name=name, hours=64)
    courses.revise_course(actor=SYSTEM, course=course, summary="增加五轴加工", on=date(2026, 3, 1))
    return course


def make_post(college, enterprise=None, *, version: str = "2026"):
    """A post of a plan, asked of an enterprise."""
    major = Major.objects.filter(college=_college(college)).first() or make_major(college)
    plan = plans.add_plan(actor=SYSTEM, major=major, version=version, effective_from=date(2026, 9, 1))
    return plans.add_post(actor=SYSTEM, plan=plan, name="数控工艺员", asked_of=enterprise)


def make_graduate(college, *, left_on=date(2026, 4, 30), **facts) -> Student:
    """A student who has graduated; on 20 November 2026 the wave of half a year is due."""
    student = make_student(college, enrolled_on=date(2023, 9, 1), **facts)
    reason = Student.LeaveReason.GRADUATED
    return services.students.leave_student(actor=SYSTEM, student=student, on=left_on, reason=reason)


def make_outcome(student: Student, *, wave=Wave.HALF_YEAR, on=date(2026, 11, 1), **facts) -> GraduateOutcome:
    """What a graduate answered: employed, unless said otherwise."""
    said = {"status": OutcomeStatus.EMPLOYED, "occurred_on": on, "source": "电话回访", **facts}
    return record_outcome(actor=SYSTEM, student=student, wave=wave, answer=Answer(**said), on=date(2026, 11, 20))
