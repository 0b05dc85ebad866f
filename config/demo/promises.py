"""What the agreements of the demo promise, and what became of it: delivered, late, refused, never.

Of the key machines due, Qinghe has 1 of 4 (red), Dongling 2 of 3 (yellow), Lanting all; of its milestones Qinghe met
1 of 3 on time, Dongling 2 of 3, Lanting both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.demo.facts import DemoAgreement
from config.demo.story import Story, on_day
from institutions.models import College, Equipment, EquipmentStatus
from institutions.services.equipment import add_equipment, change_equipment_state
from partnerships import services as agreements
from partnerships import terms as t
from partnerships.models import Agreement, Contribution, Obligation
from partnerships.terms.values import ContributionKind, Silence

VALUED_FROM = 100_000  # CNY: rule CT-02 asks from here on who valued it


@dataclass(frozen=True)
class Promise:
    """Something that the enterprise puts in, in CNY. Days are days ago; None: not yet. A refusal has its reason."""

    kind: ContributionKind
    name: str
    value: int
    due: int
    delivered: int | None = None
    answered: int | None = None
    refused_because: str = ""

    @property
    def is_key(self) -> bool:
        """Every machine promised here is key equipment."""
        return self.kind == ContributionKind.EQUIPMENT


@dataclass(frozen=True)
class Duty:
    """A milestone that one side owes the other. Days are days ago, below nothing still to come; None: not yet."""

    of_enterprise: bool
    title: str
    criteria: str
    due: int
    done: int | None = None
    answered: int | None = None


EQUIPMENT, MONEY = ContributionKind.EQUIPMENT, ContributionKind.MONEY
RECENT = 60  # days within which an assessment has not been answered yet
PROMISED: dict[str, tuple[tuple[Promise, ...], tuple[Duty, ...]]] = {  # by the title of the agreement
    "精密减速器人才联合培养协议": (
        (
            Promise(MONEY, "奖学金", 60_000, due=300, delivered=305, answered=303),
            Promise(EQUIPMENT, "减速器传动误差检测台", 480_000, due=200, delivered=210, answered=204),
        ),
        (
            Duty(True, "企业导师每学期授课32学时", "有签到表和教案", due=120, done=125, answered=118),
            Duty(False, "修订《减速器装配》课程标准", "双方签署修订稿", due=60, done=35, answered=12),
            Duty(True, "提供春季学期实习岗位10个", "岗位已在平台公布", due=-40),
        ),
    ),
    "轨道装备订单班协议": (
        (Promise(EQUIPMENT, "轨道车辆装配仿真台", 1_250_000, due=150),),
        (
            Duty(True, "接收订单班学生跟岗20人", "学生全部到岗", due=21),
            Duty(False, "组建订单班", "名单经双方确认", due=500, done=510, answered=505),
        ),
    ),
    "铸造工艺实训合作协议": (
        (
            Promise(
                EQUIPMENT,
                "造型线模拟机",
                360_000,
                due=420,
                delivered=400,
                answered=390,
                refused_because="控制精度与协议约定不符，三次调试未达标。",
            ),
        ),
        (),
    ),
    "工业机器人实训基地共建协议": ((Promise(EQUIPMENT, "六轴机器人工作站", 620_000, due=100),), ()),
    "电气自动化学徒制协议": (
        (Promise(EQUIPMENT, "电气控制实训台", 280_000, due=210, delivered=220, answered=212),),
        (
            Duty(True, "选派企业师傅6人", "师傅名册经学校备案", due=200, done=205, answered=203),
            Duty(False, "完成学徒岗位标准", "双方会签", due=70, done=75, answered=72),
        ),
    ),
    "智能铸造联合培养协议": (
        (Promise(EQUIPMENT, "三维砂型打印机", 890_000, due=150, delivered=160, answered=149),),
        (Duty(True, "开放生产线教学观摩两次", "有观摩记录", due=45, done=20, answered=18),),
    ),
    "传动装配实习合作协议": ((Promise(EQUIPMENT, "扭矩加载试验台", 230_000, due=120),), ()),
    "新能源汽车产业学院协议": (
        (
            Promise(MONEY, "产业学院建设经费", 500_000, due=330, delivered=340, answered=338),
            Promise(EQUIPMENT, "动力电池检测平台", 1_680_000, due=260, delivered=270, answered=262),
            Promise(EQUIPMENT, "驱动电机试验台", 940_000, due=90, delivered=95, answered=92),
        ),
        (
            Duty(True, "派驻产业教授2人", "聘书与工作量记录", due=240, done=250, answered=246),
            Duty(False, "新能源汽车检测课程上线", "课程通过双方评审", due=80, done=88, answered=84),
        ),
    ),
    "数控维修技能培训协议": (
        (Promise(EQUIPMENT, "数控系统维修实训台", 310_000, due=130, delivered=140, answered=136),),
        (),
    ),
}


def clauses(story: Story, title: str, college: str, enterprise: str, signed_on: date) -> dict[str, object]:
    """The clauses of an agreement with what is promised in it; `college` and `enterprise` are keys of its parties."""
    promises, duties = PROMISED.get(title, ((), ()))
    found: dict[str, object] = {}
    if promises:
        found["contributions"] = t.Contributions(
            tuple(_contribution(story, row, college, enterprise, signed_on) for row in promises)
        )
    if duties:
        found["obligations"] = t.Obligations(
            tuple(
                t.Obligation(
                    debtor=enterprise if row.of_enterprise else college,
                    creditor=college if row.of_enterprise else enterprise,
                    title=row.title,
                    criteria=row.criteria,
                    due_on=story.ago(row.due),
                    answer_days=15,
                    silence=Silence.ACCEPTED,
                    is_milestone=True,
                )
                for row in duties
            )
        )
    return found


def _contribution(story: Story, row: Promise, college: str, enterprise: str, signed_on: date) -> t.Contribution:
    is_valued = row.kind != ContributionKind.MONEY and row.value >= VALUED_FROM
    return t.Contribution(
        party=enterprise,
        kind=row.kind,
        name=row.name,
        value=Decimal(row.value),
        valuation_by="临江资产评估事务所" if is_valued else "",
        valued_on=signed_on if is_valued else None,
        owner_during=college,
        owner_at_exit=college,
        depreciation_years=5 if row.kind is EQUIPMENT else None,
        due_on=story.ago(row.due),
    )


def tell_promises(story: Story, agreement: Agreement, *, college: str, enterprise: str, title: str) -> None:
    """What the sides did about them, each step on its day and by the side that takes it."""
    promises, duties = PROMISED.get(title, ((), ()))
    for promise in promises:
        row = agreement.contributions.get(name=promise.name)
        machine = _promised_machine(story, agreement, row, college) if promise.is_key else None
        _give(story, promise, row, machine, giver=enterprise, receiver=college)
    for duty in duties:
        sides = (enterprise, college) if duty.of_enterprise else (college, enterprise)
        _do(story, duty, agreement.obligations.get(title=duty.title), *sides)


def assess(story: Story, agreement: Agreement, agreed: DemoAgreement, *, days_ago: int) -> None:
    """The enterprise has assessed the first year. The college has confirmed it, unless it was last month."""
    with on_day(story.ago(days_ago)) as day:
        made = agreements.record_assessment(
            actor=story.actors[agreed.enterprise],
            agreement=agreement,
            assessed_on=day,
            assessor="双方组成的合作委员会",
            findings="三十六名学生考核合格，留任二十一名，达到约定；企业教师授课比约定少八课时。",
            grade="good",
            decision="adjust" if days_ago < RECENT else "go_on",
            on=day,
        )
        if days_ago >= RECENT:
            agreements.answer_assessment(actor=story.actors[agreed.college], assessment=made, agrees=True, on=day)


def _promised_machine(story: Story, agreement: Agreement, row: Contribution, college: str) -> Equipment:
    """The machine in the college's own list, as promised on the day of the signing."""
    actor = story.actors[college]
    assert agreement.signed_on is not None
    assert row.party is not None
    with on_day(agreement.signed_on) as day:
        machine = add_equipment(
            actor=actor,
            college=College.objects.get(pk=agreement.keeper_id),
            name=row.name,
            value=row.value,
            on=day,
            contributor=row.party.organisation,
            is_key=True,
            due_on=row.due_on,
        )
        agreements.link_equipment(actor=actor, contribution=row, equipment=machine)
    return machine


