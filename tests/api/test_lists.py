"""Lists: the filters of the page and no others, wrong values refused, pages of results."""

from zlib import crc32

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from core.filters import ListFilter
from notices.models import Notice
from tests.api.operations import PAGING, Operation, operations
from tests.api.seeds import SEEDS
from tests.api.test_operations import check_refusal

FILTERED = [name for name, operation in operations().items() if operation.filters]
PAGES = {
    "annual_return_list": "institutions:return-list",
    "course_list": "institutions:course-list",
    "curriculum_request_list": "institutions:request-list",
    "enterprise_post_list": "enterprises:post-list",
    "enterprise_status_list": "enterprises:status-list",
    "enterprise_year_list": "enterprises:year-list",
    "equipment_list": "institutions:equipment-list",
    "governance_body_list": "partnerships:body-list",
    "graduate_outcome_list": "institutions:outcome-list",
    "joint_application_list": "partnerships:application-list",
    "obligation_list": "partnerships:obligation-list",
    "patent_list": "partnerships:patent-list",
    "project_list": "partnerships:project-list",
    "risk_list": "partnerships:risk-list",
    "skill_master_studio_list": "institutions:studio-list",
    "student_list": "institutions:student-list",
    "teacher_list": "institutions:teacher-list",
    "training_plan_list": "institutions:plan-list",
    "agreement_list": "partnerships:agreement-list",
    "catalogue_major_list": "reference:major-list",
    "college_list": "institutions:college-list",
    "enterprise_list": "enterprises:enterprise-list",
    "industry_list": "reference:industry-list",
    "help_request_list": "internships:help-list",
    "hosting_answer_list": "internships:hosting-list",
    "import_list": "jobs:jobs",
    "internship_slot_list": "internships:slot-list",
    "job_list": "jobs:jobs",
    "job_offer_list": "internships:job-offer-list",
    "major_list": "institutions:major-list",
    "notice_list": "notices:notices",
    "placement_list": "internships:placement-list",
    "figure_question_list": "evaluation:question-list",
    "region_figure_list": "evaluation:filed-figure-list",
    "region_list": "reference:region-list",
    "framework_version_list": "evaluation:framework-list",
    "run_list": "evaluation:run-list",
    "training_base_list": "institutions:base-list",
}
WITHOUT_A_PAGE = {
    "benefit_scenario_list": "stands on the page of what the benefit clause gives",
    "activity_list": "stands on the page of its agreement",
    "contribution_list": "stands on the page of its agreement",
    "dashboard_retrieve": "one dashboard, of a run that was asked for",
    "explanation_retrieve": "one number, of a run that was asked for",
    "indicator_value_list": "the dashboard",
    "measure_value_list": "the explanation of a number",
    "meeting_list": "stands on the page of its body",
    "agreement_compare": "two versions are chosen on the page of an agreement",
    "agreement_terms": "a day is chosen on the page of an agreement",
    "agreement_settlement": "the page of the settlement has a form of its own",
    "assessment_list": "stands on the page of assessments of its agreement",
    "claim_list": "stands on the page of its risk",
    "contact_list": "stands on the page of the emergency plan",
    "drill_list": "stands on the page of the emergency plan",
    "exit_payment_list": "stands on the page of the settlement",
    "signed_file_list": "stands on the page of its agreement",
}


STRANGE = ("", "%25", "'", "\\", "%00", "😀", "a" * 5000, "-1", "9" * 40, "2026-02-30", "()[]", "ｘ")


def wrong_value(shape: dict) -> str | None:
    """A value that a filter of this shape cannot mean; None where every text means something."""
    if "enum" in shape.get("items", shape) or shape["type"] in ("boolean", "number", "integer"):
        return "puce"
    return "soon" if shape.get("format") in ("date", "uuid") else None


def test_every_list_with_filters_has_its_page():
    assert set(FILTERED) == set(PAGES) | set(WITHOUT_A_PAGE)


@pytest.mark.once_sqlite
@pytest.mark.parametrize("name", PAGES)
def test_page_and_api_take_the_same_filters(world, monkeypatch, ask, name):
    used: list[type[ListFilter]] = []
    init = ListFilter.__init__

    def noted(self, *args, **kwargs):
        used.append(type(self))
        init(self, *args, **kwargs)

    monkeypatch.setattr(ListFilter, "__init__", noted)

    page = world.clients[SEEDS[name].person].get(reverse(PAGES[name]))
    on_the_page = set(used)
    used.clear()
    ask(operations()[name])

    assert page.status_code == 200
    assert on_the_page == set(used)
    assert len(used) == 1
    assert set(operations()[name].filters) == parameters(used[0])


def parameters(filterset: type[ListFilter]) -> set[str]:
    """The names of a filter's parameters in an address."""
    return {
        f"{name}_{suffix}" if suffix else name
        for name, one in filterset.base_filters.items()
        for suffix in getattr(one.field.widget, "suffixes", [None])
    }


@pytest.mark.once_sqlite
@pytest.mark.parametrize("name", FILTERED)
def test_unknown_values_of_filters_are_refused(ask, name):
    operation = operations()[name]
    for parameter, shape in operation.filters.items():
        wrong = wrong_value(shape)
        if wrong is None:
            continue
        (error,) = check_refusal(ask(operation, query=f"?{parameter}={wrong}"), 400)
        assert parameter.startswith(error["attr"]), error
        assert error["detail"]


@pytest.mark.once_postgres
@pytest.mark.parametrize("name", FILTERED)
def test_any_text_is_an_answer(ask, name):
    operation = operations()[name]
    for parameter in operation.filters:
        for text in STRANGE[crc32(f"{name} {parameter}".encode()) % 3 :: 3]:  # each text meets a third of all filters
            answer = ask(operation, query=f"?{parameter}={text}")
            assert answer.status_code == 200 or check_refusal(answer, 400), (parameter, text)


def test_some_filters_were_tried():
    tried = [wrong_value(shape) for name in FILTERED for shape in operations()[name].filters.values()]
    assert sum(wrong is not None for wrong in tried) > 30


def lists() -> list[Operation]:
    return [operation for operation in operations().values() if operation.is_list]


@pytest.mark.parametrize("operation", lists(), ids=lambda operation: operation.id)
def test_pages_that_are_not_there(ask, operation):
    for page in ("0", "-1", "2000000", "x", "9" * 40):
        check_refusal(ask(operation, query=f"?page={page}"), 404)
    for size in ("0", "-1", "x", "9" * 40):
        assert ask(operation, query=f"?page_size={size}").status_code == 200


def test_pages_of_results(administrator):
    Notice.objects.bulk_create(Notice(user=administrator.user, kind="job_done", params={}) for _n in range(501))
    client = APIClient()
    client.force_login(administrator.user)

    def page(query: str = "") -> dict:
        return client.get(f"/api/v1/notices/{query}").json()

    assert (page()["count"], len(page()["results"]), page()["previous"]) == (501, 50, None)
    assert len(page("?page_size=9999")["results"]) == 500
    last = page("?page_size=500&page=2")
    assert (len(last["results"]), last["next"]) == (1, None)
    seen, address = [], "/api/v1/notices/?page_size=200"
    while address:
        body = client.get(address).json()
        seen += [row["id"] for row in body["results"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == 501


def test_lists_that_are_whole_say_so():
    whole = {name for name, one in operations().items() if name.endswith("_list") and not one.is_list}
    assert whole == {"importer_list", "measure_list", "rule_list", "wording_list"}
    assert {"page", "page_size"} == PAGING
