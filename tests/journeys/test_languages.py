"""Both languages are complete: no Han outside lang="zh…" on English pages, no Latin words on Chinese ones."""

import re

import pytest

from tests.factories.accounts import Member
from tests.journeys.site import COVERED, Page, walk

pytestmark = [pytest.mark.django_db, pytest.mark.once_sqlite]

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
# what stays Latin in Chinese text: names of formats and standards, codes, addresses, what people typed
ALLOWED = re.compile(
    r"https?://\S+|/\S*|\S+@\S+|\b[A-Z]{1,4}(/T)?[ -]?\d[\w.-]*|\b[0-9a-f]{4,64}\b|\brh_\w+"
    r"|\b[0-9A-HJ-NPQRTUWXY]{18}\b"  # a unified social credit code
    r"|\b(xlsx|csv|MB|YAML|PDF|CSV|Excel|API|SHA-256|TOTP|Ronghe|OpenAPI|QR|UTF-8|GB18030|XLSX|IP|ID|KTV|GB|BLOCK|GATE|WARN|HINT)\b"
)


def foreign_text(page: Page, *, language: str) -> list[str]:
    """Text of a page that is neither in its language nor marked as another."""
    found = []
    for lang, text in page.texts:
        if language == "en" and not lang.startswith("zh"):
            found += HAN.findall(text)
        if language == "zh-hans" and not lang.startswith("en"):
            found += LATIN.findall(ALLOWED.sub(" ", text))
    return found


def speak(member: Member, language: str) -> None:
    member.user.language = language
    member.user.save(update_fields=["language"])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", ["administrator", "liaison", "reviewer", "operator", "mentor"])
def test_every_page_within_reach_is_in_one_language(demo, role, language):
    member = demo[role]
    speak(member, language)

    wrong, pages = {}, 0
    for page in walk(member.client, covered=COVERED.get(role, ())):
        pages += 1
        if texts := foreign_text(page, language=language):
            wrong[page.url] = texts[:12]

    assert pages > 3, "the walk did not get anywhere"
    assert not wrong, wrong


def test_the_check_sees_a_stray_word():
    page = Page("/")
    page.feed('<html lang="en"><p>Colleges 院校 <span lang="zh-Hans">融合</span></p></html>')
    assert foreign_text(page, language="en") == ["院校"]

    page = Page("/")
    page.feed('<html lang="zh-Hans"><p>导出 CSV，Submit 一次 <b lang="en">Ronghe</b></p></html>')
    assert foreign_text(page, language="zh-hans") == ["Submit"]
