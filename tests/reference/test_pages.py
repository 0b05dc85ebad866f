"""Lists, look-ups, rules: as pages and in the API."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from reference.models import Industry
from tests.factories.accounts import make_region
from tests.factories.institutions import make_catalogue_major

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def rows():
    make_region("340200")
    make_region("330200")
    make_region("429000", "省直辖县级行政区划", flag="placeholder")
    make_catalogue_major()
    Industry.objects.create(code="36", section="C", level="division", name="汽车制造业")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/regions/?level=prefecture&within=340000", "芜湖市"),
        ("/regions/?q=Wuhu", "340200"),
        ("/catalogue-majors/?q=数控", "460103"),
        ("/industries/?section=C", "汽车制造业"),
        ("/rules/", "Rules"),
    ],
)
def test_pages(outsider, liaison, path, word):
    answer = liaison.client.get(path)
    assert answer.status_code == 200
    assert word in answer.content.decode()


def test_a_region_list_is_filtered(liaison):
    page = liaison.client.get("/regions/?within=340000&level=prefecture").content.decode()
    assert "芜湖市" in page or "Wuhu" in page
    assert "330200" not in page


def test_pages_need_a_sign_in(client):
    for path in ("/regions/", "/catalogue-majors/", "/industries/", "/rules/", "/lookup/regions/?q=x"):
        assert client.get(path).status_code == 302


def test_an_export_holds_what_is_filtered(liaison):
    text = b"".join(liaison.client.get("/regions/?within=330000&export=csv")).decode("utf-8-sig")
    assert "330200" in text
    assert "340200" not in text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/lookup/regions/?q=wuhu", "340200 Wuhu"),
        ("/lookup/regions/?q=3402", "340200 Wuhu"),
        ("/lookup/majors/?q=数控", "460103 Numerical Control Technology"),
        ("/lookup/industries/?q=汽车", "36 汽车制造业"),
    ],
)
def test_look_ups_suggest(liaison, path, value):
    answer = liaison.client.get(path, headers=JSON).json()
    assert [option["value"] for option in answer["options"]] == [value]


@pytest.mark.parametrize("typed", ["", "   ", "省直辖"])
def test_look_ups_suggest_no_placeholder_and_nothing_for_nothing(liaison, typed):
    answer = liaison.client.get("/lookup/regions/", {"q": typed}, headers=JSON).json()
    assert answer == {"options": []}


def test_without_a_script_a_look_up_leads_to_the_list(liaison):
    answer = liaison.client.get("/lookup/majors/?q=数控", headers={"Accept": "text/html"}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/catalogue-majors/?q=")
    assert "460103" in answer.content.decode()


def test_an_unknown_look_up_is_not_found(liaison):
    assert liaison.client.get("/lookup/planets/?q=x", headers=JSON).status_code == 404


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("/api/v1/regions/?within=340000", ["340000", "340200"]),
        ("/api/v1/catalogue-majors/?level=college", ["460103"]),
        ("/api/v1/industries/?q=汽车", ["36"]),
    ],
)
def test_api(liaison, path, codes):
    answer = liaison.client.get(path)
    assert [row["code"] for row in answer.json()["results"]] == codes


def test_the_api_is_read_only(operator):
    assert operator.client.post("/api/v1/regions/", {"code": "1"}).status_code in {403, 405}


def test_rules_in_api_and_command(liaison):
    out = StringIO()
    call_command("rules", "--json", stdout=out)
    assert json.loads(out.getvalue()) == liaison.client.get("/api/v1/rules/").json()
    call_command("rules", stdout=StringIO())


def test_the_number_of_queries_does_not_grow(liaison, django_assert_max_num_queries):
    liaison.client.get("/regions/")
    with django_assert_max_num_queries(12):
        liaison.client.get("/regions/")


def test_a_rule_is_shown_with_what_fails_and_what_passes(liaison):
    page = " ".join(liaison.client.get("/rules/").content.decode().split())
    own = page[page.index('id="EX-01"') : page.index('id="EX-02"')]
    assert "State how many days before the end notice must be given." in own
    assert own.index("Fails") < own.index("Passes") < own.index("Exit · Notice period: 30 days")
