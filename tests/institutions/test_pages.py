"""Majors and training bases as pages and in the API; what is another's is not there."""

import re
import uuid
from datetime import date

import pytest

from institutions.lookups import hosts
from institutions.models import Major, TrainingBase
from tests.factories.accounts import make_organisation, make_region
from tests.factories.institutions import make_base, make_catalogue_major, make_major

pytestmark = pytest.mark.django_db
REFUSED = 409


@pytest.fixture
def major(administrator) -> Major:
    return make_major(administrator.organisation)


@pytest.fixture
def base(administrator, liaison, major) -> TrainingBase:
    return make_base(administrator.organisation, host=liaison.organisation, majors=[major])


def test_lists_and_details(administrator, reviewer, major, base):
    for member in (administrator, reviewer):
        for path in ("/majors/", f"/majors/{major.pk}/", "/training-bases/", f"/training-bases/{base.pk}/"):
            answer = member.client.get(path)
            assert answer.status_code == 200, path
            assert "Page not found" not in answer.content.decode()
    assert "数控技术" in administrator.client.get("/majors/?state=open&q=数控").content.decode()
    assert "数控技术" not in administrator.client.get("/majors/?state=closed").content.decode()


@pytest.mark.parametrize("person", ["colleague_administrator", "other_liaison", "other_reviewer"])
def test_what_is_not_ones_own_is_not_there(request, person, major, base):
    client = request.getfixturevalue(person).client
    for path in (f"majors/{major.pk}/", f"training-bases/{base.pk}/"):
        for root in ("/", "/api/v1/"):
            assert client.get(f"{root}{path}").status_code == 404
    for path in (f"/majors/{major.pk}/close/", f"/training-bases/{base.pk}/change-state/"):
        assert client.post(path, {"on": "2026-11-20", "state": "dormant"}).status_code == 404
        assert client.post(f"/api/v1{path}", {"on": "2026-11-20", "state": "dormant"}).status_code == 404
    assert "数控技术" not in client.get("/majors/").content.decode()
    assert base.name not in b"".join(client.get("/training-bases/?export=csv")).decode("utf-8-sig")


def test_a_host_sees_its_base_and_may_not_touch_it(liaison, base):
    assert liaison.client.get(f"/training-bases/{base.pk}/").status_code == 200
    assert liaison.client.get(f"/training-bases/{base.pk}/edit/").status_code == 403
    answer = liaison.client.post(f"/training-bases/{base.pk}/change-state/", {"state": "dormant", "on": "2026-11-20"})
    assert answer.status_code == 403


def test_opening_a_major_by_code_or_name(administrator):
    make_catalogue_major("460103", "数控技术")
    assert administrator.client.get("/majors/open/").status_code == 200
    first, again = (
        administrator.client.post("/majors/open/", {"catalogue": typed, "on": "2026-09-01"})
        for typed in ("460103", "数控技术")
    )
    assert (first.status_code, again.status_code) == (302, REFUSED)
    assert Major.objects.with_state().get().state == "open"
    assert "open already" in again.content.decode()


def test_a_form_that_comes_back_keeps_what_was_entered(administrator):
    answer = administrator.client.post(
        "/majors/open/", {"catalogue": "不存在的专业", "on": "2026-09-01", "name": "我们的"}
    )
    page = answer.content.decode()
    assert answer.status_code == REFUSED
    assert "Nothing is called" in page
    assert "我们的" in page
    assert "2026-09-01" in page