def _give(
    story: Story, promise: Promise, row: Contribution, machine: Equipment | None, *, giver: str, receiver: str
) -> None:
    if promise.delivered is None:
        return
    with on_day(story.ago(promise.delivered)) as day:
        agreements.deliver_contribution(actor=story.actors[giver], contribution=row, delivered_on=day, on=day)
        _move(story, receiver, machine, EquipmentStatus.DELIVERED, day)
    if promise.answered is None:
        return
    is_accepted = not promise.refused_because
    with on_day(story.ago(promise.answered)) as day:
        agreements.answer_contribution(
            actor=story.actors[receiver],
            contribution=row,
            is_accepted=is_accepted,
            on=day,
            remark=promise.refused_because,
        )
        _move(story, receiver, machine, EquipmentStatus.ACCEPTED if is_accepted else EquipmentStatus.FAILED, day)


def _move(story: Story, college: str, machine: Equipment | None, state: EquipmentStatus, day: date) -> None:
    if machine is not None:
        change_equipment_state(actor=story.actors[college], equipment=machine, state=state, on=day)


def _do(story: Story, duty: Duty, row: Obligation, debtor: str, creditor: str) -> None:
    steps: tuple[tuple[int | None, Callable[[date], object]], ...] = (
        (duty.done, lambda day: agreements.report_done(
            actor=story.actors[debtor], obligation=row, done_on=day, on=day)),
        (duty.answered, lambda day: agreements.answer_obligation(
            actor=story.actors[creditor], obligation=row, is_accepted=True, on=day)),
    )  # fmt: skip
    for ago, act in steps:
        if ago is not None:
            with on_day(story.ago(ago)) as day:
                act(day)
