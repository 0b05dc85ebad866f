"""Tells the demo's story through the services, each event on its day, so that its history is real."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from stdnum.cn import uscc

from accounts.models import OrganisationKind, Role
from accounts.services.organisations import register_organisation
from accounts.services.platform import platform_organisation
from config.demo import facts, survey
from config.demo.councils import tell_councils
from config.demo.denominators import tell_denominators
from config.demo.people import join, silent
from config.demo.practice import tell_practice
from config.demo.promises import assess, tell_promises
from config.demo.promises import clauses as promised_clauses
from config.demo.story import SYSTEM, Story, on_day
from config.demo.students import tell_students
from config.demo.teaching import tell_teaching
from config.demo.works import tell_return, tell_works
from core.imports import run_import
from enterprises.models import EnterpriseStatus
from enterprises.services import (
    EnterpriseFacts,
    record_enterprise_status,
    record_enterprise_year,
    register_enterprise,
)
from institutions.models import BaseState, College, EquipmentStatus, Major
from institutions.services import CollegeFacts, add_training_base, enrol_student, open_major, register_college
from institutions.services.equipment import add_equipment
from internships.models import InternshipSlot, VenueType
from internships.services import SlotDraft, draft_slot, open_slot, place_student
from partnerships import services as agreements
from partnerships import terms as t
from partnerships.models import ActivityKind, Agreement
from partnerships.selectors import terms_of
from partnerships.terms.values import (
    AgreementKind,
    AgreementMode,
    AtExit,
    Forum,
    InsuranceKind,
    LicenceOut,
    Ownership,
    PaysAtExit,
    ResultKind,
    ResultUse,
    RiskCategory,
    Stage,
    Survival,
    Trigger,
)
from reference.models import CatalogueMajor, Region
from reference.periods import SchoolYear

FOLDER = Path(__file__).parent
KNOWN = {  # why the agreements of the demo were sent although a rule warned
    "BN-09": "收益各半，企业投入设备，另享优先录用。",
    "PT-03": "同一合作的另一个专业，分别签订。",
}
FOUNDED = 900  # days ago
ABOVE_SCALE_STAFF = 300  # of the demo alone: the real threshold is one of revenue
EQUIPMENT = Decimal(900_000)  # CNY: what a college of the demo has itself


def tell(on: date, *, with_survey: bool = True) -> None:
    """Fill an empty site. Everything is dated back from `on`, so that the demo is as fresh as the day it is loaded.

    `with_survey` adds the three colleges that give the figures of the published survey (config/demo/survey.py).
    """
    story = Story(on)
    with on_day(story.ago(FOUNDED)) as founded:
        _catalogues(story)
        _organisations(story)
        _people(story)
        _provision(story)
        if with_survey:
            survey.regions(FOLDER, founded)
            for row in survey.COLLEGES:
                _register(story, row)
                join(story, silent(row.key, row.name, Role.COLLEGE_ADMINISTRATOR))
            survey.tell_survey(story, founded)
    tell_denominators(story, with_survey=with_survey)
    tell_teaching(story, founded)
    for agreed in sorted(facts.AGREEMENTS, key=lambda row: -row.signed_days_ago):
        _agreement_in_force(story, agreed)
    tell_councils(story)
    tell_works(story)
    tell_return(story)
    tell_practice(story)
    tell_students(story)
    _agreements_on_the_way(story)
    _slots(story)


def _catalogues(story: Story) -> None:
    for name in ("regions", "majors"):
        with (FOLDER / f"{name}.csv").open("rb") as file:
            run_import(name, file, file_name=f"demo/{name}.csv", actor=SYSTEM, on=story.ago(FOUNDED))


def _region(code: str) -> Region:
    return Region.objects.get(code=code, valid_to=None)


def _organisations(story: Story) -> None:
    day = story.ago(FOUNDED)
    for college in facts.COLLEGES:
        _register(story, college)
    for enterprise in facts.ENTERPRISES:
        body = f"91{enterprise.region}{enterprise.serial}"
        made = register_enterprise(
            actor=SYSTEM,
            facts=EnterpriseFacts(
                name=enterprise.name,
                name_en=enterprise.name_en,
                credit_code=body + uscc.calc_check_digit(body),
                region_id=_region(enterprise.region).pk,
                is_above_scale=enterprise.staff >= ABOVE_SCALE_STAFF,
            ),
        )
        story.organisations[enterprise.key] = made.organisation
        record_enterprise_year(actor=SYSTEM, enterprise=made, year=day.year, staff_count=enterprise.staff, on=day)
        if enterprise.staff >= ABOVE_SCALE_STAFF:
            status = EnterpriseStatus.Status.ABOVE_SCALE
            record_enterprise_status(actor=SYSTEM, enterprise=made, status=status, source="演示数据", from_on=day)
    name, name_en, code = facts.AUTHORITY
    story.organisations["authority"] = register_organisation(
        actor=SYSTEM, kind=OrganisationKind.AUTHORITY, name=name, name_en=name_en, region=_region(code)
    )
    story.organisations["platform"] = platform_organisation(actor=SYSTEM)


def _register(story: Story, college: facts.DemoCollege | survey.Surveyed) -> None:
    region = _region(college.region)
    registered = register_college(
        actor=SYSTEM,
        facts=CollegeFacts(
            school_code=college.school_code,
            name=college.name,
            name_en=college.name_en,
            education_level=College.EducationLevel.ASSOCIATE,
            ownership=College.Ownership.PUBLIC,
            region_id=region.pk,
            overseer_region_id=region.pk,
        ),
    )
    story.organisations[college.key] = registered.organisation


def _people(story: Story) -> None:
    """The people to sign in as, and one silent administrator or liaison for everybody else who has to sign."""
    named = list(facts.PEOPLE)
    taken = {person.organisation for person in named}
    for row in (*facts.COLLEGES, *facts.ENTERPRISES):
        if row.key not in taken:
            role = Role.COLLEGE_ADMINISTRATOR if isinstance(row, facts.DemoCollege) else Role.ENTERPRISE_LIAISON
            named.append(silent(row.key, row.name, role))
    for person in named:
        join(story, person)


def _provision(story: Story) -> None:
    day = story.ago(FOUNDED)
    for row in facts.COLLEGES:
        college, actor = College.objects.get(pk=story.organisations[row.key].pk), story.actors[row.key]
        for code in row.majors:
            catalogue = CatalogueMajor.objects.get(code=code)
            open_major(actor=actor, college=college, catalogue=catalogue, on=day)
        if row.majors:
            add_equipment(
                actor=actor,
                college=college,
                name="教学仪器设备",
                value=EQUIPMENT,
                on=day,
                state=EquipmentStatus.IN_USE,
                made_in=day.year,
            )
        for host in row.base_hosts:
            organisation = story.organisations[host]
            add_training_base(
                actor=actor,
                college=college,
                name=f"{organisation.name[:4]}校外实训基地",
                is_on_campus=False,
                host=organisation,
                region=organisation.region,
                places=40,
                majors=list(Major.objects.filter(college=college)),
                on=day,
                state=BaseState.ACTIVE,
            )


def _draft(story: Story, college: str, enterprise: str, title: str, *, signed_on: date, **clauses: object) -> Agreement:
    """A draft with every clause that the rules ask for, unless `clauses` says otherwise."""
    basics = t.Basics(
        title, AgreementKind.TALENT, AgreementMode.ORDER_CLASS, signed_on, signed_on + timedelta(days=3 * 365)
    )
    keys = ("college", "enterprise")
    halves = dict.fromkeys(keys, 1)
    complete: dict[str, object] = {
        "goals": t.Goals(
            "毕业生能独立完成本岗位的典型任务。",
            "专业对接本地产业。",
            "获得稳定的技能人才。",
            path="第一年共建课程，第二年跟岗，第三年顶岗。",
            vision="三年内建成稳定的联合培养机制。",
        ),
        "ip": t.IP(
            (
                t.ForegroundResult(
                    ResultKind.TEACHING_MATERIAL, "", Ownership.JOINT, halves, halves, ResultUse.ALL_FREE,
                    LicenceOut.TOGETHER,
                ),
            )
        ),
        "licences": t.NotApplicable("教材由双方共同使用，不另行许可。"),
        "benefit": t.Benefit(
            (t.BenefitStage(Stage.COMMERCIAL, halves, due_days=60, has_audit_right=True),),
            tuple(stage for stage in Stage if stage is not Stage.COMMERCIAL),
        ),
        "insurance": t.Insurance(
            (t.Policy(InsuranceKind.LIABILITY, "本地财产保险公司", payer=keys[0], is_renewed=True),)
        ),
        "emergency": t.Emergency("实习中发生人身伤害或设备事故。", "停机、救治、一小时内通知学校和家长、保护现场。", 6),
        "safety": t.TeachingSafety(keys[1], "设备、用电与消防，考核合格后上岗。", keys[1], 10, "当日书面报告学校。"),
        "risks": t.Risks(
            (
                t.Risk("", RiskCategory.SAFETY, "实习操作中发生人身伤害。", 2, 4, keys[1], "上岗前安全培训并考核。"),
                t.Risk("", RiskCategory.COMPLIANCE, "超时或夜间安排学生实习。", 2, 3, keys[0], "按月核对考勤。"),
                t.Risk("", RiskCategory.CONTINUITY, "订单减少导致岗位不足。", 3, 3, keys[1], "提前一学期调整名额。"),
            )
        ),
        "review": t.Review(12, "双方组成的合作委员会", "毕业生留任率与企业满意度。", "由任一方提出，委员会协商决定。",
                           (Trigger.GOALS_MISSED, Trigger.POLICY)),
        "breach": t.Breach(
            "违约方应继续履行、采取补救措施并赔偿对方因此受到的损失。", Decimal(50_000), "逾期金额的万分之五",
            force_majeure="不可抗力发生后七日内通知对方，三十日内提供证明。",
        ),
        "exit": t.Exit(
            60, 30, (Survival.STUDENTS, Survival.CONFIDENTIALITY), settlement=AtExit.UNAMORTISED,
            pays=PaysAtExit.AT_FAULT, students="在训学生按原计划完成本学期训练，学分照认。",
        ),
        "dispute": t.Dispute((), (Forum.COURT,), seat="学校所在地", law="中华人民共和国法律"),
    }  # fmt: skip
    complete |= promised_clauses(story, title, keys[0], keys[1], signed_on)
    return agreements.create_draft(
        actor=story.actors[college],
        counterparts=[story.organisations[enterprise]],
        basics=basics,
        on=signed_on,
        clauses={name: value for name, value in {**complete, **clauses}.items() if value is not None},
    )


def _sign(story: Story, agreement: Agreement, key: str, *, on: date) -> None:
    party = agreement.parties.get(organisation=story.organisations[key])
    shown = t.digest(terms_of(agreement))
    agreements.sign(actor=story.actors[key], party=party, digest_shown=shown, on=on)


def _agreement_in_force(story: Story, agreed: facts.DemoAgreement) -> None:
    with on_day(story.ago(agreed.signed_days_ago)) as day:
        agreement = _draft(story, agreed.college, agreed.enterprise, agreed.title, signed_on=day)
        agreement = agreements.send_to_signature(
            actor=story.actors[agreed.college], agreement=agreement, on=day, reasons=KNOWN
        )
        _sign(story, agreement, agreed.college, on=day)
        _sign(story, agreement, agreed.enterprise, on=day)
    agreement = Agreement.objects.get(pk=agreement.pk)
    tell_promises(story, agreement, college=agreed.college, enterprise=agreed.enterprise, title=agreed.title)
    if agreed.signed_days_ago > 365 and agreed.title != facts.NEVER_ASSESSED:
        assess(story, agreement, agreed, days_ago=agreed.signed_days_ago - 360)
    if agreed.active_days_ago is None:
        return
    with on_day(story.ago(agreed.active_days_ago)) as day:
        activity = agreements.record_activity(
            actor=story.actors[agreed.college],
            agreement=agreement,
            party=agreement.parties.get(organisation=story.organisations[agreed.enterprise]),
            kind=ActivityKind.TEACHING,
            occurred_on=day,
            on=day,
            description="企业工程师授课，十六课时。",
        )
        if agreed.is_confirmed:
            agreements.confirm_activity(actor=story.actors[agreed.enterprise], activity=activity, on=day)


def _agreements_on_the_way(story: Story) -> None:
    with on_day(story.ago(3)) as day:
        waiting = _draft(story, "mechatronics", "yunling", "高精度减速器联合研发协议", signed_on=day)
        waiting = agreements.send_to_signature(
            actor=story.actors["mechatronics"], agreement=waiting, on=day, reasons=KNOWN
        )
        _sign(story, waiting, "mechatronics", on=day)
    with on_day(story.ago(1)) as day:
        _draft(story, "mechatronics", "newenergy", "新能源汽车检测联合培养协议", signed_on=day, exit=None, dispute=None)


def _slots(story: Story) -> None:
    major = CatalogueMajor.objects.get(code="460301")
    starts_on = SchoolYear.of(story.on).end + timedelta(days=1)
    posts = (
        ("yunling", "减速器装配与检测", 8, Decimal(3400), VenueType.FACTORY, True),
        ("rail", "轨道车辆内饰装配", 9, Decimal(3300), VenueType.FACTORY, True),
        ("yunling", "数控加工操作", 12, None, VenueType.FACTORY, False),
    )
    opened: list[InternshipSlot] = []
    with on_day(story.ago(20)) as day:
        for key, post, places, pay, venue_type, is_open in posts:
            draft = SlotDraft(
                post=post,
                majors=(major,),
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=181),
                places=places,
                venue=story.organisations[key].name,
                venue_type=venue_type,
                hours_per_day=Decimal(8),
                hours_per_week=Decimal(40),
                rest_days_per_week=2,
                pay=pay,
                tasks="装配；检测；记录",
            )
            slot = draft_slot(actor=story.actors[key], draft=draft, on=day)
            if is_open:
                opened.append(open_slot(actor=story.actors[key], slot=slot, on=day))
    with on_day(story.ago(10)) as day:
        college = College.objects.get(pk=story.organisations["mechatronics"].pk)
        for number, name in enumerate(("陈雨桐", "李浩然", "王思远"), start=1):
            student = enrol_student(
                actor=story.actors["mechatronics"],
                college=college,
                number=f"2025{number:04d}",
                name=name,
                major=Major.objects.get(college=college, catalogue=major),
                enrolled_on=SchoolYear.of(story.on).previous().start,
                birth_date=date(story.on.year - 19, 3, number),
            )
            if number < 3:
                place_student(
                    actor=story.actors["mechatronics"],
                    slot=opened[0],
                    student=student,
                    starts_on=opened[0].starts_on,
                    ends_on=opened[0].ends_on,
                    on=day,
                )


def evaluation_days(on: date) -> list[date]:
    """The days whose figures the demo publishes: the month-ends of the past half year, a month ago, and yesterday."""
    first, ends = on.replace(day=1), []
    for _month in range(6):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return sorted({*ends, on - timedelta(days=32), on - timedelta(days=1)})
