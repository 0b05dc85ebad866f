"""The style page shows every component, to operators, in both languages, within a strict CSP."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
SHOWN_ELSEWHERE = {
    "_brand.html",  # in the header
    "_tools.html",
    "_messages.html",  # as notes
    "_filter_panel.html",  # on every list
    "_list.html",
    "_pagination.html",
    "table.html",
    "_lookup_scripts.html",  # in the head of pages whose fields suggest
}


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_ROLES = []


@pytest.fixture(params=["en", "zh-hans"])
def style_page(request, operator) -> str:
    operator.user.language = request.param
    operator.user.save()
    response = operator.client.get("/style/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_stands_in_its_language(style_page):
    language = re.search(r'<html lang="([^"]+)">', style_page)[1]

    assert language in {"en", "zh-Hans"}
    assert ("清河市" in style_page) is True
    if language == "en":
        outside = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', "", style_page, flags=re.DOTALL)
        assert not re.findall(r"[\u4e00-\u9fff]+", outside)


def test_nothing_is_inline(style_page):
    assert not re.search(r'\sstyle="|<style|\son[a-z]+="|javascript:', style_page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", style_page))


def test_every_link_into_the_page_has_its_target_and_every_id_is_one(style_page):
    ids = re.findall(r'\sid="([^"]+)"', style_page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', style_page)) <= set(ids)


def test_only_operators_see_it(administrator, reviewer):
    assert administrator.client.get("/style/").status_code == 403
    assert reviewer.client.get("/style/").status_code == 403


def test_the_page_uses_every_component():
    style = (TEMPLATES / "core/style.html").read_text()
    known = {path.name for path in (TEMPLATES / "components").glob("*.html")} - SHOWN_ELSEWHERE
    nested = {"_error_summary.html": "{{ form }}", "_form_section.html": "{{ form }}", "_spark.html": "_tile.html"}

    missing = {name for name in known if nested.get(name, name) not in style}
    assert not missing