def test_a_double_click_opens_one_major(administrator):
    make_catalogue_major()
    post = {"catalogue": "460103", "on": "2026-09-01", "submission": str(uuid.uuid4())}
    first, second = (administrator.client.post("/majors/open/", post) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Major.objects.count() == 1


def test_closing_a_major(administrator, major):
    early = administrator.client.post(f"/majors/{major.pk}/close/", {"on": "2020-01-01"})
    assert early.status_code == REFUSED
    assert "before the day" in early.content.decode()
    administrator.client.post(f"/majors/{major.pk}/close/", {"on": "2026-11-20"})
    assert Major.objects.with_state().get().state == "closed"


def base_input(host, **changes) -> dict:
    facts = {"name": "新基地", "host": host, "region": "340200", "places": "30", "state": "active", "on": "2026-03-01"}
    return facts | changes


def test_adding_and_editing_a_base(administrator, liaison, major):
    make_region("340200")
    client = administrator.client
    assert client.get("/training-bases/add/").status_code == 200
    answer = client.post("/training-bases/add/", base_input(liaison.organisation.name, majors=[major.pk]))
    assert answer.status_code == 302, answer.content.decode()
    base = TrainingBase.objects.with_state().get()
    assert (base.state, base.host, list(base.majors.all())) == ("active", liaison.organisation, [major])

    page = client.get(f"/training-bases/{base.pk}/edit/").content.decode()
    assert f"{liaison.organisation.pk} {liaison.organisation.name_en}" in page
    edited = base_input(f"{liaison.organisation.pk} 任何", places="55")
    assert client.post(f"/training-bases/{base.pk}/edit/", edited).status_code == 302
    base.refresh_from_db()
    assert (base.places, base.majors.count()) == (55, 0)


def test_an_edit_keeps_the_majors_that_have_closed_since(administrator, liaison, major):
    make_region("340200")
    base = make_base(administrator.organisation, host=liaison.organisation, majors=[major])
    administrator.client.post(f"/majors/{major.pk}/close/", {"on": "2026-11-20"})

    page = administrator.client.get(f"/training-bases/{base.pk}/edit/").content.decode()
    chosen = re.findall(r'name="majors" value="(\d+)"[^>]*checked', page)
    answer = administrator.client.post(
        f"/training-bases/{base.pk}/edit/", base_input(f"{liaison.organisation.pk}", majors=chosen)
    )

    assert answer.status_code == 302, answer.content.decode()
    assert list(base.majors.all()) == [major]
    assert 'name="majors"' not in administrator.client.get("/training-bases/add/").content.decode(), (
        "no new base gets it"
    )


def test_a_name_that_begins_with_a_number_is_no_key(administrator, liaison):
    named = make_organisation("enterprise")
    named.name = f"{liaison.organisation.pk} 同城科技"
    named.save()
    assert hosts().find(f"{liaison.organisation.pk} 同城") == [named]
    assert hosts().find(f"{liaison.organisation.pk} {liaison.organisation.name}") == [liaison.organisation]


def test_a_host_that_has_ended_is_no_choice_of_the_api(administrator, liaison):
    liaison.organisation.ended_on = date(2026, 1, 1)
    liaison.organisation.save()
    sent = {"name": "基地", "host": str(liaison.organisation.public_id), "state": "proposed", "on": "2026-03-01"}
    assert administrator.client.post("/api/v1/training-bases/", sent).status_code == 400


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"host": ""}, "needs a host"),
        ({"region": "999999"}, "Nothing is called"),
        ({"places": "-1"}, "greater than or equal to 0"),
        ({"name": ""}, "required"),
        ({"state": "withdrawn"}, "not one of the available choices"),
    ],
)
def test_what_a_base_needs_is_said_beside_its_field(administrator, liaison, changes, word):
    make_region("340200")
    answer = administrator.client.post("/training-bases/add/", base_input(liaison.organisation.name) | changes)
    assert answer.status_code == REFUSED
    assert word in answer.content.decode()
    assert not TrainingBase.objects.exists()


def test_majors_of_another_college_cannot_be_chosen(administrator, colleague_administrator, liaison):
    make_region("340200")
    foreign = make_major(colleague_administrator.organisation)
    page = base_input(liaison.organisation.name, majors=[foreign.pk])
    assert administrator.client.post("/training-bases/add/", page).status_code == REFUSED
    sent = {"name": "基地", "is_on_campus": True, "majors": [foreign.pk], "state": "active", "on": "2026-03-01"}
    assert administrator.client.post("/api/v1/training-bases/", sent).status_code == 400
    assert not TrainingBase.objects.exists()


def test_the_state_moves_on(administrator, base):
    administrator.client.post(f"/training-bases/{base.pk}/change-state/", {"state": "dormant", "on": "2026-11-20"})
    assert TrainingBase.objects.with_state().get().state == "dormant"
    page = administrator.client.get(f"/training-bases/{base.pk}/").content.decode()
    assert "Dormant" in page
    assert "Active" in page


@pytest.mark.parametrize("person", ["liaison", "reviewer", "mentor", "operator"])
@pytest.mark.parametrize("path", ["/majors/open/", "/training-bases/add/"])
def test_who_may_not_add(request, person, path):
    assert request.getfixturevalue(person).client.get(path).status_code == 403


