"""An agreement from its wizard to its renewal, by an administrator in English and an enterprise in Chinese: rules met,
signed by link and on paper, amended and signed again, checked by anybody, lapsed, renewed; refused; a contact mended
after a signature; ended for a breach and settled.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from core import clock
from partnerships.settlement import unamortised
from tests.browser.hands import Hands
from tests.processes import Site

pytestmark = pytest.mark.browser
ENTERPRISE = "云岭精密传动有限公司"
RESEARCH, TALENT = "高精度减速器联合研发协议", "精密减速器人才联合培养协议"  # of the demo: signed by one side; in force
SCAN = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ANSWERS = {
    "inventor": "both", "separable": "no", "payer": "both", "public_money": "no", "background": "college",
    "exclusive": "no", "owns_later": "no", "other_industries": "yes", "teaches": "yes", "secret": "no",
    "defender": "both", "fee_payer": "college",
}  # fmt: skip
FROM_THE_LIBRARY = (
    "goals", "disclosure", "data", "benefit", "risks", "insurance", "emergency", "safety", "review", "exit", "dispute",
)  # fmt: skip
BENCH_ACCEPTED_DAYS_AGO = 204  # of 480,000, written off over five years; the college keeps it
WORDING = {"risks": "RISK-RESEARCH"}  # of the other sections the first one
NIGHT = """
from datetime import date
from accounts.actors import Actor
from partnerships import services
night, on = Actor.system("night"), date.fromisoformat("{on}")
for step in ("settle_obligations", "end_agreements", "expire_agreements"):
    print(step, getattr(services, step)(actor=night, on=on))
