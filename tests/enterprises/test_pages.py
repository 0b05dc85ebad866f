"""The register and yearly facts as pages and in the API."""

import pytest

from enterprises.models import Enterprise, EnterpriseYear
from tests.factories.accounts import make_region

pytestmark = pytest.mark.django_db
BYD = "91440300192317458F"
REFUSED = 409


def page_of(member) -> str:
    return f"/enterprises/{member.organisation.public_id}/"


def test_everyone_signed_in_reads_the_register(client, liaison, administrator, reviewer):
    for member in (liaison, administrator, reviewer):
        assert liaison.organisation.name_en in member.client.get("/enterprises/").content.decode()
        assert member.client.get(page_of(liaison)).status_code == 200
        assert member.client.get(f"/api/v1{page_of(liaison)}").json()["region"] == "340200"
    assert client.get("/enterprises/").status_code == 302
    assert client.get("/api/v1/enterprises/").status_code in {401, 403}


def test_yearly_facts_are_read_by_their_owner_alone(liaison, other_liaison, administrator, reviewer, operator):
    sent = {"year": "2025", "staff_count": "4321", "revenue": "7654321.09"}
    assert liaison.client.post("/enterprise-years/record/", sent).status_code == 302
    assert "4,321" in liaison.client.get(page_of(liaison)).content.decode()
    assert liaison.client.get("/api/v1/enterprise-years/").json()["results"][0]["revenue"] == "7654321.09"
    pk = EnterpriseYear.objects.get().pk
    for member in (other_liaison, administrator, reviewer, operator):
        assert "4,321" not in member.client.get(page_of(liaison)).content.decode()
        assert member.client.get("/api/v1/enterprise-years/").json()["results"] == []
        assert member.client.get(f"/api/v1/enterprise-years/{pk}/").status_code == 404


@pytest.mark.parametrize("person", ["administrator", "reviewer", "operator", "mentor"])
def test_who_may_not_record_a_year(request, person):
    client = request.getfixturevalue(person).client
    assert client.get("/enterprise-years/record/").status_code == 403
    assert client.post("/api/v1/enterprise-years/", {"year": 2025}).status_code == 403


def test_a_year_ahead_comes_back_with_what_was_entered(liaison):
    answer = liaison.client.post("/enterprise-years/record/", {"year": "2199", "staff_count": "77"})
    assert answer.status_code == REFUSED
    assert "has not begun" in answer.content.decode()
    assert 'value="77"' in answer.content.decode()
    assert liaison.client.post("/api/v1/enterprise-years/", {"year": 2199}).json()["errors"][0]["attr"] == "year"


def entered(**changes: str) -> dict[str, str]:
    return {"name": "比亚迪", "credit_code": BYD, "region": "340200"} | changes


def test_registering_an_enterprise(operator):
    make_region("340200")
    assert operator.client.get("/enterprises/register/").status_code == 200
    answer = operator.client.post("/enterprises/register/", entered(credit_code=BYD.lower()))
    assert answer.status_code == 302
    assert Enterprise.objects.get(credit_code=BYD).organisation.region.code == "340200"
    again = operator.client.post("/enterprises/register/", entered())
    assert again.status_code == REFUSED
    assert "has this credit code already" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"credit_code": f"{BYD[:-1]}A"}, "should be “F”"),
        ({"credit_code": "9144030019231745OF"}, "Character 17"),
        ({"credit_code": "123"}, "18 characters"),
        ({"region": "330103"}, "Nothing is called"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(operator, changes, word):
    make_region("340200")
    answer = operator.client.post("/enterprises/register/", entered(**changes))
    assert answer.status_code == REFUSED
    assert word in answer.content.decode()
    assert not Enterprise.objects.filter(organisation__name="比亚迪").exists()


@pytest.mark.parametrize("person", ["administrator", "reviewer", "mentor"])
def test_who_may_not_register(request, person):
    assert request.getfixturevalue(person).client.get("/enterprises/register/").status_code == 403


def test_filters_are_the_same_on_page_and_api(liaison, other_liaison):
    for query, count in (("within=340000", 2), ("within=330000", 0), ("within=999999", 0), ("symbol=600000.SS", 0)):
        assert liaison.client.get(f"/api/v1/enterprises/?{query}").json()["count"] == count
        exported = b"".join(liaison.client.get(f"/enterprises/?{query}&export=csv")).decode("utf-8-sig")
        assert len(exported.strip().splitlines()) == count + 1


def test_queries_do_not_grow(liaison, other_liaison, django_assert_max_num_queries):
    liaison.client.get("/enterprises/")
    with django_assert_max_num_queries(12):
        liaison.client.get("/enterprises/")
    with django_assert_max_num_queries(12):
        liaison.client.get("/api/v1/enterprises/")