def test_hosts_are_looked_up_by_those_who_need_them(administrator, liaison):
    found = administrator.client.get("/lookup/hosts/", {"q": liaison.organisation.name_en}).json()["options"]
    assert [option["value"].split()[0] for option in found] == [str(liaison.organisation.pk)]
    assert liaison.client.get("/lookup/hosts/?q=a").status_code == 403


class TestApi:
    def test_majors(self, administrator):
        make_catalogue_major()
        client = administrator.client
        made = client.post("/api/v1/majors/", {"catalogue": "460103", "on": "2026-09-01"})
        assert made.status_code == 201, made.content
        assert made.json()["state"] == "open"
        again = client.post("/api/v1/majors/", {"catalogue": "460103", "on": "2026-09-01"})
        assert again.status_code == REFUSED
        assert again.json()["errors"][0]["code"] == "major_is_open"
        closed = client.post(f"/api/v1/majors/{made.json()['id']}/close/", {"on": "2026-10-01"})
        assert closed.json()["state"] == "closed"

    def test_training_bases(self, administrator, liaison):
        make_region("340200")
        client = administrator.client
        sent = {
            "name": "API 基地",
            "host": str(liaison.organisation.public_id),
            "region": "340200",
            "places": 12,
            "state": "proposed",
            "on": "2026-03-01",
        }
        made = client.post("/api/v1/training-bases/", sent)
        assert made.status_code == 201, made.content
        path = f"/api/v1/training-bases/{made.json()['id']}/"
        refused = client.post(f"{path}change-state/", {"state": "active", "on": "2026-04-01"})
        assert refused.json()["errors"][0]["code"] == "base_state_not_next"
        moved = client.post(f"{path}change-state/", {"state": "recognised", "on": "2026-04-01"})
        assert moved.json()["state"] == "recognised"
        change = {"name": "改名", "host": sent["host"], "places": 5}
        put = client.put(path, change, content_type="application/json")
        assert (put.status_code, put.json()["name"]) == (200, "改名")
        no_host = client.post("/api/v1/training-bases/", sent | {"host": None, "name": "又一个"}, "application/json")
        assert no_host.json()["errors"][0]["attr"] == "host"

    @pytest.mark.parametrize("person", ["liaison", "reviewer", "mentor"])
    def test_who_may_not_add(self, request, person):
        make_catalogue_major()
        client = request.getfixturevalue(person).client
        answer = client.post("/api/v1/majors/", {"catalogue": "460103", "on": "2026-09-01"})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "not_allowed")

    def test_the_register_of_colleges(self, liaison, administrator):
        code = administrator.organisation.college.school_code
        assert liaison.client.get(f"/api/v1/colleges/{code}/").json()["region"] == "340200"
        assert liaison.client.get("/colleges/").status_code == 200


def test_queries_do_not_grow_with_bases(administrator, liaison, django_assert_max_num_queries):
    for _ in range(2):
        make_base(administrator.organisation, host=liaison.organisation)
    administrator.client.get("/training-bases/")
    with django_assert_max_num_queries(14):
        administrator.client.get("/training-bases/")
    for _ in range(8):
        make_base(administrator.organisation, host=liaison.organisation)
    with django_assert_max_num_queries(14):
        administrator.client.get("/training-bases/")


class TestThePageOfACollege:
    def test_it_counts_what_one_sees_and_leads_there(self, administrator, colleague_administrator, base):
        make_major(colleague_administrator.organisation)
        page = administrator.client.get("/college/")
        counts = {entry.url: entry.count for entry in page.context["entries"]}
        assert (counts["/majors/"], counts["/training-bases/"]) == (1, 1)
        assert str(administrator.organisation.name) in page.content.decode()

    def test_a_host_finds_only_what_it_may(self, liaison, base):
        urls = [entry.url for entry in liaison.client.get("/college/").context["entries"]]
        assert "/training-bases/" in urls
        assert "/majors/" not in urls

    @pytest.mark.parametrize("path", ["/college/", "/majors/", "/training-bases/add/"])
    def test_the_header_says_where_one_is(self, administrator, path):
        entries = administrator.client.get(path).context["navigation"]
        assert [entry.url for entry in entries if entry.is_current] == ["/college/"]

    def test_the_register_is_another_place(self, administrator):
        entries = administrator.client.get("/colleges/").context["navigation"]
        assert [entry.url for entry in entries if entry.is_current] == []
