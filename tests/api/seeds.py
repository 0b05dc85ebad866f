"""One example for every operation: who asks for what, so that it answers 2xx.

The rows are those of the authorization matrix (tests/architecture/world.py).
"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.seeding import ON, Seed, act, by_id, by_public_id, make, read, shared
from tests.api.seeds_partnerships import PARTNERSHIPS
from tests.architecture.world import World
from tests.factories.frameworks import own_document


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


LISTS = (
    "benefit_scenario",
    "activity", "agreement", "annual_return", "body_member", "catalogue_major", "college", "contribution", "course",
    "curriculum_request", "enterprise", "enterprise_status", "equipment", "governance_body", "graduate_outcome",
    "help_request", "hosting_answer", "import", "indicator_value", "industry", "internship_slot", "job", "job_offer",
    "joint_application",
    "major", "measure", "measure_value", "meeting", "membership", "notice", "obligation", "patent", "placement",
    "plan_post", "project", "receipt", "region", "risk", "rule", "signed_file",
    "assessment", "claim", "contact", "drill", "exit_payment",
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
    **PARTNERSHIPS,
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
    "figure_question_list": Seed(),
    "figure_question_retrieve": read(by_id("figure_question")),
    "figure_question_create": make(
        lambda w: {
            "figure": f"{w.run and w.administrator.organisation.college.school_code}.partners_per_major",
            "text": "Where is our partner of June?",
        }
    ),
    "figure_question_respond": act("reviewer", by_id("figure_question"), lambda _w: {"text": "Signed in July."}),
    "figure_question_ask_back": act("administrator", by_id("figure_question"), lambda _w: {"text": "In June."}),
    "figure_question_close": act("administrator", by_id("figure_question")),
    "framework_version_list": Seed("reviewer"),
    "framework_version_retrieve": read(by_id("framework_draft"), "reviewer", stranger="administrator"),
    "framework_version_create": make(
        lambda _w: {"framework": "new-list", "name": "指标", "name_en": "List", "document": own_document()}, "reviewer"
    ),
    "framework_version_change": act(
        "reviewer",
        by_id("framework_draft"),
        lambda _w: {"document": own_document(number="2")},
        stranger="administrator",
    ),
    "framework_version_open": act("reviewer", by_id("framework_draft"), stranger="administrator"),
    "framework_version_take_back": act("reviewer", by_id("framework_consulted"), stranger=None),
    "framework_version_approve": act("reviewer", by_id("framework_consulted"), stranger=None),
    "framework_version_comment": act(
        "administrator",
        by_id("framework_consulted"),
        lambda _w: {"indicator": "bases", "text": "Too high"},
        stranger=None,
    ),
    "framework_version_comments": shared(by_id("framework_consulted")),
    "framework_version_preview": read(lambda w: {"id": w.run and w.framework_draft.pk}, "reviewer", stranger=None),
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
    "assessment_list": "assessment",
    "claim_list": "claim", "contact_list": "contact", "drill_list": "drill",
    "signed_file_list": "signed_file", "exit_payment_list": "exit_payment",
    "enterprise_year_list": "enterprise_year", "indicator_value_list": "run", "measure_value_list": "run",
    "figure_question_list": "figure_question",
    "region_figure_list": "filed_figure", "framework_version_list": "framework_draft", "industry_list": "industry",
    "help_request_list": "help_request", "hosting_answer_list": "hosting_answer", "job_offer_list": "offer",
    "import_list": "preview", "internship_slot_list": "slot", "job_list": "job", "major_list": "major",
    "notice_list": "notice",
    "placement_list": "placement", "run_list": "run", "student_list": "intern", "training_base_list": "base",
    "check_step_list": "check_step",
    "body_member_list": "body_member", "governance_body_list": "body", "joint_application_list": "application",
    "meeting_list": "meeting", "patent_list": "patent", "project_list": "project", "receipt_list": "receipt",
}  # fmt: skip
