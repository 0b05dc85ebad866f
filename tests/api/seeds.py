"""One example for every operation: who asks for what, so that it answers 2xx.

The rows are those of the authorization matrix (tests/architecture/world.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.selectors import terms_of
from partnerships.terms import digest
from tests.architecture.world import World
from tests.factories.partnerships import ANSWERS

Values = Callable[[World], dict[str, Any]]
ON = "2026-11-20"


@dataclass(frozen=True)
class Seed:
    """`row`: the parameters of the address; `data`: the body; `stranger` must get 404 for the row."""

    person: str = "administrator"
    row: Values = lambda _world: {}
    data: Values | None = None
    stranger: str | None = "foreign_administrator"


def read(row: Values, person: str = "administrator", **fields: Any) -> Seed:
    return Seed(person, row, **fields)


def shared(row: Values, **fields: Any) -> Seed:
    """Everybody who is signed in may see the row."""
    return Seed("administrator", row, stranger=None, **fields)


def make(data: Values, person: str = "administrator") -> Seed:
    return Seed(person, data=data)


def act(person: str, row: Values, data: Values = lambda _world: {}, stranger: str | None = "outsider") -> Seed:
    return Seed(person, row, data, stranger)


def by_id(name: str) -> Values:
    return lambda world: {"id": getattr(world, name).pk}


def by_public_id(name: str) -> Values:
    return lambda world: {"public_id": str(getattr(world, name).public_id)}


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


def _answer(world: World) -> dict[str, Any]:
    return {
        "student": world.graduate.pk,
        "wave": "half_year",
        "occurred_on": "2026-11-01",
        "status": "employed",
        "source": "Call",
        "employer": str(world.liaison.organisation.public_id),
        "region": "340200",
        "is_matched": True,
        "pay": "4800.00",
    }


def _body(_world: World) -> dict[str, Any]:
    return {"name": "New", "kind": "consortium", "founded_on": "2026-03-01", "region": "340200", "meetings_a_year": 4}


LISTS = (
    "benefit_scenario",
    "activity", "agreement", "annual_return", "body_member", "catalogue_major", "college", "contribution", "course",
    "curriculum_request", "enterprise", "enterprise_status", "equipment", "governance_body", "graduate_outcome",
    "help_request", "hosting_answer", "import", "indicator_value", "industry", "internship_slot", "job", "job_offer",
    "joint_application",
    "major", "measure", "measure_value", "meeting", "membership", "notice", "obligation", "patent", "placement",
    "plan_post", "project", "receipt", "region", "risk", "rule", "signed_file",
    "claim", "contact", "drill", "exit_payment",
    "skill_master_studio", "student",
    "teacher", "training_base", "training_plan",
)  # fmt: skip

SEEDS: dict[str, Seed] = {
    **{f"{name}_list": Seed() for name in LISTS},
    "me_retrieve": Seed(),
    "membership_retrieve": read(by_id("membership")),
    # ---- reference
    "region_retrieve": shared(lambda w: {"id": w.administrator.organisation.region_id}),
    "catalogue_major_retrieve": shared(lambda w: {"id": w.major.catalogue_id}),
    "industry_retrieve": shared(by_id("industry")),
    # ---- notices and jobs
    "notice_retrieve": read(by_id("notice")),
    "notice_read": act("administrator", by_id("notice")),
    "job_retrieve": read(by_public_id("job")),
    "national_form_retrieve": shared(lambda _w: {"year": 2026}),
    "job_cancel": act("administrator", by_public_id("job")),
    "importer_list": Seed(),
    "wording_list": Seed(),
    "import_retrieve": read(by_public_id("preview")),
    "import_create": make(lambda _w: {"importer": "teachers", "file": SimpleUploadedFile("staff.csv", b"x")}),
    "import_confirm": act("administrator", by_public_id("preview")),
    "import_report": read(by_public_id("preview")),
    # ---- institutions
    "college_retrieve": shared(lambda w: {"school_code": w.administrator.organisation.college.school_code}),
    "major_retrieve": read(by_id("major")),
    "major_create": make(lambda w: {"catalogue": w.catalogue.code, "on": ON}),
    "major_close": act("administrator", by_id("major"), lambda _w: {"on": ON}),
    "training_base_retrieve": read(by_id("base")),
    "training_base_create": make(
        lambda w: {"name": "Hall", "is_on_campus": True, "majors": [w.major.pk], "state": "proposed", "on": ON}
    ),
    "training_base_update": act(
        "administrator", by_id("base"), lambda w: {"name": "Hall", "host": str(w.base.host.public_id)}
    ),
    "training_base_change_state": act("administrator", by_id("base"), lambda _w: {"state": "dormant", "on": ON}),
    "course_retrieve": read(by_id("course")),
    "course_create": make(lambda w: {"code": "C9", "name": "Welding", "hours": 32, "majors": [w.major.pk]}),
    "course_update": act("administrator", by_id("course"), lambda _w: {"code": "C1", "name": "Welding", "hours": 48}),
    "course_revise": act(
        "administrator",
        by_id("course"),
        lambda w: {"on": ON, "summary": "New lathe", "enterprises": [str(w.liaison.organisation.public_id)]},
    ),
    "training_plan_retrieve": read(lambda w: {"id": w.plan_post.plan_id}),
    "training_plan_create": make(lambda w: {"major": w.major.pk, "version": "2027", "effective_from": "2027-09-01"}),
    "training_plan_update": act(
        "administrator",
        lambda w: {"id": w.plan_post.plan_id},
        lambda w: {
            "version": "2027",
            "effective_from": "2027-09-01",
            "consulted": [str(w.liaison.organisation.public_id)],
        },
    ),
    "training_plan_posts": act(
        "administrator",
        lambda w: {"id": w.plan_post.plan_id},
        lambda w: {"name": "Fitter", "asked_of": str(w.liaison.organisation.public_id)},
    ),
    "plan_post_retrieve": read(by_id("plan_post")),
    "plan_post_confirm": act("liaison", by_id("plan_post")),
    "plan_post_update": act("administrator", by_id("plan_post"), lambda _w: {"name": "Fitter", "asked_of": None}),
    "plan_post_destroy": Seed("administrator", by_id("plan_post")),
    "curriculum_request_retrieve": read(by_id("curriculum_request")),
    "curriculum_request_create": make(
        lambda w: {"college": w.administrator.organisation.college.school_code, "skill": "PLC"}, "liaison"
    ),
    "curriculum_request_respond": act(
        "administrator", by_id("curriculum_request"), lambda _w: {"state": "answered", "on": ON, "answer": "Yes."}
    ),
    "annual_return_retrieve": read(by_id("open_return")),
    "annual_return_create": make(lambda _w: {"year": 2023}),
    "annual_return_figures": act(
        "administrator", by_id("open_return"), lambda _w: {"figure": "student_satisfaction", "value": "91.5"}
    ),
    "annual_return_file": act("administrator", by_id("open_return")),
    "annual_return_verify": act("reviewer", by_id("filed_return")),
    "annual_return_send_back": act("reviewer", by_id("filed_return"), lambda _w: {"reason": "Check."}),
    "student_retrieve": read(by_id("intern")),
    "student_create": make(
        lambda w: {
            "number": "X1",
            "name": "Wang",
            "major": w.major.pk,
            "enrolled_on": "2025-09-01",
            "birth_date": "2008-05-04",
        }
    ),
    "student_update": act(
        "administrator",
        by_id("intern"),
        lambda w: {"name": "Wang", "major": w.intern.major_id, "enrolled_on": "2024-09-01"},
    ),
    "student_leave": act("administrator", by_id("intern"), lambda _w: {"reason": "withdrew", "on": ON}),
    "student_reveal_birth_date": act("administrator", by_id("intern")),
    "graduate_outcome_retrieve": read(by_id("outcome")),
    "graduate_outcome_create": make(_answer),
    "graduate_outcome_waves": Seed(),
    "graduate_outcome_take_back": act("administrator", by_id("outcome")),
    "major_chains": act("administrator", by_id("major"), lambda _w: {"name": "Robots"}),
    "major_remove_chain": act("administrator", lambda w: {"id": w.chain.major_id}, lambda w: {"chain": w.chain.pk}),
    "teacher_retrieve": read(by_id("teacher")),
    "teacher_create": make(lambda _w: {"number": "T9", "name": "Teacher", "joined_on": "2020-09-01"}),
    "teacher_update": act(
        "administrator",
        by_id("teacher"),
        lambda _w: {"number": "T9", "name": "Teacher", "joined_on": "2020-09-01", "left_on": ON},
    ),
    "teacher_qualifications": act(
        "administrator",
        by_id("teacher"),
        lambda _w: {"level": "senior", "authority": "Office", "valid_from": "2026-01-01"},
    ),
    "teacher_practices": act(
        "administrator",
        by_id("teacher"),
        lambda w: {
            "enterprise": str(w.liaison.organisation.public_id),
            "from_on": "2024-07-01",
            "to_on": "2024-08-31",
            "months": "2.0",
        },
    ),
    "teacher_take_back": act(
        "administrator", lambda w: {"id": w.practice.teacher_id}, lambda w: {"practice": w.practice.pk}
    ),
    "equipment_retrieve": read(by_id("equipment")),
    "equipment_create": make(
        lambda w: {
            "name": "Lathe",
            "value": "5000.00",
            "base": w.base.pk,
            "contributor": str(w.liaison.organisation.public_id),
            "due_on": "2026-12-31",
            "state": "committed",
            "on": ON,
        }
    ),
    "equipment_update": act(
        "administrator",
        by_id("equipment"),
        lambda w: {
            "name": "Lathe",
            "value": "5000.00",
            "contributor": str(w.equipment.contributor.public_id),
            "due_on": "2026-12-31",
        },
    ),
    "equipment_change_state": act("administrator", by_id("equipment"), lambda _w: {"state": "delivered", "on": ON}),
    "skill_master_studio_retrieve": read(by_id("studio")),
    "skill_master_studio_create": make(
        lambda _w: {"name": "Studio", "level": "college", "master": "Master", "recognised_on": "2026-01-01"}
    ),
    "skill_master_studio_update": act(
        "administrator",
        by_id("studio"),
        lambda _w: {"name": "Studio", "level": "college", "master": "Master", "recognised_on": "2026-01-01"},
    ),
    # ---- enterprises
    "enterprise_retrieve": shared(lambda w: {"public_id": str(w.liaison.organisation.public_id)}),
    "enterprise_year_list": Seed("liaison"),
    "enterprise_year_retrieve": read(by_id("enterprise_year"), "liaison", stranger="foreign_liaison"),
    "enterprise_year_create": make(lambda _w: {"year": 2024, "staff_count": 7, "revenue": "12.50"}, "liaison"),
    "enterprise_identify": act(
        "operator",
        lambda w: {"public_id": str(w.liaison.organisation.public_id)},
        lambda _w: {"scheme": "stock", "value": "600001.SS"},
        None,
    ),
    "enterprise_merge": act(
        "operator",
        lambda w: {"public_id": str(w.liaison.organisation.public_id)},
        lambda w: {"merged": str(w.foreign_liaison.organisation.public_id), "reason": "One enterprise"},
        None,
    ),
    "enterprise_status_retrieve": shared(by_id("enterprise_status")),
    "enterprise_status_create": make(
        lambda w: {
            "enterprise": str(w.liaison.organisation.public_id),
            "status": "leader",
            "source": "List of 2026",
            "from_on": "2026-01-01",
        },
        "operator",
    ),
    "enterprise_status_end": act("operator", by_id("enterprise_status"), lambda _w: {"last_on": ON}, None),
    "enterprise_post_list": Seed("liaison"),
    "enterprise_post_retrieve": read(by_id("enterprise_post"), "liaison", stranger="foreign_liaison"),
    "enterprise_post_create": make(
        lambda _w: {"year": 2024, "post": "Fitter", "staff_count": 7, "monthly_wage": "5200.00"}, "liaison"
    ),
    "enterprise_post_strike": act("liaison", by_id("enterprise_post"), lambda _w: {}, "foreign_liaison"),
    # ---- partnerships
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
    "agreement_send": act("administrator", by_id("draft")),
    "risk_figures": act("liaison", by_id("watched_risk"), lambda _w: {"value": "3", "occurred_on": ON}),
    "risk_claims": act(
        "liaison",
        by_id("risk"),
        lambda _w: {"kind": "insurance", "provider": "An insurer", "lost_on": ON, "amount": "10.00"},
    ),
    "claim_retrieve": read(by_id("claim")),
    "claim_decide": act("liaison", by_id("claim"), lambda _w: {"paid": "5.00", "decided_on": ON}),
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
    # ---- internships
    "internship_slot_retrieve": read(by_id("slot_draft"), "liaison"),
    "internship_slot_findings": read(by_id("slot_draft"), "liaison"),
    "internship_slot_create": make(
        lambda w: {
            "post": "Operator",
            "majors": [w.major.catalogue.code],
            "starts_on": "2027-03-01",
            "ends_on": "2027-08-31",
            "places": 12,
            "pay": "3400.00",
        },
        "liaison",
    ),
    "internship_slot_open": act("liaison", by_id("slot_draft")),
    "internship_slot_close": act("liaison", by_id("slot")),
    "internship_slot_confirm": act("liaison", by_id("slot"), lambda _w: {"answer": "maybe"}),
    "internship_slot_update": act(
        "liaison",
        by_id("slot_draft"),
        lambda w: {
            "post": "Operator",
            "majors": [w.major.catalogue.code],
            "starts_on": "2027-03-01",
            "ends_on": "2027-08-31",
            "places": 12,
            "hazard_tags": ["heat"],
            "same_post_wage": "4200.00",
        },
    ),
    "hosting_answer_create": make(
        lambda _w: {"first_year": 2026, "term": 2, "answer": "maybe", "reason": "New hall"}, "liaison"
    ),
    "job_offer_retrieve": read(by_id("offer_draft"), "liaison"),
    **{
        f"job_offer_{verb}": Seed(
            "liaison",
            row,
            lambda w: {
                "post": "Technician",
                "majors": [w.major.catalogue.code],
                "places": 2,
                "pay_from": "5200.00",
                "open_from": ON,
                "open_to": "2027-06-30",
            },
            stranger,
        )
        for verb, row, stranger in (
            ("create", lambda _world: {}, "foreign_administrator"),
            ("update", by_id("offer_draft"), "outsider"),
        )
    },
    "job_offer_open": act("liaison", by_id("offer_draft")),
    "job_offer_close": act("liaison", by_id("offer")),
    "placement_create": make(lambda w: {"slot": w.slot.pk, "student": w.intern.pk}),
    "placement_retrieve": read(by_id("placement")),
    "placement_care": read(by_id("ready")),
    "placement_begin": act("administrator", by_id("ready")),
    "placement_end": act("administrator", by_id("begun")),
    "placement_cancel": act("administrator", by_id("placement")),
    "placement_tripartite": act(
        "administrator", by_id("placement"), lambda _w: {"school_signed_on": ON, "pay": "3400.00"}
    ),
    "placement_insure": act(
        "administrator",
        by_id("placement"),
        lambda _w: {"insurer": "PICC", "policy_number": "9", "valid_from": "2027-03-01", "valid_to": "2027-08-31"},
    ),
    "placement_mentor": act("administrator", by_id("placement"), lambda _w: {"name": "Wu", "side": "unit"}),
    "placement_outcome": act("liaison", by_id("ended"), lambda _w: {"is_hired": True}),
    "help_request_create": make(lambda w: {"placement": w.placement.pk, "category": "pay", "text": "Unpaid"}),
    "help_request_retrieve": read(by_id("help_request")),
    "help_request_answer_help": act("administrator", by_id("help_request"), lambda _w: {"answer": "Paid now."}),
    "help_request_settle": act("administrator", by_id("answered_help")),
    # ---- evaluation
    "run_list": Seed("reviewer"),
    "run_retrieve": Seed("reviewer", by_id("run"), stranger=None),
    "indicator_value_retrieve": read(by_id("indicator_value")),
    "measure_value_retrieve": read(by_id("measure_value")),
    "dashboard_retrieve": read(lambda w: {"code": w.run and "340200"}, "reviewer", stranger="foreign_reviewer"),
    "explanation_retrieve": read(
        lambda w: {"figure": w.run and "340200.partners_per_major"}, "reviewer", stranger="foreign_reviewer"
    ),
    "region_figure_list": Seed("reviewer"),
    "region_figure_retrieve": read(by_id("filed_figure"), "reviewer", stranger="foreign_reviewer"),
    "region_figure_create": make(
        lambda _w: {
            "region": "340200",
            "figure": "above_scale_enterprises",
            "year": 2025,
            "value": "125",
            "source": "Statistical yearbook",
        },
        "reviewer",
    ),
    "measure_retrieve": shared(lambda _w: {"code": "majors"}),
}

# Rows that lists show, so that their examples are not empty.
SHOWN = {
    "activity_list": "activity", "agreement_list": "in_force", "annual_return_list": "open_return",
    "curriculum_request_list": "curriculum_request", "course_list": "course", "plan_post_list": "plan_post",
    "training_plan_list": "plan_post", "catalogue_major_list": "major",
    "equipment_list": "equipment", "graduate_outcome_list": "outcome", "graduate_outcome_waves": "outcome",
    "skill_master_studio_list": "studio", "teacher_list": "teacher",
    "enterprise_post_list": "enterprise_post", "enterprise_status_list": "enterprise_status",
    "contribution_list": "contribution", "obligation_list": "obligation", "risk_list": "risk",
    "benefit_scenario_list": "scenario",
    "claim_list": "claim", "contact_list": "contact", "drill_list": "drill",
    "signed_file_list": "signed_file", "exit_payment_list": "exit_payment",
    "enterprise_year_list": "enterprise_year", "indicator_value_list": "run", "measure_value_list": "run",
    "region_figure_list": "filed_figure", "industry_list": "industry",
    "help_request_list": "help_request", "hosting_answer_list": "hosting_answer", "job_offer_list": "offer",
    "import_list": "preview", "internship_slot_list": "slot", "job_list": "job", "major_list": "major",
    "notice_list": "notice",
    "placement_list": "placement", "run_list": "run", "student_list": "intern", "training_base_list": "base",
    "check_step_list": "check_step",
    "body_member_list": "body_member", "governance_body_list": "body", "joint_application_list": "application",
    "meeting_list": "meeting", "patent_list": "patent", "project_list": "project", "receipt_list": "receipt",
}  # fmt: skip
