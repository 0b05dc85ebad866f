"""Who and what the demo is about. Province, organisations and people are invented; codes 99xxxx belong to nobody."""

from dataclasses import dataclass

from accounts.models import Role

PASSWORD = "ronghe-demo-2026"


@dataclass(frozen=True)
class DemoCollege:
    """A college, its majors by catalogue code, and how many enterprises host a base of it."""

    key: str
    name: str
    name_en: str
    school_code: str
    region: str
    majors: tuple[str, ...] = ()
    base_hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoEnterprise:
    """An enterprise; `serial` fills its credit code, the check digit is computed."""

    key: str
    name: str
    name_en: str
    region: str
    serial: str
    staff: int


@dataclass(frozen=True)
class DemoAgreement:
    """An agreement in force, and how many days ago something was done under it (None: never)."""

    college: str
    enterprise: str
    title: str
    signed_days_ago: int
    active_days_ago: int | None = None
    is_confirmed: bool = True


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as."""

    email: str
    name: str
    role: str
    organisation: str
    language: str


COLLEGES = (
    DemoCollege("mechatronics", "临江机电职业学院", "Linjiang Mechatronics College", "9900000001", "990100",
                ("460103", "460301", "460305"), ("yunling", "rail")),
    DemoCollege("dongling", "东岭职业技术学院", "Dongling Technical College", "9900000002", "990200",
                ("460301", "460306"), ("shicheng", "hengtong", "port")),
    DemoCollege("lanting", "兰汀工贸职业学院", "Lanting Industry and Trade College", "9900000003", "990300",
                ("460702", "530802"), ("newenergy", "port", "beiting", "hengtong")),
    DemoCollege("luwan", "芦湾职业学院", "Luwan Vocational College", "9900000004", "990400"),
)  # fmt: skip

ENTERPRISES = (
    DemoEnterprise("yunling", "云岭精密传动有限公司", "Yunling Precision Drives", "990102", "MA0YLJM01", 620),
    DemoEnterprise("rail", "清河轨道装备有限公司", "Qinghe Rail Works", "990102", "MA0QHGD02", 1450),
    DemoEnterprise("hengtong", "恒通铸造股份有限公司", "Hengtong Castings", "990202", "MA0HTGC03", 380),
    DemoEnterprise("shicheng", "石埕自动化科技有限公司", "Shicheng Automation", "990202", "MA0HCDH04", 190),
    DemoEnterprise("port", "南浦港口物流集团有限公司", "Nanpu Port Logistics", "990302", "MA0NPGK05", 2300),
    DemoEnterprise("newenergy", "兰汀新能源汽车有限公司", "Lanting New Energy", "990302", "MA0LTXN06", 3100),
    DemoEnterprise("beiting", "北汀数控机床有限公司", "Beiting Machine Tools", "990302", "MA0BTHK07", 410),
)

# Qinghe has turned red (1 of 5 partners active, 2 of 5 a month ago), Dongling is yellow (2 of 5), Lanting green (3 of
# 4), Luzhou Bay grey (none).
AGREEMENTS = (
    DemoAgreement("mechatronics", "yunling", "精密减速器人才联合培养协议", 400, 12),
    DemoAgreement("mechatronics", "rail", "轨道装备订单班协议", 610, 195),
    DemoAgreement("mechatronics", "hengtong", "铸造工艺实训合作协议", 700, None),
    DemoAgreement("mechatronics", "shicheng", "工业机器人实训基地共建协议", 320, 40, is_confirmed=False),
    DemoAgreement("mechatronics", "beiting", "数控机床技术服务协议", 520, 190),
    DemoAgreement("dongling", "shicheng", "电气自动化学徒制协议", 450, 25),
    DemoAgreement("dongling", "hengtong", "智能铸造联合培养协议", 380, 90),
    DemoAgreement("dongling", "yunling", "传动装配实习合作协议", 640, 260),
    DemoAgreement("dongling", "port", "港口设备维护协议", 300, None),
    DemoAgreement("dongling", "rail", "轨道电气实训协议", 560, 330),
    DemoAgreement("lanting", "newenergy", "新能源汽车产业学院协议", 480, 8),
    DemoAgreement("lanting", "port", "现代物流订单班协议", 350, 33),
    DemoAgreement("lanting", "beiting", "数控维修技能培训协议", 290, 61),
    DemoAgreement("lanting", "hengtong", "底盘铸件质检实习协议", 410, 240),
)
NEVER_ASSESSED = "轨道装备订单班协议"  # though its terms ask for it every year

PEOPLE = (
    DemoPerson("administrator@demo.example", "顾明远", Role.COLLEGE_ADMINISTRATOR, "mechatronics", "zh-hans"),
    DemoPerson("mentor@demo.example", "苏晴", Role.MENTOR, "mechatronics", "zh-hans"),
    DemoPerson("liaison@demo.example", "罗静", Role.ENTERPRISE_LIAISON, "yunling", "zh-hans"),
    DemoPerson("reviewer@demo.example", "沈越", Role.REVIEWER, "authority", "zh-hans"),
    DemoPerson("operator@demo.example", "Operator", Role.OPERATOR, "platform", "en"),
)
AUTHORITY = ("临江省教育厅", "Linjiang Department of Education", "990000")
