"""The thin line from end to end, on real colleges and enterprises: an administrator logs an agreement (in Chinese),
both sides sign it, the liaison (on a phone) submits a slot and confirms an activity, the worker computes the night,
and the reviewer sees a light and opens it down to its records."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock

pytestmark = pytest.mark.browser

COLLEGE, ENTERPRISE = "深圳职业技术大学", "万科企业股份有限公司"
CREDIT_CODE = "91440300192181490G"
TITLE = "智能建造人才联合培养协议"

PEOPLE = f"""
from datetime import date
from accounts.actors import Actor
from accounts.models import Organisation, OrganisationKind, Role
from accounts.services.members import accept_as_new_person, invite_member
from accounts.services.organisations import register_organisation
from config.demo import PASSWORD
from core import clock
from enterprises.services import EnterpriseFacts, register_enterprise
from reference.models import Region

system, today = Actor.system("test"), clock.today()
city = Region.objects.get(code="440300", valid_to=None)
college = Organisation.objects.get(kind=OrganisationKind.COLLEGE, name="{COLLEGE}")
facts = EnterpriseFacts(name="{ENTERPRISE}", credit_code="{CREDIT_CODE}", region_id=city.pk)
enterprise = register_enterprise(actor=system, facts=facts).organisation
authority = register_organisation(actor=system, kind=OrganisationKind.AUTHORITY, name="广东省教育厅",
                                  name_en="Guangdong Department of Education", region=city.parent)
for organisation, role, email in (
    (college, Role.COLLEGE_ADMINISTRATOR, "administrator@example.org"),
    (enterprise, Role.ENTERPRISE_LIAISON, "liaison@example.org"),
    (authority, Role.REVIEWER, "reviewer@example.org"),
):
    invitation = invite_member(actor=system, organisation=organisation, email=email, role=role, at=clock.now())
    accept_as_new_person(invitation=invitation, name="某人", password=PASSWORD, language="zh-hans", on=today,
                         at=clock.now())
"""


@pytest.fixture
def real_site(written_site, shared_data):
    """A place with the real divisions, majors, colleges and enterprises, and three people."""
    files = {
        "regions": "divisions",
        "industries": "industries_gbt4754_2017",
        "majors": "majors",
        "colleges": "colleges",
        "enterprises": "enterprises_listed",
    }
    load = "".join(
        f"call_command('import_data', {name!r}, {str(shared_data / file)!r} + '.csv')\n" for name, file in files.items()
    )
    written_site.python(f"from django.core.management import call_command\n{load}{PEOPLE}")
    written_site.start("web")
    written_site.start("worker")
    return written_site


def fill(page: Page, **values: str) -> None:
    """Fill fields by name; a list, a box or a dot is chosen."""
    for name, value in values.items():
        box = page.locator(f"main [name='{name}']").first
        kind = box.evaluate("box => box.type || box.tagName")
        if kind in {"radio", "checkbox"}:
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind.startswith("select"):
            box.select_option(value)
        else:
            box.fill(value)


def send(page: Page, name: str | None = None) -> None:
    """Press the page's main button (or a button by name) and wait for the answer."""
    button = page.locator(f"main button[name='{name}']" if name else "main button.main").last
    button.click()
    page.wait_for_load_state()


def begin_agreement(page: Page, *, starts_on: date, ends_on: date) -> str:
    """Find the enterprise by its code, begin a draft; returns the draft's address."""
    page.goto("/agreements/new/")
    page.locator("main form input[type=text], main form input[type=search]").first.fill(CREDIT_CODE)
    send(page)
    page.get_by_role("link", name=re.compile(ENTERPRISE)).or_(page.get_by_role("button", name=re.compile(ENTERPRISE)))
    page.locator("main table, main ul, main form").get_by_text(ENTERPRISE).first.wait_for()
    page.locator("main a[href*='with='], main button[name='with']").first.click()
    page.wait_for_load_state()
    fill(page, title=TITLE, kind="talent", starts_on=ends_on.isoformat(), ends_on=starts_on.isoformat())
    send(page)
    expect(page.locator("main .summary")).to_be_visible()  # it ends before it starts: said, and nothing lost
    expect(page.locator("main [name='title']")).to_have_value(TITLE)
    fill(page, starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat())
    send(page)
    found = re.search(r"/agreements/\d+/", page.url)
    assert found, page.url
    return found.group()


