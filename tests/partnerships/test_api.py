"""The API of agreements: the same rows, rules and refusals as the pages."""

import pytest
from rest_framework.test import APIClient

from partnerships.models import Agreement
from partnerships.selectors import terms_of
from tests.factories.accounts import TODAY
from tests.factories.partnerships import (
    give_credit_code,
    make_activity,
    make_agreement,
    make_agreement_in_force,
    make_agreement_in_signature,
    sign,
)

pytestmark = pytest.mark.usefixtures("the_day")
BASE = "/api/v1/agreements/"
CLAUSES = {
    "goals": {"educational": "Test", "college": "Teach", "enterprise": "Hire"},
    "ip": {"not_applicable": "Teaching only"},
    "licences": {"not_applicable": "Teaching only"},
    "enforcement": {"not_applicable": "Teaching only"},
    "disclosure": {"not_applicable": "Teaching only"},
    "benefit": {
        "stages": [
            {
                "stage": "pilot",
                "parts": {"college": 0, "enterprise": 2},
                "due_days": 60,
                "has_audit_right": True,
            }
        ],
        "without_income": ["development", "commercial", "follow_on"],
    },
    "insurance": {"policies": [{"kind": "liability", "payer": "enterprise", "is_renewed": True}]},
    "emergency": {"trigger": "Somebody is hurt.", "steps": "Stop, call, tell."},
    "safety": {"trainer": "enterprise", "equipment": "enterprise"},
    "review": {"every_months": 12, "assessor": "Committee", "criteria": "Students employed", "triggers": ["policy"]},
    "breach": {"damages": "It mends the breach and pays for the loss."},
    "exit": {
        "notice_days": 30,
        "cure_days": 15,
        "survives": ["confidentiality"],
        "settlement": "unamortised",
        "pays": "at_fault",
        "students": "They finish the term.",
        "change_of_control": "Nothing changes.",
    },
    "dispute": {"final": ["court"], "seat": "Hefei", "law": "Law of the PRC"},
    "contributions": {
        "items": [
            {
                "party": "enterprise",
                "kind": "money",
                "name": "Bursaries",
                "value": "20000.00",
                "owner_during": "college",
                "owner_at_exit": "college",
            }
        ]
    },
    "obligations": {
        "items": [
            {
                "title": "Train forty",
                "debtor": "college",
                "creditor": "enterprise",
                "criteria": "Certified",
                "due_on": "2027-06-30",
                "answer_days": 10,
                "silence": "accepted",
                "is_milestone": True,
            }
        ]
    },
    "risks": {
        "items": [
            {"category": category, "cause": "It may happen.", "likelihood": 2, "impact": 3}
            for category in ("safety", "compliance", "continuity")
        ]
    },
}


def api(member) -> APIClient:
    client = APIClient()
    client.force_login(member.user)
    return client


def body(liaison, **changes):
    return {
        "counterparts": [str(liaison.organisation.public_id)],
        "title": "Reducers",
        "kind": "talent",
        "starts_on": "2026-01-01",
        "ends_on": "2029-12-31",
        **changes,
    }


def errors(response) -> dict[str, str]:
    return {error["attr"]: error["code"] for error in response.json()["errors"]}


def test_from_draft_to_force(administrator, liaison):
    give_credit_code(liaison.organisation)
    college, enterprise = api(administrator), api(liaison)
    made = college.post(BASE, body(liaison))
    assert made.status_code == 201, made.content
    here = f"{BASE}{made.json()['id']}/"
    for name, value in CLAUSES.items():
        saved = college.put(f"{here}clauses/{name}/", {"value": value})
        assert saved.status_code == 200, saved.content
    assert college.get(f"{here}findings/").json() == []
    assert college.post(f"{here}send/", {}).json()["state"] == "in_signature"
    for client in (college, enterprise):
        shown = client.get(here).json()["digest"]
        signed = client.post(f"{here}sign/", {"digest": shown})
        assert signed.status_code == 200, signed.content
    assert signed.json()["state"] == "in_force"
    assert {line["is_signed"] for line in signed.json()["signatures"]} == {True}

    recorded = college.post(
        f"{here}activities/", {"party": "enterprise", "kind": "teaching", "occurred_on": TODAY.isoformat()}
    )
    assert recorded.status_code == 201, recorded.content
    activity = f"/api/v1/activities/{recorded.json()['id']}/"
    assert college.post(f"{activity}confirm/").status_code == 403
    assert enterprise.post(f"{activity}confirm/").json()["is_confirmed"] is True
    assert enterprise.get("/api/v1/activities/").json()["count"] == 1


