"""The catalogue of measures: whole in both languages, found by a word, linked from where a measure is used."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from core import wording
from evaluation.engine.measures import MEASURES, all_measures
from evaluation.selectors.catalogue import entries, entry, parts_of
from tests.evaluation.test_pages import text

pytestmark = pytest.mark.django_db
URL = "/measures/"


@pytest.mark.parametrize("code", sorted(MEASURES.names()))
def test_every_measure_is_told_whole_in_both_languages(code):
    """Title, unit, window, basis, every paragraph of its definition, source: no Latin word on the Chinese side."""
    with translation.override("en"):
        english = entry(MEASURES[code])
    with translation.override("zh-hans"):
        chinese = entry(MEASURES[code])

    for one in (english, chinese):
        assert all((one.title, one.says, one.unit, one.window, one.basis, one.source, *one.definition))
    assert len(english.definition) == len(chinese.definition) >= 1
    for told in (
        chinese.title,
        chinese.says,
        chinese.unit,
        chinese.window,
        chinese.basis,
        chinese.source,
        *chinese.definition,
    ):
        assert wording.has_han(told)
        assert not re.search(r"[A-Za-z]{3,}", told.replace("INT-019", "")), told


def test_a_docstring_falls_into_its_parts():
    told = "What it is.\n\nMore of it,\non two lines.\n\nBasis: where it\nstands.\nSource: a paper."

    assert parts_of(told) == (["What it is.", "More of it, on two lines."], "where it stands.", "a paper.")


def test_the_page_lists_all_and_finds_by_a_word(administrator, liaison):
    everything = text(administrator.client.get(URL))
    found = text(liaison.client.get(URL, {"q": "confirmed activity"}))
    nothing = text(liaison.client.get(URL, {"q": "zebra\x00"}))

    assert all(f'id="{measure.code}"' in everything for measure in all_measures())
    assert "figure.above_scale_enterprises" in everything
    assert 'id="active_partners"' in found
    assert 'id="studios_national"' not in found
    assert "No measure mentions these words" in nothing


def test_words_are_sought_in_the_language_of_the_page():
    with translation.override("zh-hans"):
        assert {one.code for one in entries("技能大师")} == {"studios_national", "studios_provincial"}


def test_a_figure_links_the_definition_of_what_it_counts(world, reviewer):
    html = text(reviewer.client.get(reverse("evaluation:region-figure", args=["340200", "actual_participation"])))

    assert "/measures/#active_partners" in html
    assert "/measures/#partners_in_force" in html


def test_the_api_says_definition_basis_and_source(administrator):
    told = administrator.client.get("/api/v1/measures/active_partners/").json()

    assert told["source"].startswith('"actual participation"')
    assert told["basis_text"] == "where the college that keeps the agreement stands."
    assert len(told["definition"]) == 2
