"""Tags and filters: the same fact reads right in both languages."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import translation

from core import wording
from core.charts import LightCount, Sparkline
from core.templatetags import ui

STATIC = Path(__file__).resolve().parent.parent.parent / "static"


@dataclass
class Thing:
    name: str
    name_en: str = ""


def shown(source: str, language: str = "en", query: str = "", **context) -> str:
    template = engines["django"].from_string(source)
    with translation.override(language):
        return template.render(context, RequestFactory().get(f"/{query}"))


@pytest.mark.parametrize(
    ("source", "english", "chinese"),
    [
        ("{{ day|date_long }}", "20 November 2026", "2026年11月20日"),
        ("{{ day|date_short }}", "20 Nov 2026", "2026年11月20日"),
        ("{{ moment|date_short }}", "20 Nov 2026, 00:30", "2026年11月20日 00:30"),
        ('{{ amount|money:"wan" }}', "CNY 122,664,000", "12,266.40 万元"),
        ("{{ amount|money }}", "CNY 122,664,000", "122,664,000 元"),
        ("{{ wage|money }}", "CNY 3,400.50", "3,400.50 元"),
        ('{{ wage|money:"figure" }}', "3,400.50", "3,400.50"),
        ("{{ 0.384|percent }}", "38.4%", "38.4%"),
        ("{{ 0.8|percent:0 }}", "80%", "80%"),
        ("{{ 1306|number }}", "1,306", "1,306"),
        ("{{ 1.8|signed:1 }}", "+1.8", "+1.8"),
        ("{{ loss|signed:1 }}", "−4.1", "−4.1"),
        ("{{ 0|signed }}", "0", "0"),
        ("{{ nothing|money }}{{ nothing|percent }}{{ nothing|date_long }}{{ nothing|number }}", "", ""),
    ],
)
def test_figures_and_dates(source, english, chinese):
    context = {
        "day": date(2026, 11, 20),
        "moment": datetime(2026, 11, 19, 16, 30, tzinfo=UTC),
        "amount": Decimal("122664000.00"),
        "wage": Decimal("3400.50"),
        "loss": Decimal("-4.1"),
        "nothing": None,
    }

    for language, expected in (("en", english), ("zh-hans", chinese)):
        assert re.sub(r"<[^>]+>", "", shown(source, language, **context)) == expected


def test_dates_and_amounts_do_not_break():
    assert shown("{{ day|date_long }}", day=date(2026, 11, 20)) == (
        '<time class="nobr" datetime="2026-11-20">20 November 2026</time>'
    )
    assert 'class="nobr"' in shown("{{ 3|money }}")


@pytest.mark.parametrize(
    ("thing", "english", "chinese"),
    [
        (
            Thing("清河市", "Qinghe"),
            'Qinghe <span class="other-name" lang="zh-Hans">清河市</span>',
            '清河市 <span class="other-name" lang="en">Qinghe</span>',
        ),
        (Thing("清河市"), '<span lang="zh-Hans">清河市</span> ', "清河市 "),
        (Thing("SAIC", "SAIC"), "SAIC ", '<span lang="en">SAIC</span> '),
        (None, " ", " "),
    ],
)
def test_names_say_their_language(thing, english, chinese):
    assert shown("{{ thing|name_of }} {{ thing|other_name }}", thing=thing) == english
    assert shown("{% name_of thing %} {% other_name thing %}", "zh-hans", thing=thing) == chinese


def test_what_people_wrote_is_escaped():
    assert shown("{{ text|as_written }}", text="<b>好</b>") == '<span lang="zh-Hans">&lt;b&gt;好&lt;/b&gt;</span>'
    assert "<b>" not in shown("{{ text|as_written_lines }}", text="<b>one</b>\ntwo")
    assert "<br>" in shown("{{ text|as_written_lines }}", text="one\ntwo")
    assert shown("{{ text|as_written }}", "zh-hans", text="2026-11-20") == "2026-11-20"


def test_a_light_has_a_shape_and_a_word():
    assert shown('{% light "red" %}') == (
        '<span class="light red"><svg class="ico" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#red"></use></svg>Red</span>'
    )
    assert shown('{% light "yellow" "Yellow, firm" %}').endswith("Yellow, firm</span>")
    for nothing in (None, "", "purple"):
        assert 'class="light grey"' in shown("{% light value %}", value=nothing)


def test_an_unknown_shape_is_an_error_of_the_page():
    with pytest.raises(TemplateSyntaxError, match="no state shape"):
        shown('{% state "Open" "circle" %}')
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        shown('{% icon "heart" %}')


def test_every_icon_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "img/icons.svg").read_text()))

    assert drawn == ui.ICONS


def test_every_submission_is_another_one():
    first, second = shown("{% submission %}"), shown("{% submission %}")

    assert re.fullmatch(r'<input type="hidden" name="submission" value="[0-9a-f-]{36}">', first)
    assert first != second


def test_a_changed_query_keeps_the_rest_and_begins_at_page_one():
    assert shown('{% query_with sort="-code" %}', query="?q=a%26b&page=3&export=csv") == "?q=a%26b&amp;sort=-code"
    assert shown("{% query_with page=4 %}", query="?q=x&page=3") == "?q=x&amp;page=4"
    assert shown("{% query_with q=None %}", query="?q=x") == "?"


def test_blocks_without_content_leave_nothing():
    assert shown("{% crumbs %} {% endcrumbs %}{% stamp %}\n{% endstamp %}") == ""
    assert '<ol class="crumbs"><li>a</li></ol>' in shown("{% crumbs %}<li>a</li>{% endcrumbs %}")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 16), "in 4 days"),
        (date(2026, 11, 19), "in 1 day"),
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 22), "2 days late"),
    ],
)
def test_how_far_a_day_is(on, words):
    assert wording.days_left(date(2026, 11, 20), on) == words


def test_a_sparkline_keeps_gaps_and_shares_its_scale():
    words = {"first_label": "a", "last_label": "b", "description": "c"}
    line = Sparkline([0, 50, None, 100, 999], low=0, high=100, limit=50, **words)

    assert list(line.lines) == ["4.0,86.0 73.0,46.0", "211.0,6.0 280.0,6.0"]
    assert line.limit_y == 46.0
    assert line.last == (280.0, 6.0)
    assert list(Sparkline([], low=0, high=1, **words).lines) == []
    assert Sparkline([1, None], low=0, high=1, **words).last is None
    assert list(Sparkline([1], low=1, high=1, **words).lines) == ["4.0,86.0 4.0,86.0"]


def test_drawings_are_written_with_points_in_every_language():
    spark = Sparkline([1.5, 2.5], low=0, high=3, limit=1.5, first_label="", last_label="", description="d")

    for language in ("en", "zh-hans", "de"):
        page = shown('{% include "components/_spark.html" %}', language, spark=spark)
        assert 'd="M0 46.0H284"' in page
        assert "style=" not in page


def test_a_change_is_unknown_where_nothing_was_known():
    assert LightCount("red", 2, 1).change == 1
    assert LightCount("grey", 1).change is None


def test_error_pages_need_no_request_and_do_not_tell_missing_from_foreign():
    for name in ("500.html", "503.html"):
        assert "<h1>" in engines["django"].get_template(name).render({"request_id": "abc"})
    template = engines["django"].get_template("404.html").template
    assert "exception" not in template.source
    assert "request_path" not in template.source


@pytest.mark.parametrize("path", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.name)
def test_styles_use_the_tokens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert len(text.splitlines()) <= 500
    if path.name != "tokens.css":
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", text)
        names = set(re.findall(r"var\((--rh-[a-z0-9-]+)", text))
        tokens = set(re.findall(r"(--rh-[a-z0-9-]+):", (STATIC / "css/tokens.css").read_text()))
        assert names <= tokens


def test_context_is_not_needed_for_plain_tags():
    assert engines["django"].from_string("{{ 3|number }}").template.render(Context()) == "3"
