"""Every page within reach of every role, wide and narrow, some in English and some in Chinese (which language a page is
in, tests/journeys/test_languages.py reads in both); and the states a walk does not meet: nothing found, nonsense in the
address, a form with errors, not allowed, not found, broken, dead links.
"""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import People
from tests.browser.inspection import NARROW, WIDE, bring_axe, problems, problems_wide_and_narrow, walk
from tests.journeys.site import COVERED
from tests.processes import Site

pytestmark = pytest.mark.browser

WINDOWS = [("en", WIDE), ("zh-hans", NARROW)]
ROLES = {"administrator": "en", "mentor": "zh-hans", "liaison": "en", "reviewer": "zh-hans", "operator": "en"}
# the same for everybody, so one role's walk is enough: shapes as tests.journeys.site.shape writes them
OF_EVERYBODY = {
    "/accounts/#fa/",
    "/accounts/#fa/totp/activate/",
    "/accounts/password/change/",
    "/accounts/password/reset/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/profile/",
    "/tokens/",
    "/notices/",
    "/notices/preferences/",
}
LISTS = {
    "administrator": [
        "/majors/", "/training-bases/", "/teachers/", "/equipment/", "/studios/", "/courses/", "/training-plans/",
        "/students/", "/graduate-outcomes/", "/yearly-returns/", "/curriculum-requests/",
        "/agreements/", "/obligations/", "/projects/", "/patents/", "/joint-applications/", "/governance-bodies/",
        "/internship-slots/", "/placements/", "/help-requests/", "/hosting-answers/", "/job-offers/",
    ],
    "reviewer": ["/enterprises/", "/questions/", "/runs/", "/colleges/", "/region-figures/"],
    "operator": ["/organisations/", "/jobs/", "/notices/", "/regions/", "/industries/", "/catalogue-majors/"],
}  # fmt: skip
NONSENSE = "?page=999&sort=zzz&state=x&region=qq&major=%F0%9F%9A%80&kind=%00"
ANSWER_NONSENSE = {"/agreements/", "/placements/", "/majors/", "/enterprises/", "/region-figures/", "/organisations/"}
FORMS = {
    "administrator": [
        "/majors/open/", "/training-bases/add/", "/teachers/add/", "/equipment/add/", "/studios/add/", "/courses/add/",
        "/training-plans/add/", "/students/enrol/", "/agreements/new/", "/projects/add/", "/patents/add/",
        "/joint-applications/add/", "/governance-bodies/add/", "/imports/", "/members/", "/tokens/",
    ],
    "liaison": [
        "/internship-slots/new/", "/internship-slots/several/", "/hosting-answers/new/", "/job-offers/new/",
        "/curriculum-requests/ask/", "/enterprise-years/record/", "/enterprises/register/", "/profile/",
    ],
    "reviewer": ["/region-figures/file/"],
    "operator": ["/organisations/new/", "/accounts/password/change/"],
}  # fmt: skip
EMPTY_FORM = """form => {
    for (const box of form.elements)
        if (!['hidden', 'submit', 'button', 'radio', 'checkbox', 'file'].includes(box.type)) box.value = '';
}"""


def told(wrong: dict[str, list[str]]) -> str:
    """A line for each page with something wrong."""
    return "\n".join(f"{address}: {'; '.join(found)}" for address, found in wrong.items())


def open_as(people: People, site: Site, role: str) -> Page:
    page = people.sign_in(site, f"{role}@demo.example", language=ROLES[role], width=WIDE)
    bring_axe(page.context)
    return page


@pytest.mark.parametrize("role", ROLES)
def test_every_page_within_reach(demo_site, people, role):
    page = open_as(people, demo_site, role)
    seen = {"/"} if role == "administrator" else {"/", *OF_EVERYBODY}
    wrong, pages = {}, 0
    covered = COVERED.get(role, ())
    for address, response in walk(page, seen, covered=covered):
        pages += 1
        found = problems_wide_and_narrow(page, response)
        if response.status != 200:
            found.append(f"status {response.status}")
        if found:
            wrong[address] = found

    assert pages > (3 if covered else 10), "the walk did not get anywhere"
    assert not wrong, told(wrong)


