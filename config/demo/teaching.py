"""Who teaches what in the demo, and what enterprises have to say about it."""

from dataclasses import dataclass
from datetime import date

from config.demo.story import Story, on_day
from institutions.models import College, DualQualification, Major, RequestState
from institutions.services.courses import add_course, revise_course
from institutions.services.plans import add_plan, add_post, confirm_post
from institutions.services.qualifications import record_qualification
from institutions.services.requests import answer_curriculum, ask_curriculum
from institutions.services.teachers import add_teacher

FAMILY, GIVEN = "赵钱孙周吴郑冯", ("建国", "晓峰", "丽华", "志强", "文静", "海涛", "雅芳")


@dataclass(frozen=True)
class Taught:
    """A college: how many teachers, how many of them dual-qualified; its courses, how many of them were revised."""

    college: str
    enterprise: str
    teachers: int
    dual: int
    courses: tuple[str, ...]
    revised: int
    post: str
    is_confirmed: bool
    skill: str
    answered_after: int | None  # days; the answer is due after 30


TAUGHT = (
    Taught("mechatronics", "yunling", 7, 2, ("机械制图", "减速器装配", "数控编程", "机器人操作"), 0,
           "减速器装调工", False, "减速器振动检测", None),
    Taught("dongling", "shicheng", 5, 2, ("电工基础", "变频器应用", "自动化产线调试"), 1,
           "产线调试员", True, "伺服系统调试", 44),
    Taught("lanting", "newenergy", 5, 4, ("动力电池检测", "整车电路", "仓储管理"), 2,
           "动力电池检测员", True, "动力电池热管理", 12),
)  # fmt: skip


def tell_teaching(story: Story, founded: date) -> None:
    """Teachers and courses as the colleges came with them; plans and requests of the last year."""
    for row in TAUGHT:
        _teachers(story, row, founded)
        _courses(story, row, founded)
        _plan(story, row)
        _request(story, row)


def _college(story: Story, row: Taught) -> College:
    return College.objects.get(pk=story.organisations[row.college].pk)


def _teachers(story: Story, row: Taught, founded: date) -> None:
    actor, college = story.actors[row.college], _college(story, row)
    with on_day(founded):
        for number in range(row.teachers):
            teacher = add_teacher(
                actor=actor,
                college=college,
                number=f"T{number + 1:03d}",
                name=FAMILY[number] + GIVEN[number - row.teachers],
                joined_on=founded,
            )
            if number < row.dual:
                record_qualification(
                    actor=actor,
                    teacher=teacher,
                    level=DualQualification.Level.INTERMEDIATE,
                    authority="临江省教育厅",
                    valid_from=founded,
                    valid_to=None,
                )


def _courses(story: Story, row: Taught, founded: date) -> None:
    actor, college = story.actors[row.college], _college(story, row)
    for number, name in enumerate(row.courses):
        with on_day(founded):
            course = add_course(actor=actor, college=college, code=f"K{number + 1:03d}", name=name, hours=64)
        if number < row.revised:
            with on_day(story.ago(150)) as day:
                revise_course(
                    actor=actor,
                    course=course,
                    summary="按企业岗位标准更新了实训项目。",
                    on=day,
                    enterprises=[story.organisations[row.enterprise]],
                )


def _plan(story: Story, row: Taught) -> None:
    """A plan whose post an enterprise was asked about; one of them has not answered."""
    actor, enterprise = story.actors[row.college], story.organisations[row.enterprise]
    with on_day(story.ago(140)) as day:
        major = Major.objects.filter(college=_college(story, row)).order_by("pk")[0]
        plan = add_plan(actor=actor, major=major, version=str(day.year), effective_from=day, consulted=[enterprise])
        post = add_post(actor=actor, plan=plan, name=row.post, asked_of=enterprise)
    if row.is_confirmed:
        with on_day(story.ago(125)) as day:
            confirm_post(actor=story.actors[row.enterprise], post=post, on=day)


def _request(story: Story, row: Taught) -> None:
    """What an enterprise asks to be taught: answered in time, late, or not at all."""
    with on_day(story.ago(160)) as day:
        request = ask_curriculum(
            actor=story.actors[row.enterprise], college=_college(story, row), skill=row.skill, on=day
        )
    if row.answered_after is not None:
        with on_day(story.ago(160 - row.answered_after)) as day:
            answer_curriculum(
                actor=story.actors[row.college],
                request=request,
                state=RequestState.ANSWERED,
                on=day,
                answer="已列入下学期课程调整。",
            )
