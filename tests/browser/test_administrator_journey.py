"""An administrator with a contract and a roster at hand: an agreement by sections, a wrong input mended, a teacher, a
base, a machine, the students of a file with one bad row, a class placed, and what waits.

With scripts and with none; in both languages; the way without scripts by keyboard alone.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from tests.browser.hands import Hands

pytestmark = pytest.mark.browser
VARIANTS = [("en", True), ("zh-hans", False)]
ENTERPRISE = "北汀数控机床有限公司"
WRONG = "main .summary"  # the errors of a form, at its head
ROSTER = """学号,姓名,专业,班级,入学日期,出生日期
{number}1,欧阳明,机电一体化技术,{group},2025-09-01,2007-01-02
{number}2,司徒静,并不存在的专业,{group},2025-09-01,2007-03-04
{number}3,上官云,机电一体化技术,{group},2025-09-01,2007-05-06
"""


@pytest.fixture(params=VARIANTS, ids=["mouse, scripts, English", "keyboard, no scripts, Chinese"])
def administrator(request, own_site, people) -> tuple[Page, Hands, str]:
    """The page, the hands, and a word that makes names of this variant its own."""
    language, scripts = request.param
    page = people.sign_in(own_site, "administrator@demo.example", language=language, scripts=scripts)
    return page, Hands(page, keyboard=not scripts), "A" if scripts else "B"


def test_an_agreement_by_sections(administrator):
    page, hands, mark = administrator
    today = clock.today()
    title = f"数控机床装调人才培养协议{mark}"

    page.goto("/agreements/new/")
    hands.write("find", ENTERPRISE[:4])
    hands.press("button.main")
    hands.press("a[href*='with=']")
    hands.write("title", title)
    hands.select("kind", "talent")
    hands.day("starts_on", today + timedelta(days=900))
    hands.day("ends_on", today)
    hands.press("button.main")
    expect(page.locator(WRONG)).to_be_visible()  # it ends before it starts: said, and nothing is lost
    expect(page.locator("main [name='title']")).to_have_value(title)
    hands.day("starts_on", today)
    hands.day("ends_on", today + timedelta(days=900))
    hands.press("button.main")
    agreement = re.search(r"/agreements/\d+/", page.url).group()

    page.goto(f"{agreement}terms/contributions/")
    enterprise, college = parties(page, "items_0_owner_at_exit")
    hands.select("items_0_party", enterprise)
    hands.select("items_0_kind", "equipment")
    hands.write("items_0_name", "五轴加工中心")
    hands.write("items_0_value", "-5")
    hands.press("button.main")
    expect(page.locator(WRONG)).to_be_visible()
    expect(page.locator("main [name='items_0_name']")).to_have_value("五轴加工中心")
    hands.write("items_0_value", "86000")
    hands.select("items_0_owner_during", enterprise)
    hands.select("items_0_owner_at_exit", college)
    hands.press("button.main")

    expect(page).to_have_url(re.compile(r"/terms/obligations/$"))  # the next section follows by itself
    hands.select("items_0_debtor", enterprise)
    hands.select("items_0_creditor", college)
    hands.write("items_0_title", "安装调试并培训教师")
    hands.write("items_0_criteria", "验收单由双方签署")
    hands.day("items_0_due_on", today + timedelta(days=60))
    hands.write("items_0_answer_days", "15")
    hands.select("items_0_silence", "accepted")
    hands.press("button.main")

    page.goto(f"{agreement}check/")
    expect(page.locator("main")).to_contain_text("五轴加工中心")
    expect(page.locator("main")).to_contain_text("安装调试并培训教师")
    expect(page.locator(f"{WRONG} a[href*='/terms/goals/']").first).to_be_visible()  # what is open, with its section


def parties(page: Page, name: str) -> tuple[str, str]:
    """The keys of the enterprise and of the college, as a list offers them."""
    options = page.locator(f"main select[name='{name}'] option").evaluate_all(
        "all => all.map(one => [one.value, one.textContent])"
    )
    enterprise = next(value for value, text in options if ENTERPRISE in text)
    return enterprise, next(value for value, _text in options if value and value != enterprise)


def test_a_teacher_a_base_and_a_machine(administrator):
    page, hands, mark = administrator
    today = clock.today()

    page.goto("/teachers/add/")
    hands.write("number", f"P{mark}")
    hands.write("name", "诸葛明")
    hands.day("joined_on", today)
    hands.tick("is_part_time")
    hands.press("button.main")
    expect(page.locator(WRONG)).to_be_visible()  # a part-time teacher has an employer
    expect(page.locator("main [name='name']")).to_have_value("诸葛明")
    hands.suggested("employer", ENTERPRISE)
    hands.press("button.main")
    expect(page.locator("main")).to_contain_text("诸葛明")

    page.goto("/training-bases/add/")
    hands.write("name", f"校内智能制造中心{mark}")
    hands.tick("is_on_campus")
    hands.write("places", "40")
    hands.press("button.main")
    expect(page).to_have_url(re.compile(r"/training-bases/\d+/$"))

    page.goto("/equipment/add/")
    hands.write("name", f"三坐标测量机{mark}")
    hands.write("value", "240000")
    hands.press("button.main")
    expect(page.locator(WRONG)).to_be_visible()  # who promised it, and by which day?
    hands.select("state", "in_use")
    hands.press("button.main")
    expect(page).to_have_url(re.compile(r"/equipment/\d+/$"))
    expect(page.locator("main")).to_contain_text("三坐标测量机")


def test_a_roster_with_a_bad_row_and_a_class_placed(administrator, own_site, tmp_path):
    page, hands, mark = administrator
    number, group = f"2025{mark}", f"{mark}班"
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER.format(number=number, group=group), encoding="utf-8")
    if "worker" not in own_site.running:
        own_site.start("worker")

    page.goto("/imports/?name=students")
    page.locator("main [name='file']").set_input_files(file)
    hands.press("button.main")
    at_end(page)
    expect(page.locator("main .stack tbody tr")).to_have_count(1)
    expect(page.locator("main .stack tbody tr")).to_contain_text("并不存在的专业")  # the line, and why
    hands.press("form[action*='/confirm/'] button")
    at_end(page)
    page.goto(f"/students/?q={number}")
    expect(page.locator("main tbody tr")).to_have_count(2)

    page.goto("/internship-slots/")
    hands.press("tbody a[href^='/internship-slots/']")
    hands.press("a[href$='/place-class/']")
    hands.select(
        "major", page.locator("main select[name='major'] option", has_text="机电一体化技术").get_attribute("value")
    )
    hands.select("class_name", group)
    hands.press("button.main")
    for student in page.locator("main [name='students']").all():
        hands.tick("students", student.get_attribute("value"))
    hands.press("button.main")
    expect(page.locator("main .stack tbody tr")).to_have_count(2)  # who breaks which rule
    hands.press("button[name='place']")
    page.goto(f"/placements/?q={number}")
    expect(page.locator("main tbody tr")).to_have_count(2)


def at_end(page: Page) -> None:
    """A job reports by itself; without scripts one opens its page again."""
    for _ in range(60):
        if page.locator("main dl dt").count() > 4:
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"the import does not end: {page.locator('main').inner_text()}")


def test_what_waits(administrator):
    page, hands, _mark = administrator
    page.goto("/")
    expect(page.locator("main .todo")).to_contain_text("轨道车辆装配仿真台")  # promised, and not delivered
    hands.press(".todo a[href^='/curriculum-requests/']")
    expect(page.locator("main")).to_contain_text("减速器振动检测")
