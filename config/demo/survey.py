"""Three more colleges of the demo, whose records give the figures of a published survey.

The survey asked three colleges of Anhui about 2022 (a national demonstration college, a provincial and a regular one):
partner enterprises and off-campus bases per major, leading partners, enterprises in joint projects and invention
patents over three years, studios, equipment per student and the part of it that enterprises gave. The colleges here
are invented; only the figures are those that were printed, with "2.1 yuan" per student read as 21,000. Agreements that
were signed before the platform came are taken in as an import takes them in; all else goes through the services.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from stdnum.cn import uscc

from accounts.actors import Actor
from accounts.models import Organisation, Role
from config.demo.people import join, silent
from config.demo.story import SYSTEM, Story, on_day
from core.imports import run_import
from enterprises.models import EnterpriseStatus
from enterprises.services import EnterpriseFacts, record_enterprise_status, register_enterprise
from institutions.models import BaseState, College, EquipmentStatus, Major, SkillMasterStudio
from institutions.services import add_training_base, enrol_student, open_major
from institutions.services.equipment import add_equipment
from institutions.services.studios import add_studio
from partnerships import services as agreements
from partnerships.models import ActivityKind, AgreementKind, AgreementMode, Party, PatentKind, ProjectKind, ProjectLevel
from partnerships.services.importing import AgreementFacts, Counterpart, import_agreements
from partnerships.services.patents import add_patent
from partnerships.services.projects import add_project, record_receipt
from reference.models import CatalogueMajor, Region
from reference.periods import SchoolYear

COUNTY = "990502"
CATALOGUE = ("460103", "460113", "460301", "460305", "460306", "460702", "530802")
BEFORE = ("云川", "云溪", "临江", "清岭", "东岭", "兰汀", "南浦", "石埕", "北汀")
AFTER = ("精工机电", "智能装备", "新能源", "现代物流", "模具制造")


@dataclass(frozen=True)
class Surveyed:
    """A college and what its records have to give. Shares are of its equipment, in thousandths."""

    key: str
    name: str
    name_en: str
    school_code: str
    majors: int
    partners: int
    active: int
    leading: int
    bases: int
    project_enterprises: int
    patents: int
    equipment_per_student: int
    contributed_per_mille: int
    studio: str
    technical_service: int
    students: int = 40
    region: str = COUNTY


COLLEGES = (
    Surveyed("survey-a", "云川职业技术学院", "Yunchuan Vocational and Technical College", "9900000005",
             5, 31, 17, 5, 27, 14, 23, 28_000, 15, "national", 2_303_800),
    Surveyed("survey-b", "云川商贸职业学院", "Yunchuan Business College", "9900000006",
             10, 43, 16, 3, 51, 8, 16, 21_000, 12, "provincial", 697_800),
    Surveyed("survey-c", "云溪滨湖职业学院", "Yunxi Lakeside College", "9900000007",
             10, 41, 9, 3, 42, 7, 5, 17_000, 9, "provincial", 432_200),
)  # fmt: skip


LEADING = max(row.leading for row in COLLEGES)


def tell_survey(story: Story, founded: date) -> None:
    """Tell it, with the people of these colleges already there; `founded` is the day on which all of them came."""
    hosts = _enterprises(founded)
    liaisons = _liaisons(story, hosts)
    for row in COLLEGES:
        partners = _partners(row, hosts)
        college = College.objects.get(pk=story.organisations[row.key].pk)
        majors = _majors(story, row, college, founded)
        _bases(story, row, majors, partners, founded)
        _agreements(story, row, partners, liaisons)
        _equipment(story, row, majors[0], partners[0], founded)
        _projects(story, row, college, partners)


def regions(folder: Path, founded: date) -> None:
    """The city in which they stand."""
    path = folder / "survey_regions.csv"
    with path.open("rb") as file:
        run_import("regions", file, file_name=f"demo/{path.name}", actor=SYSTEM, on=founded)


def _enterprises(founded: date) -> list[Organisation]:
    """As many enterprises as all of them need; the first few lead."""
    region = Region.objects.get(code=COUNTY, valid_to=None)
    found = []
    for number in range(max(LEADING - row.leading + row.partners for row in COLLEGES)):
        body = f"91{COUNTY}MA0YC{number:04d}"
        name = f"{BEFORE[number % len(BEFORE)]}{AFTER[number // len(BEFORE)]}有限公司"
        facts = EnterpriseFacts(
            name=name,
            credit_code=body + uscc.calc_check_digit(body),
            region_id=region.pk,
            is_above_scale=number < LEADING,
        )
        enterprise = register_enterprise(actor=SYSTEM, facts=facts)
        if number < LEADING:
            leads = EnterpriseStatus.Status.TOP_500 if number < 2 else EnterpriseStatus.Status.LEADER
            for status in (leads, EnterpriseStatus.Status.ABOVE_SCALE):
                record_enterprise_status(
                    actor=SYSTEM, enterprise=enterprise, status=status, source="演示数据", from_on=founded
                )
        found.append(enterprise.organisation)
    return found


def _partners(row: Surveyed, hosts: list[Organisation]) -> list[Organisation]:
    """The partners of a college: as many, and as many of them leading, as the survey says."""
    return hosts[LEADING - row.leading :][: row.partners]


def _liaisons(story: Story, hosts: list[Organisation]) -> dict[int, Actor]:
    """Somebody in each enterprise that confirms something, by its key."""
    found = {}
    for number, host in enumerate(hosts[: max(LEADING - row.leading + row.active for row in COLLEGES)]):
        key = f"survey-host-{number}"
        story.organisations[key] = host
        join(story, silent(key, host.name, Role.ENTERPRISE_LIAISON))
        found[host.pk] = story.actors[key]
    return found


def _majors(story: Story, row: Surveyed, college: College, founded: date) -> list[Major]:
    found = []
    for number in range(row.majors):
        catalogue = CatalogueMajor.objects.get(code=CATALOGUE[number % len(CATALOGUE)])
        name = catalogue.name if number < len(CATALOGUE) else f"{catalogue.name}（订单方向）"
        found.append(
            open_major(actor=story.actors[row.key], college=college, catalogue=catalogue, on=founded, name=name)
        )
    return found


def _bases(story: Story, row: Surveyed, majors: list[Major], hosts: list[Organisation], founded: date) -> None:
    for number in range(row.bases):
        host = hosts[number % row.partners]
        add_training_base(
            actor=story.actors[row.key],
            college=majors[0].college,
            name=f"{host.name.removesuffix('有限公司')}实训基地{number // row.partners + 1}",
            is_on_campus=False,
            host=host,
            region=host.region,
            places=30,
            majors=[majors[number % len(majors)]],
            on=founded,
            state=BaseState.ACTIVE,
        )


def _agreements(story: Story, row: Surveyed, hosts: list[Organisation], liaisons: Mapping[int, Actor]) -> None:
    """One agreement with each partner, signed on paper before the platform; some of them are lived."""
    signed_on = story.ago(700)
    facts = [
        AgreementFacts(
            title=f"{host.name.removesuffix('有限公司')}校企合作协议",
            kind=AgreementKind.TALENT,
            counterparts=(Counterpart(host.pk, host.public_id, host.name),),
            starts_on=signed_on,
            ends_on=signed_on + timedelta(days=5 * 365),
            signed_on=signed_on,
            mode=AgreementMode.ORDER_CLASS,
        )
        for host in hosts[: row.partners]
    ]
    with on_day(story.ago(600)) as day:
        import_agreements(actor=story.actors[row.key], agreements=facts, on=day)
    with on_day(story.ago(20)) as day:
        for party in _parties(story, row, hosts[: row.active]):
            activity = agreements.record_activity(
                actor=story.actors[row.key],
                agreement=party.agreement,
                party=party,
                kind=ActivityKind.TEACHING,
                occurred_on=day,
                on=day,
                description="企业工程师授课，八课时。",
            )
            agreements.confirm_activity(actor=liaisons[party.organisation_id], activity=activity, on=day)


def _parties(story: Story, row: Surveyed, hosts: list[Organisation]) -> Iterator[Party]:
    rows = Party.objects.filter(agreement__keeper=story.organisations[row.key], organisation__in=hosts)
    yield from rows.select_related("agreement", "organisation").order_by("organisation_id")


def _equipment(story: Story, row: Surveyed, major: Major, contributor: Organisation, founded: date) -> None:
    """Students, the equipment that they share, the part of it that an enterprise gave, and a studio."""
    actor, college = story.actors[row.key], major.college
    value = row.equipment_per_student * row.students
    given = value * row.contributed_per_mille // 1000
    for name, amount, giver in (("教学仪器设备", value - given, None), ("数控加工单元", given, contributor)):
        add_equipment(
            actor=actor,
            college=college,
            name=name,
            value=Decimal(amount),
            on=founded,
            state=EquipmentStatus.IN_USE,
            made_in=founded.year,
            contributor=giver,
        )
    level = SkillMasterStudio.Level(row.studio)
    add_studio(
        actor=actor, college=college, name="数控技能大师工作室", level=level, master="周文远", recognised_on=founded
    )
    enrolled_on = SchoolYear.of(story.on).previous().start
    for number in range(row.students):
        enrol_student(
            actor=actor,
            college=college,
            number=f"2025{number:04d}",
            name=f"学员{number + 1}",
            major=major,
            enrolled_on=enrolled_on,
            birth_date=date(story.on.year - 19, 1 + number % 12, 1 + number % 28),
        )


def _projects(story: Story, row: Surveyed, college: College, hosts: list[Organisation]) -> None:
    """Projects of the last three years with three partners each, the money for one of them, and the patents."""
    actor, partners = story.actors[row.key], hosts[: row.project_enterprises]
    for start in range(0, len(partners), 3):
        with on_day(story.ago(400)) as day:
            project = add_project(
                actor=actor,
                college=college,
                title=f"{partners[start].name[:4]}工艺改进技术服务",
                kind=ProjectKind.TECHNICAL_SERVICE,
                level=ProjectLevel.ENTERPRISE,
                starts_on=day,
                partners=partners[start : start + 3],
                contracted=Decimal(row.technical_service),
            )
        if start == 0:
            with on_day(story.ago(90)) as day:
                record_receipt(
                    actor=actor,
                    project=project,
                    amount=Decimal(row.technical_service),
                    occurred_on=day,
                    on=day,
                    payer=partners[0],
                )
    for number in range(row.patents):
        granted_on = story.ago(60 + 38 * number)
        with on_day(granted_on):
            add_patent(
                actor=actor,
                college=college,
                title=f"一种数控夹具（{number + 1}）",
                kind=PatentKind.INVENTION,
                number=f"ZL{row.school_code[-2:]}{number:05d}",
                filed_on=granted_on - timedelta(days=500),
                granted_on=granted_on,
                on=granted_on,
            )
