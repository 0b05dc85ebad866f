"""Forms: every error is said twice, beside its field and in the summary that links to it; input is kept."""

import re
from dataclasses import dataclass

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from core.errors import DomainError, InvalidInput
from core.forms import Aside, PageForm, Section


class Inquiry(PageForm):
    sections = (Section("Who", ("name", "kind")), Section("What", ("share",), "In percent."))
    units = {"share": "%"}
    asides = {"share": Aside("The law says", "Equal parts.")}

    name = forms.CharField(label="Name", help_text="As on the <b>seal</b>", max_length=10)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect)
    share = forms.IntegerField(label="Share", required=False, max_value=100)
    agree = forms.BooleanField(label="I agree")
    ip_foreground_0_parts = forms.CharField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass
class Finding:
    field: str
    message: str
    blocks: bool = True


class Refused(DomainError):
    def __init__(self, findings):
        super().__init__("Refused")
        self.findings = findings


def filled(**changes) -> Inquiry:
    return Inquiry({"name": "Shen", "kind": "a", "share": "50", "agree": "on", "token": "t", **changes})


def test_a_good_form_has_no_summary():
    form = filled()

    assert form.is_valid()
    assert 'class="summary"' not in str(form)


def test_every_error_stands_beside_its_field_and_in_the_summary():
    page = str(filled(name="x" * 11, kind="z", share="160", agree=""))

    links = re.findall(r'<li><a href="#([^"]+)">', page)
    assert links == ["id_name", "id_kind_0", "id_share", "id_agree"]
    for link in links:
        assert f'id="{link}"' in page
    assert page.count('<p class="msg red">') == 4
    assert "There are 4 errors to correct on this page" in page
    assert page.index('class="summary"') < page.index("<section")
    assert "autofocus" in page


def test_errors_and_hints_are_tied_to_the_input():
    page = str(filled(name="x" * 11, share="160"))

    assert re.search(r'<input type="text" name="name"[^>]*aria-invalid="true"', page)
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext">As on the <b>seal</b>' in page
    assert 'id="id_name_error"' in page


def test_input_survives_an_error():
    page = str(filled(name="<Shen> & sons", share="abc", kind="b"))

    assert 'value="&lt;Shen&gt; &amp; sons"' in page
    assert 'value="abc"' in page
    assert re.search(r'value="b"[^>]* checked', page)
    assert 'name="token" value="t"' in page


def test_required_is_said_in_words_and_left_to_us():
    page = str(Inquiry())

    assert page.count('<span class="must">required</span>') == 3
    assert " required>" not in page.replace('class="must">required', "")
    assert not re.search(r"<input[^>]* required", page)


def test_groups_have_a_legend_units_a_suffix_and_the_law_stands_beside():
    page = str(Inquiry())

    assert re.search(r"<fieldset>\s*<legend>Kind", page)
    assert '<span aria-hidden="true">%</span>' in page
    assert '<aside class="law" role="note" aria-label="The law says"><b>The law says</b>Equal parts.</aside>' in page


@pytest.mark.parametrize(("day", "is_fine"), [("2026-11-20", True), ("0226-11-20", False), ("9999-12-31", False)])
def test_a_slip_in_a_year_is_noticed(day, is_fine):
    class Period(PageForm):
        starts_on = forms.DateField()

    form = Period({"starts_on": day})

    assert form.is_valid() == is_fine
    assert is_fine or "Check the year: it lies between 1900 and 2150." in str(form)


def test_sections_hold_their_fields_and_the_last_one_the_rest():
    who, what = Inquiry().bound_sections

    assert [field.name for field in who.fields] == ["name", "kind"]
    assert [field.name for field in what.fields] == ["share", "agree", "ip_foreground_0_parts"]
    assert str(Inquiry()).count('name="token"') == 1


def test_a_warning_does_not_stop_the_form():
    form = filled()
    form.warn("share", "Unusual.")

    assert form.is_valid()
    assert 'class="msg yellow"' in str(form)
    assert 'aria-describedby="id_share_warning"' in str(form)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("name", "name"),
        ("ip.foreground.0.parts", "ip_foreground_0_parts"),
        ("ip.foreground.0.parts.college", "ip_foreground_0_parts"),
        ("clauses.share", "share"),
        ("nowhere.at.all", NON_FIELD_ERRORS),
        (None, NON_FIELD_ERRORS),
    ],
)
def test_what_a_service_refuses_stands_beside_its_field(path, field):
    form = filled()
    form.add_refusal(InvalidInput("No.", field=path))

    assert form.errors == {field: ["No."]}
    assert "No." in str(form)


def test_findings_that_do_not_block_are_warnings():
    form = filled()
    form.add_refusal(Refused([Finding("name", "Bad."), Finding("share", "Odd.", blocks=False)]))

    assert form.errors == {"name": ["Bad."]}
    assert form.warnings == {"share": ["Odd."]}
    assert "Refused" not in str(form)


def test_any_form_gets_the_markup():
    class Plain(forms.Form):
        one = forms.CharField()

    page = str(Plain({}))

    assert 'href="#id_one"' in page
    assert page.count('class="field"') == 1