def fill_terms(page: Page, agreement: str) -> None:
    """Every section, each saved on its way to the next."""
    page.goto(f"{agreement}terms/goals/")
    fill(page, educational="毕业生能独立完成典型任务", college="专业对接产业", enterprise="获得稳定的人才")
    send(page)
    page.goto(f"{agreement}terms/ip/")
    fill(page, foreground_0_kind="teaching_material", foreground_0_ownership="joint")
    fill(page, foreground_0_use="all_free", foreground_0_licence_out="together")
    for name in ("parts", "cost_parts"):
        for box in page.locator(f"main input[name^='foreground_0_{name}']").all():
            box.fill("1")
    send(page)
    page.goto(f"{agreement}terms/benefit/")
    fill(page, stages_0_stage="commercial", stages_0_due_days="60")
    page.locator("main [name='stages_0_has_audit_right']").check()
    for stage in ("development", "pilot", "follow_on"):
        page.locator(f"main [name='without_income'][value='{stage}']").check()
    for box in page.locator("main input[name^='stages_0_parts']").all():
        box.fill("1")
    send(page)
    page.goto(f"{agreement}terms/risks/")
    for place, category in enumerate(("safety", "compliance", "continuity")):
        entry = {"category": category, "cause": "操作不当造成伤害", "likelihood": "2", "impact": "3"}
        fill(page, **{f"items_{place}_{name}": value for name, value in entry.items()})
        send(page, "more" if place < 2 else "")
    page.goto(f"{agreement}terms/insurance/")
    fill(page, policies_0_kind="liability", policies_0_payer="college")
    page.locator("main [name='policies_0_is_renewed']").check()
    send(page)
    page.goto(f"{agreement}terms/emergency/")
    fill(page, trigger="发生人身伤害", steps="停机、救治、通知学校和家长")
    send(page)
    page.goto(f"{agreement}terms/safety/")
    fill(page, trainer="enterprise", equipment="enterprise")
    send(page)
    page.goto(f"{agreement}terms/review/")
    fill(page, every_months="12", assessor="双方联合委员会", criteria="学生就业情况", triggers="policy")
    send(page)
    page.goto(f"{agreement}terms/exit/")
    fill(page, notice_days="60", cure_days="30", survives="students", students="在训学生完成本学期训练")
    send(page)
    page.goto(f"{agreement}terms/dispute/")
    fill(page, final="court", seat="深圳", law="中国法律")
    send(page)


def sign(page: Page, agreement: str) -> None:
    page.goto(f"{agreement}sign/")
    send(page)


def test_from_the_import_to_the_records_behind_a_light(real_site, people):
    today = clock.today()
    administrator = people.sign_in(real_site, "administrator@example.org", language="zh-hans")
    liaison = people.sign_in(real_site, "liaison@example.org", language="zh-hans", width=390)

    agreement = begin_agreement(administrator, starts_on=today, ends_on=today + timedelta(days=1000))
    missing = liaison.goto(agreement)
    assert missing.status == 404  # a draft is the keeper's alone
    fill_terms(administrator, agreement)
    administrator.goto(f"{agreement}check/")
    send(administrator)
    sign(administrator, agreement)

    liaison.goto("/")
    expect(liaison.locator("main")).to_contain_text(TITLE)  # it waits for a signature
    sign(liaison, agreement)
    expect(liaison.locator("main")).to_contain_text("生效")

    liaison.goto("/internship-slots/new/")
    fill(
        liaison,
        post="BIM 建模员",
        starts_on=(today + timedelta(days=60)).isoformat(),
        ends_on=(today + timedelta(days=240)).isoformat(),
        places="6",
    )
    search = liaison.locator("main .ts-control input").first
    search.fill("440501")
    liaison.locator(".ts-dropdown .option").first.click()
    send(liaison, "publish")
    administrator.goto("/internship-slots/")
    expect(administrator.locator("main")).to_contain_text("BIM 建模员")

    administrator.goto(f"{agreement}activities/")
    fill(administrator, kind="teaching", occurred_on=today.isoformat(), description="工程师授课")
    send(administrator)
    liaison.goto(f"{agreement}activities/")
    liaison.locator("main form[action*='confirm'] button").click()
    liaison.wait_for_load_state()

    tomorrow = (today + timedelta(days=1)).isoformat()
    real_site.python(f"from config.tasks import night; night.delay('{tomorrow}')")
    published = "SELECT count(*) FROM evaluation_publication"
    real_site.wait_for(lambda: real_site.rows(published) == [(1,)], what="the published run")

    reviewer = people.sign_in(real_site, "reviewer@example.org", language="en")
    reviewer.goto("/dashboard/")
    expect(reviewer.locator("main .light").first).to_be_visible()
    reviewer.locator("main a[href*='/figures/actual']").first.click()
    reviewer.wait_for_load_state()
    expect(reviewer.locator("main")).to_contain_text(ENTERPRISE)
    expect(reviewer.locator("main")).to_contain_text("100")