"""


@pytest.fixture(scope="module")
def served(own_site) -> Site:
    """The demo with its worker, which mails and makes the signed files."""
    own_site.start("worker")
    return own_site


@pytest.fixture
def administrator(served, people) -> Page:
    return people.sign_in(served, "administrator@demo.example", language="en")


@pytest.fixture
def liaison(served, people) -> Page:
    return people.sign_in(served, "liaison@demo.example", language="zh-hans", width=390)


def says(page: Page, *words: str) -> None:
    """The page shows the words."""
    for word in words:
        expect(page.locator("main")).to_contain_text(word)


def found(page: Page, title: str) -> str:
    """The address of an agreement by its title."""
    page.goto(f"/agreements/?q={title}")
    return page.locator("main tbody a", has_text=title).first.get_attribute("href")


def drafted(page: Page, hands: Hands, title: str, *, starts_on: date, ends_on: date) -> str:
    """A draft on joint research: the clauses on rights by the wizard, the others from the library. Its address."""
    page.goto("/agreements/new/")
    hands.write("find", ENTERPRISE[:4])
    hands.press("button.main")
    hands.press("a[href*='with=']")
    hands.write("title", title)
    hands.select("kind", "joint_research")
    hands.day("starts_on", starts_on)
    hands.day("ends_on", ends_on)
    hands.press("button.main")
    agreement = re.search(r"/agreements/\d+/", page.url).group()

    page.goto(f"{agreement}wizard/")
    for name, answer in ANSWERS.items():
        hands.choose(name, answer)
    hands.press("button.main")
    says(page, "Both own jointly, by parts")
    hands.press("button[name='use']")

    for section in FROM_THE_LIBRARY:
        page.goto(f"{agreement}terms/{section}/")
        page.locator("main details:has(a[href^='?library=']) summary").click()
        hands.press(f"a[href^='?library={WORDING.get(section, '')}']")
        hands.press("form button.main")
    page.goto(f"{agreement}terms/obligations/")
    enterprise, college = keys(page, "items_0_debtor")
    hands.select("items_0_debtor", enterprise)
    hands.select("items_0_creditor", college)
    hands.write("items_0_title", "试验台交付")
    hands.write("items_0_criteria", "双方签署验收单")
    hands.day("items_0_due_on", starts_on + timedelta(days=10))
    hands.write("items_0_answer_days", "15")
    hands.select("items_0_silence", "accepted")
    hands.press("form button.main")
    return agreement


def keys(page: Page, name: str) -> tuple[str, str]:
    """The keys of the enterprise and of the college, as a list offers them."""
    options = page.locator(f"main select[name='{name}'] option").evaluate_all(
        "all => all.map(one => [one.value, one.textContent])"
    )
    enterprise = next(value for value, text in options if ENTERPRISE in text)
    return enterprise, next(value for value, _text in options if value and value != enterprise)


def sent(page: Page, hands: Hands, agreement: str) -> None:
    """Sent to signature; each warning gets its reason."""
    page.goto(f"{agreement}check/")
    says(page, "No rule stands against sending this.")
    for box in page.locator("main form[action$='/send/'] textarea").all():
        box.fill("It is known to both sides.")
    hands.press("form[action$='/send/'] button.main")
    says(page, "In signature")


def mailed_link(site: Site, email: str) -> str:
    """The way to sign that was mailed last."""

    def letters() -> list[str]:
        texts = (file.read_text() for file in sorted((site.folder / "mail").glob("*.log")))
        return [text for text in texts if f"To: {email}" in text and "/links/" in text]

    site.wait_for(lambda: bool(letters()), what="the mail with the link")
    return re.search(r"/links/[\w=-]+/", letters()[-1].replace("=\n", "")).group()


def test_from_the_wizard_to_the_renewal(served, people, administrator, liaison):
    page, hands, today = administrator, Hands(administrator, keyboard=False), clock.today()
    title, ends_on = "减速器寿命联合研究协议", today + timedelta(days=200)
    agreement = drafted(page, hands, title, starts_on=today, ends_on=ends_on)
    sent(page, hands, agreement)

    page.goto(agreement)
    page.locator("main details:has(form[action*='send-link']) summary").first.click()
    page.locator("main [name='link-name']:visible").fill("陆明")
    page.locator("main [name='link-email']:visible").fill("lu@example.org")
    hands.press("form[action*='send-link'] button")
    stranger = people.browser.new_context(
        base_url=served.address, locale="zh-CN", viewport={"width": 390, "height": 900}
    )
    people.open.append(stranger)
    guest = stranger.new_page()
    guest.goto(mailed_link(served, "lu@example.org"))
    says(guest, title)
    with guest.expect_navigation():
        guest.locator("main form:has([name='act'][value='sign']) button").click()

    page.goto(agreement)
    says(page, "陆明")
    hands.press("a[href*='/paper/']")
    hands.write("signer", "顾明远")
    hands.day("signed_on", today)
    page.locator("main [name='scan']").set_input_files(
        {"name": "sheet.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    )
    hands.press("button.main")
    page.goto(agreement)
    says(page, "In force", "on paper")
    liaison.goto(agreement)
    says(liaison, "生效", "纸质")

    amended(page, liaison, hands, agreement)
    checked_by_anybody(served, page, guest, agreement)

    served.python(NIGHT.format(on=(today + timedelta(days=60)).isoformat()))
    page.goto(f"{agreement}progress/")
    says(page, "Lapsed")
    page.goto(f"{agreement}life/")
    hands.press("form[action$='/renew/'] button")
    says(page, title)
    renewal = re.search(r"/agreements/\d+/", page.url).group()
    assert renewal != agreement
    page.goto(f"{renewal}terms/basics/")
    expect(page.locator("main [name='starts_on']")).to_have_value((ends_on + timedelta(days=1)).isoformat())
    served.python(NIGHT.format(on=(ends_on + timedelta(days=1)).isoformat()))
    liaison.goto(agreement)
    says(liaison, "到期")


def amended(page: Page, liaison: Page, hands: Hands, agreement: str) -> None:
    """A longer notice, signed by both on the site: the enterprise reads old beside new in Chinese."""
    page.goto(agreement)
    hands.press("form[action$='/amend/'] button")
    amendment = re.search(r"/agreements/\d+/", page.url).group()
    page.goto(f"{amendment}terms/exit/")
    hands.write("notice_days", "77")
    hands.press("form button.main")
    sent(page, hands, amendment)
    page.goto(f"{amendment}sign/")
    hands.press("form:has([name='act'][value='sign']) button")
    liaison.goto(f"{amendment}sign/")
    says(liaison, "77天")
    with liaison.expect_navigation():
        liaison.locator("main form:has([name='act'][value='sign']) button").click()
    page.goto(agreement)
    says(page, "77 days", "Version 2")


def checked_by_anybody(site: Site, page: Page, guest: Page, agreement: str) -> None:
    """The signed file of the version that holds, and the page where anybody checks it, without an account."""
    site.wait_for(lambda: "Version 2," in page.goto(agreement).text(), what="the signed file of the amended terms")
    address = page.locator("main dt a", has_text="Version 2").first.get_attribute("href")
    file = page.request.get(address)
    assert file.body().startswith(b"%PDF")
    check = page.locator("main a[href^='/check/']").get_attribute("href")
    guest.goto(check)
    says(guest, ENTERPRISE)
    guest.locator("main input[type='file']").set_input_files(
        {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": file.body()}
    )
    with guest.expect_navigation():
        guest.locator("main form:has(input[type='file']) button").click()
    says(guest, "本协议有效，已作变更", "这是第2版的已签署文件，未经改动")


def test_a_contact_is_mended_after_a_signature_and_then_the_enterprise_refuses(administrator, liaison):
    page, hands = administrator, Hands(administrator, keyboard=False)
    agreement = found(page, RESEARCH)
    page.goto(agreement)
    signed = page.locator("main code").all_inner_texts()
    page.goto(f"{agreement}terms/basics/")
    hands.write("parties_0", "顾明远 0551-1234567")
    hands.press("form button.main")
    page.goto(agreement)
    says(page, "顾明远 0551-1234567")
    assert page.locator("main code").all_inner_texts() == signed, "no signature is void and the digest is the same"

    liaison.goto(f"{agreement}sign/")
    liaison.locator("main details:has([name='reason']) summary").click()
    liaison.locator("main [name='reason']").fill("通知期须为九十天")
    with liaison.expect_navigation():
        liaison.locator("main form:has([name='reason']) button").click()
    assert liaison.goto(agreement).status == 404, "it is the college's draft again"
    page.goto(agreement)
    says(page, "Draft", "通知期须为九十天")


def test_ended_for_a_breach_and_settled(served, administrator, liaison):
    today, hands = clock.today(), Hands(liaison, keyboard=False)
    agreement = found(liaison, TALENT)
    liaison.goto(f"{agreement}life/")
    liaison.locator("main details:has([name='end-kind']) summary").click()
    hands.choose("end-kind", "breach")
    hands.select("end-at_fault", "college")
    last_on = today + timedelta(days=30)
    hands.day("end-last_on", last_on)
    hands.write("end-reason", "未按约定派出教师")
    hands.press("form:has([name='act'][value='end']) button")
    administrator.goto(f"{agreement}life/")
    says(administrator, "未按约定派出教师")

    assert "end_agreements 1" in served.python(NIGHT.format(on=(last_on + timedelta(days=1)).isoformat()))

    left = unamortised(Decimal(480_000), 5, today - timedelta(days=BENCH_ACCEPTED_DAYS_AGO), last_on)
    administrator.goto(f"{agreement}settlement/")
    says(administrator, "What is owed since the agreement ended", f"CNY {left:,.0f}")
    liaison.goto(f"{agreement}settlement/")
    says(liaison, f"{left:,.0f} 元")
    liaison.goto(agreement)
    says(liaison, "终止")