@pytest.mark.parametrize("role", LISTS)
def test_lists_with_nothing_in_them_and_with_nonsense_asked(demo_site, people, role):
    page = open_as(people, demo_site, role)
    wrong = {}
    for address in LISTS[role]:
        for query in ("?q=zzzqqq", NONSENSE) if address in ANSWER_NONSENSE else ("?q=zzzqqq",):
            response = page.goto(address + query)
            found = problems_wide_and_narrow(page, response)
            if response.status != 200:
                found.append(f"status {response.status}")
            if found:
                wrong[address + query] = found

    assert not wrong, told(wrong)


@pytest.mark.parametrize("role", FORMS)
def test_forms_with_errors(demo_site, people, role):
    page = open_as(people, demo_site, role)
    wrong = {}
    for address in FORMS[role]:
        page.goto(address)
        form = page.locator("main form:has(button.main)").last
        form.evaluate(EMPTY_FORM)
        form.locator("button.main").last.click()
        page.wait_for_load_state()
        expect(page.locator("main .summary").first, address).to_be_focused()
        if found := problems_wide_and_narrow(page):
            wrong[address] = found

    assert not wrong, told(wrong)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_refusals(demo_site, people, language):
    page = people.sign_in(demo_site, "mentor@demo.example", language=language)
    bring_axe(page.context)
    wrong = {}
    for address, status in {
        "/majors/open/": 403,
        "/governance-bodies/add/": 403,
        "/internship-slots/new/": 403,
        "/region-figures/file/": 403,
        "/agreements/999999/": 404,
        "/no/such/page/": 404,
        "/invitations/dead/": 404,
        "/links/dead/": 404,
    }.items():
        response = page.goto(address)
        assert response.status == status, address
        if found := problems_wide_and_narrow(page, response):
            wrong[address] = found

    assert not wrong, told(wrong)


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_before_signing_in(demo_site, browser, language, width):
    locale = "en-GB" if language == "en" else "zh-CN"
    with browser.new_context(base_url=demo_site.address, viewport={"width": width, "height": 800}, locale=locale) as c:
        bring_axe(c)
        page = c.new_page()
        wrong = {}
        for address in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/invitations/dead/"):
            response = page.goto(address)
            if found := problems(page, response):
                wrong[address] = found
        page.goto("/accounts/login/")
        page.fill("input[name=login]", "nobody@example.org")
        page.fill("input[name=password]", "not the password")
        page.locator("main button[type=submit]").click()
        expect(page.locator("main .summary")).to_be_visible()
        if found := problems(page):
            wrong["wrong password"] = found

    assert not wrong, told(wrong)


def test_pages_of_failure(demo_site, browser):
    """They are rendered without a request; here in the place of an answer."""
    templates = ["400.html", "403_csrf.html", "500.html", "503.html"]
    bodies = demo_site.python(
        "import json; from django.template.loader import render_to_string\n"
        f"print(json.dumps([render_to_string(name, {{'request_id': '4c21'}}) for name in {templates!r}]))"
    )
    for template, body in zip(templates, json.loads(bodies), strict=True):
        found = problems_of_failure(browser, demo_site, body)
        assert not found, (template, found)


def problems_of_failure(browser: Browser, site: Site, body: str) -> list[str]:
    with browser.new_context(base_url=site.address, locale="en-GB") as context:
        bring_axe(context)
        page = context.new_page()
        page.route("**/broken/", lambda route: route.fulfill(status=500, body=body, content_type="text/html"))
        found = []
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto("/broken/")
            found += [f"at {width}: {text}" for text in problems(page)]
    return found


def test_the_inspection_sees_what_is_wrong(browser):
    with browser.new_context(viewport={"width": NARROW, "height": 800}) as context:
        bring_axe(context)
        page = context.new_page()
        page.route("**/*", lambda route: route.fulfill(body=BROKEN, content_type="text/html"))
        found = problems(page, page.goto("http://broken.example/"))

    assert any(text.startswith("image-alt") for text in found), found
    assert any(text.startswith("color-contrast") for text in found), found
    assert "the page scrolls sideways" in found
    assert any(text.startswith("content policy") for text in found), found
    assert any(text.startswith("weight") for text in found), found


BROKEN = f"""<!doctype html><html lang="en"><title>Broken</title><main><h1>Broken</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="><p style="color:#ccc;width:900px">faint</p></main>
<!-- {"x" * 300_000} --></html>"""
