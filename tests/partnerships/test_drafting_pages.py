"""Pages that help to write terms: the library, the wizard, how complete it is, what the mode requires."""

import re

import pytest
from django.urls import reverse

from partnerships import terms as t
from partnerships.completeness import ClauseState
from partnerships.models import Agreement
from partnerships.selectors import completeness_of, findings_of, terms_of
from partnerships.terms.values import AgreementKind, AgreementMode
from tests.factories.accounts import TODAY
from tests.factories.partnerships import ANSWERS, make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
FORM = {name: {True: "yes", False: "no"}.get(value, value) for name, value in ANSWERS.items()}


def url(agreement, section="") -> str:
    if not section:
        return reverse("partnerships:agreement-wizard", args=[agreement.pk])
    return reverse("partnerships:agreement-terms", args=[agreement.pk, section])


def hidden(page, name) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def test_a_wording_is_shown_before_anything_is_saved(administrator):
    agreement = make_agreement(administrator.organisation, exit=None)
    page = administrator.client.get(url(agreement, "exit"), {"library": "EXIT-TALENT@1"}).content.decode()
    assert 'value="90"' in page
    assert hidden(page, "library") == "EXIT-TALENT@1"
    assert terms_of(Agreement.objects.get()).exit is None

    answers = {"library": "EXIT-TALENT@1", "seen": hidden(page, "seen"), "notice_days": "90", "cure_days": "30",
               "survives": ["students"], "students": "他们完成本学期。", "save": "1"}  # fmt: skip
    assert administrator.client.post(url(agreement, "exit"), answers).status_code == 302
    assert terms_of(Agreement.objects.get()).sources == {"exit": "EXIT-TALENT@1"}
    page = administrator.client.get(url(agreement, "exit")).content.decode()
    assert "EXIT-TALENT" not in page.split("<details")[0]  # people see its title, not its code
    assert re.search(r"Changed:\s+What goes on after the end, ", page)


def test_an_unknown_wording_shows_the_section_as_it_is(administrator):
    agreement = make_agreement(administrator.organisation)
    page = administrator.client.get(url(agreement, "exit"), {"library": "EXIT-NONE@7"})
    assert page.status_code == 200
    assert 'value="30"' in page.content.decode()


def test_the_wizard_shows_the_pattern_and_saves_on_the_second_press(administrator):
    agreement = make_agreement(administrator.organisation)
    refused = administrator.client.post(url(agreement), {**FORM, "inventor": ""})
    assert refused.status_code == 400

    shown = administrator.client.post(url(agreement), FORM).content.decode()
    assert "option to an exclusive licence" in shown
    assert terms_of(Agreement.objects.get()).licences is None

    assert administrator.client.post(url(agreement), {**FORM, "use": "1"}).status_code == 302
    terms = terms_of(Agreement.objects.get())
    assert terms.sources == {"ip": "IP-COLLEGE@1", "licences": "LICENCE-OPTION@1", "enforcement": "DEFEND-BOTH@1"}


def test_completeness_counts_weights_and_names_what_is_open(administrator):
    agreement = make_agreement(administrator.organisation, exit=None, dispute=t.Dispute(), data=t.NotApplicable("None"))
    found = completeness_of(terms_of(agreement), findings_of(agreement, on=TODAY), on=TODAY)
    states = {item.name: item.state for item in found.items}
    assert states["exit"] is ClauseState.MISSING
    assert states["dispute"] is ClauseState.INCOMPLETE
    assert states["data"] is ClauseState.JUSTIFIED
    assert states["goals"] is ClauseState.STATED
    whole = sum(item.weight for item in found.items)
    assert round(found.share * whole) == whole - sum(item.weight for item in found.open)

    page = administrator.client.get(reverse("partnerships:agreement-check", args=[agreement.pk])).content.decode()
    assert f"{float(found.share):.0%} complete" in page
    assert "Exit</a> · Missing" in page


def test_what_the_mode_requires_is_asked_for(administrator):
    agreement = make_agreement(administrator.organisation, kind=AgreementKind.TALENT)
    assert "/terms/setting/" not in administrator.client.get(url(agreement, "goals")).content.decode()

    basics = {"title": "T", "kind": "talent", "mode": AgreementMode.CLOUD.value, "starts_on": "2027-01-01",
              "ends_on": "2029-01-01"}  # fmt: skip
    assert administrator.client.post(url(agreement, "basics"), basics).status_code == 302
    page = administrator.client.get(url(agreement, "setting")).content.decode()
    assert all(f'name="{name}"' in page for name in ("platform", "sessions", "hours"))
    assert 'name="premises"' not in page
    assert {found.rule for found in findings_of(Agreement.objects.get(), on=TODAY)} == {"MD-01"}
