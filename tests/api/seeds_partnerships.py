"""The examples for operations of partnerships."""

from typing import Any

from partnerships.selectors import terms_of
from partnerships.terms import digest
from tests.api.seeding import ON, Seed, act, by_id, make, read
from tests.architecture.world import World
from tests.factories.partnerships import ANSWERS


def _project(world: World) -> dict[str, Any]:
    return {
        "title": "New",
        "number": "K-7",
        "kind": "research",
        "level": "enterprise",
        "partners": [str(world.liaison.organisation.public_id)],
        "starts_on": ON,
        "contracted": "100.50",
    }


def _application(world: World) -> dict[str, Any]:
    return {
        "title": "New",
        "programme": "Science",
        "partners": [str(world.liaison.organisation.public_id)],
        "applied_on": ON,
        "result": "granted",
        "decided_on": ON,
        "amount": "100.50",
    }


def _patent(world: World) -> dict[str, Any]:
    return {
        "title": "Clamp",
        "number": "ZL7",
        "kind": "design",
        "owners": [str(world.liaison.organisation.public_id)],
        "filed_on": ON,
        "project": world.project.pk,
    }


def _body(_world: World) -> dict[str, Any]:
    return {"name": "New", "kind": "consortium", "founded_on": "2026-03-01", "region": "340200", "meetings_a_year": 4}