def test_the_same_key_makes_one_agreement(administrator, liaison):
    client = api(administrator)
    first, second = (
        client.post(BASE, body(liaison), headers={"Idempotency-Key": "abc"}).json()["id"] for _twice in range(2)
    )
    assert first == second
    other = client.post(BASE, body(liaison, title="Other"), headers={"Idempotency-Key": "abc"})
    assert other.status_code == 409
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"counterparts": []}, "counterparts"),
        ({"counterparts": ["00000000-0000-0000-0000-000000000000"]}, "counterparts.0"),
        ({"counterparts": ["x"]}, "counterparts.0"),
        ({"title": ""}, "title"),
        ({"kind": "marriage"}, "kind"),
        ({"starts_on": "soon"}, "starts_on"),
    ],
)
def test_bad_input_names_its_field(administrator, liaison, changes, field):
    refused = api(administrator).post(BASE, body(liaison, **changes))
    assert refused.status_code == 400
    assert any((name or "").startswith(field.split(".", maxsplit=1)[0]) for name in errors(refused)), refused.json()
    assert not Agreement.objects.exists()


def test_a_clause_that_is_none_is_refused_with_its_paths(administrator):
    agreement = make_agreement(administrator.organisation)
    refused = api(administrator).put(
        f"{BASE}{agreement.pk}/clauses/exit/", {"value": {"notice_days": "30", "colour": "red"}}
    )
    assert refused.status_code == 400
    assert set(errors(refused)) == {"exit.notice_days", "exit.colour"}
    assert set(errors(refused).values()) == {"terms_unreadable"}
    assert api(administrator).put(f"{BASE}{agreement.pk}/clauses/love/", {"value": None}).status_code == 404


def test_both_forums_can_be_said_and_are_found(administrator):
    """The page offers one; a document from elsewhere may hold two: DS-01."""
    agreement = make_agreement(administrator.organisation)
    client, here = api(administrator), f"{BASE}{agreement.pk}/"
    both = {"final": ["court", "arbitration"], "institution": "CIETAC", "seat": "Beijing", "law": "Law of the PRC"}
    client.put(f"{here}clauses/dispute/", {"value": both})
    assert [found["rule"] for found in client.get(f"{here}findings/").json()] == ["DS-01"]
    refused = client.post(f"{here}send/", {})
    assert refused.status_code == 409
    assert errors(refused) == {"dispute.final": "rules_open"}


def test_refusals_have_stable_codes(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    agreement = sign(agreement, liaison.organisation)
    college, enterprise, here = api(administrator), api(liaison), f"{BASE}{agreement.pk}/"
    digest = college.get(here).json()["digest"]
    change = {"value": {"notice_days": 60, "cure_days": 15}}

    assert errors(college.post(f"{here}sign/", {"digest": "0" * 64})) == {None: "terms_changed"}
    assert errors(enterprise.post(f"{here}sign/", {"digest": digest})) == {None: "already_signed"}
    assert errors(college.put(f"{here}clauses/exit/", change)) == {None: "signatures_would_be_voided"}
    assert errors(college.delete(here)) == {None: "wrong_state"}
    assert college.put(f"{here}clauses/exit/", {**change, "voids_signatures": True}).json()["state"] == "draft"
    assert terms_of(Agreement.objects.get()).exit.notice_days == 60
    assert college.delete(here).status_code == 204


def test_refuse_and_withdraw_go_back_to_the_draft(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    here = f"{BASE}{agreement.pk}/"
    assert api(liaison).post(f"{here}refuse/", {"reason": " "}).status_code == 400
    assert api(liaison).post(f"{here}refuse/", {"reason": "Costs?"}).status_code == 204
    assert api(liaison).get(here).status_code == 404
    college = api(administrator)
    college.post(f"{here}send/", {})
    assert college.post(f"{here}withdraw/", {"reason": "A typo."}).json()["state"] == "draft"


def test_strangers_get_404_and_readers_403(administrator, liaison, colleague_administrator, other_liaison, reviewer):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    activity = make_activity(agreement)
    here = f"{BASE}{agreement.pk}/"
    for stranger in (colleague_administrator, other_liaison):
        client = api(stranger)
        assert client.get(BASE).json()["count"] == 0
        for address in (here, f"{here}findings/", f"/api/v1/activities/{activity.pk}/"):
            assert client.get(address).status_code == 404
        for verb in ("send", "sign", "refuse", "withdraw", "activities"):
            assert client.post(f"{here}{verb}/", {"reason": "x", "digest": "x"}).status_code == 404
        assert client.put(f"{here}clauses/exit/", {"value": None}).status_code == 404
    client = api(reviewer)
    assert client.get(here).status_code == 200
    assert client.post(f"{here}sign/", {"digest": "x"}).status_code == 403
    assert client.put(f"{here}clauses/exit/", {"value": None}).status_code == 403
    assert client.post(BASE, body(liaison)).status_code == 403


def test_the_list_has_the_filters_of_the_page(administrator, liaison, django_assert_max_num_queries):
    make_agreement(administrator.organisation, liaison.organisation, title="Reducers")
    make_agreement_in_force(administrator.organisation, title="Batteries")
    client = api(administrator)

    def titles(**query) -> list[str]:
        return sorted(row["title"] for row in client.get(BASE, query).json()["results"])

    assert titles() == ["Batteries", "Reducers"]
    assert titles(state="in_force") == ["Batteries"]
    assert titles(party=liaison.organisation.name) == ["Reducers"]
    for _again in range(4):
        make_agreement(administrator.organisation)
    with django_assert_max_num_queries(13):
        assert client.get(BASE).json()["count"] == 6