PARTNERSHIPS: dict[str, Seed] = {
    "agreement_retrieve": read(by_id("in_force")),
    "agreement_create": make(
        lambda w: {"counterparts": [str(w.liaison.organisation.public_id)], "title": "New", "kind": "talent"}
    ),
    "agreement_destroy": Seed("administrator", by_id("draft")),
    "agreement_findings": read(by_id("draft")),
    "agreement_completeness": read(by_id("draft")),
    "agreement_advice": act("administrator", by_id("draft"), lambda _w: dict(ANSWERS)),
    "agreement_clauses": act(
        "administrator",
        lambda w: {"id": w.draft.pk, "name": "goals"},
        lambda _w: {"value": {"educational": "Learn", "college": "Teach", "enterprise": "Hire"}},
    ),
    "agreement_simulation": act(
        "liaison",
        by_id("in_force"),
        lambda _w: {"years": [{"stage": "commercial", "year": 1, "income": "100.01"}]},
    ),
    "agreement_send": act("administrator", by_id("draft"), lambda _w: {"reasons": {"PT-03": "Another major."}}),
    "risk_figures": act("liaison", by_id("watched_risk"), lambda _w: {"value": "3", "occurred_on": ON}),
    "risk_claims": act(
        "liaison",
        by_id("risk"),
        lambda _w: {"kind": "insurance", "provider": "An insurer", "lost_on": ON, "amount": "10.00"},
    ),
    "claim_retrieve": read(by_id("claim")),
    "claim_decide": act("liaison", by_id("claim"), lambda _w: {"paid": "5.00", "decided_on": ON}),
    "assessment_retrieve": read(by_id("assessment")),
    "assessment_answer": act("administrator", by_id("assessment"), lambda _w: {"agrees": True}),
    "agreement_assessments": act(
        "liaison",
        by_id("lived"),
        lambda _w: {
            "assessed_on": ON,
            "assessor": "Both",
            "findings": "Forty certified",
            "grade": "good",
            "decision": "adjust",
        },
    ),
    "drill_retrieve": read(by_id("drill")),
    "agreement_drills": act("liaison", by_id("lived"), lambda _w: {"occurred_on": ON, "note": "Fire"}),
    "contact_retrieve": read(by_id("contact")),
    "contact_destroy": Seed("liaison", by_id("contact")),
    "agreement_contacts": act("liaison", by_id("lived"), lambda _w: {"topic": "Fire", "name": "Li", "phone": "119"}),
    "agreement_settlement": read(by_id("lived")),
    "exit_payment_retrieve": read(by_id("exit_payment")),
    "exit_payment_confirm": act("liaison", by_id("exit_payment"), lambda _w: {"paid_on": ON}),
    "agreement_make_files": act("administrator", by_id("unprinted")),
    "signed_file_retrieve": read(by_id("signed_file")),
    "agreement_sign": act(
        "administrator", by_id("in_signature"), lambda w: {"digest": digest(terms_of(w.in_signature))}
    ),
    "agreement_refuse": act("liaison", by_id("in_signature"), lambda _w: {"reason": "No."}),
    "agreement_withdraw": act("administrator", by_id("in_signature"), lambda _w: {"reason": "No."}),
    "agreement_activities": act(
        "administrator",
        by_id("in_force"),
        lambda _w: {"party": "enterprise", "kind": "teaching", "occurred_on": ON},
    ),
    "agreement_life": read(by_id("in_force")),
    "agreement_signatories": read(lambda w: {"id": w.signatory.party.agreement_id}),
    "agreement_signatories_add": act(
        "administrator", by_id("draft"), lambda _w: {"party": "enterprise", "name": "Luo Jing", "job": "President"}
    ),
    "agreement_signatories_remove": act(
        "administrator",
        lambda w: {"id": w.signatory.party.agreement_id},
        lambda w: {"signatory": w.signatory.pk},
    ),
    "agreement_signing_order": act("administrator", by_id("draft"), lambda _w: {"signs_in_order": True}),
    "agreement_paper": act(
        "administrator",
        by_id("in_signature"),
        lambda w: {
            "party": "enterprise",
            "signer": "Luo Jing",
            "signed_on": ON,
            "scan": str(w.own_evidence.public_id),
            "digest": digest(terms_of(w.in_signature)),
        },
    ),
    "agreement_paper_undo": act(
        "administrator",
        lambda w: {"id": w.on_paper.party.agreement_id},
        lambda w: {"signature": w.on_paper.pk, "reason": "Wrong sheet"},
    ),
    "agreement_remind": act("administrator", by_id("in_signature"), lambda _w: {"party": "enterprise"}),
    "agreement_wishes": read(lambda w: {"id": w.wish.party.agreement_id}),
    "agreement_wishes_ask": act("liaison", by_id("in_signature"), lambda _w: {"text": "Sixty days"}),
    "agreement_wishes_answer": act(
        "administrator",
        lambda w: {"id": w.wish.party.agreement_id},
        lambda w: {"wish": w.wish.pk, "is_accepted": False, "answer": "Thirty is usual"},
    ),
    "agreement_amendments": read(lambda w: {"id": w.amendment.amends_id}),
    "agreement_amend": act("administrator", by_id("in_force"), lambda _w: {"amends_from": "2027-06-30"}),
    "agreement_amends_from": act("administrator", by_id("amendment"), lambda _w: {"amends_from": "2027-06-30"}),
    "agreement_refresh": act("administrator", by_id("amendment")),
    "agreement_versions": read(by_id("in_force")),
    "agreement_terms": read(by_id("in_force")),
    "agreement_compare": read(by_id("in_force")),
    "agreement_checks_decide": act("administrator", by_id("submitted"), lambda _w: {"is_approved": True}),
    "agreement_suspend": act("liaison", by_id("in_force"), lambda _w: {"reason": "Rebuilding"}),
    "agreement_resume": act("administrator", by_id("suspended")),
    "agreement_notice": act(
        "liaison", by_id("in_force"), lambda _w: {"kind": "notice", "last_on": "2027-06-30", "reason": "Closed"}
    ),
    "agreement_notice_agree": act("liaison", by_id("ending")),
    "agreement_notice_take_back": act("administrator", by_id("ending")),
    "agreement_renew": act("administrator", by_id("in_force")),
    "agreement_renewal_decline": act("liaison", by_id("in_force"), lambda _w: {"reason": "Closed"}),
    "check_step_list": Seed(),
    "check_step_create": make(lambda _w: {"name": "Finance", "position": 1, "days": 5}),
    "check_step_retrieve": read(by_id("check_step")),
    "check_step_update": act("administrator", by_id("check_step"), lambda _w: {"name": "Finance", "position": 1}),
    "check_step_end": act("administrator", by_id("check_step")),
    "agreement_parties": act(
        "administrator", by_id("draft"), lambda w: {"organisation": str(w.foreign_liaison.organisation.public_id)}
    ),
    "agreement_parties_remove": act("administrator", by_id("draft_of_three"), lambda _w: {"party": "enterprise-2"}),
    "contribution_equipment": act("administrator", by_id("contribution"), lambda w: {"equipment": w.piece.pk}),
    "agreement_bases": act("administrator", by_id("lived"), lambda w: {"base": w.own_base.pk}),
    "agreement_bases_unlink": act("administrator", by_id("lived"), lambda w: {"base": w.own_base.pk}),
    "contribution_retrieve": read(by_id("contribution")),
    "contribution_deliver": act("liaison", by_id("contribution"), lambda _w: {"delivered_on": ON}),
    "contribution_respond": act("administrator", by_id("delivered"), lambda _w: {"is_accepted": True}),
    "obligation_retrieve": read(by_id("obligation")),
    "obligation_report": act("liaison", by_id("obligation"), lambda _w: {"done_on": ON}),
    "obligation_respond": act("administrator", by_id("reported"), lambda _w: {"is_accepted": True}),
    "benefit_scenario_retrieve": read(by_id("scenario")),
    "benefit_scenario_create": make(
        lambda w: {
            "agreement": w.in_force.pk,
            "name": "Cautious",
            "years": [{"stage": "commercial", "year": 1, "income": "100.01"}],
        }
    ),
    "benefit_scenario_destroy": Seed("administrator", by_id("scenario")),
    "risk_retrieve": read(by_id("risk")),
    "risk_reviews": act("liaison", by_id("risk"), lambda _w: {"likelihood": 2, "impact": 3}),
    "activity_retrieve": read(by_id("activity")),
    "activity_confirm": act("liaison", by_id("activity")),
    "project_retrieve": read(by_id("project")),
    "project_create": make(_project),
    "project_update": act("administrator", by_id("project"), _project),
    "project_receipts": act(
        "administrator", by_id("project"), lambda _w: {"amount": "12.50", "occurred_on": ON, "note": ""}
    ),
    "receipt_retrieve": read(by_id("receipt")),
    "receipt_correct": act("administrator", by_id("receipt"), lambda _w: {"amount": "12.50", "occurred_on": ON}),
    "receipt_take_back": act("administrator", by_id("receipt")),
    "joint_application_retrieve": read(by_id("application")),
    "joint_application_create": make(_application),
    "joint_application_update": act("administrator", by_id("application"), _application),
    "patent_retrieve": read(by_id("patent")),
    "patent_create": make(_patent),
    "patent_update": act("administrator", by_id("patent"), _patent),
    "governance_body_retrieve": read(by_id("body")),
    "governance_body_create": make(_body),
    "governance_body_update": act("administrator", by_id("body"), _body),
    "governance_body_members": act(
        "administrator",
        by_id("body"),
        lambda w: {"organisation": str(w.administrator.organisation.public_id), "side": "college", "on": ON},
    ),
    "governance_body_seats": act("administrator", by_id("body"), lambda _w: {"college": 3, "enterprise": 2, "on": ON}),
    "governance_body_meetings": act("administrator", by_id("body"), lambda _w: {"planned_on": "2027-01-20"}),
    "body_member_end": act("administrator", by_id("body_member"), lambda _w: {"on": ON}),
    "meeting_retrieve": read(by_id("meeting")),
    "meeting_minutes": act("administrator", by_id("meeting"), lambda _w: {"held_on": ON, "minutes": "Talked."}),
    "meeting_decisions": act(
        "administrator",
        by_id("meeting"),
        lambda _w: {"subject": "funds", "text": "Buy it.", "votes_for": 1, "is_adopted": True},
    ),
}
