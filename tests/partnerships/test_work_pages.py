"""Pages of projects, applications, patents and bodies: what one enters is kept, what is open is said."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.home import todos
from partnerships.models import GovernanceBody, JointApplication, Meeting, Patent, Project
from partnerships.services import set_seats
from tests.factories.accounts import TODAY
from tests.factories.work import SYSTEM, make_application, make_body, make_meeting, make_patent, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_project_from_adding_to_its_money(administrator, liaison):
    client, partner = administrator.client, liaison.organisation
    facts = {"title": "轴承在线检测", "kind": "research", "level": "provincial", "starts_on": "2026-03-01"}
    refused = client.post("/projects/add/", facts | {"contracted": "1000"})
    assert refused.status_code == 409
    assert "轴承在线检测" in text_of(refused)
    answer = client.post("/projects/add/", facts | {"contracted": "1000", "partners": str(partner.pk)}, follow=True)
    project = Project.objects.get()
    assert "is added" in text_of(answer)
    assert "Still to come" in text_of(answer)

    page = client.post(f"/projects/{project.pk}/receipts/", {"amount": "1200", "occurred_on": "2026-11-20"})
    assert page.status_code == 409
    assert "Say in the note why" in text_of(page)
    facts = {"amount": "1200", "occurred_on": "2026-11-20", "payer": partner.pk, "note": "追加"}
    page = text_of(client.post(f"/projects/{project.pk}/receipts/", facts, follow=True))
    assert "CNY 200</span> more came in than was contracted" in page

    receipt = project.receipts.get()
    client.post(f"/receipts/{receipt.pk}/correct/", {"amount": "900", "occurred_on": "2026-11-20"})
    assert client.get(f"/receipts/{receipt.pk}/correct/").status_code == 404  # corrected since
    assert "CNY 100<" in text_of(liaison.client.get(f"/projects/{project.pk}/"))


def test_lists_filter_and_export(administrator, liaison, other_liaison):
    college = administrator.organisation
    project = make_project(college, liaison.organisation)
    make_project(college, other_liaison.organisation, kind="commissioned")
    make_application(college, liaison.organisation)
    make_patent(college, liaison.organisation)
    make_body(college, liaison.organisation)
    for path in ("/projects/", "/joint-applications/", "/patents/", "/governance-bodies/"):
        assert administrator.client.get(path).status_code == 200
        exported = b"".join(administrator.client.get(f"{path}?export=csv")).decode("utf-8-sig")
        assert liaison.organisation.name_en in exported or path == "/governance-bodies/"
    page = text_of(administrator.client.get("/projects/", {"partner": liaison.organisation.name_en}))
    assert project.title in page
    assert "1 project<" in page
    assert project.title not in text_of(administrator.client.get("/projects/?kind=commissioned"))
    assert "1 patent<" in text_of(administrator.client.get("/patents/?is_granted=false"))
    assert "0 patents<" in text_of(administrator.client.get("/patents/?is_granted=true"))


@pytest.mark.parametrize(
    "path", ["/projects/", "/governance-bodies/", "/api/v1/projects/", "/api/v1/governance-bodies/"]
)
def test_queries_do_not_grow_with_rows(administrator, liaison, other_liaison, path):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert administrator.client.get(path).status_code == 200
        return len(captured)

    def add_two() -> None:
        for _number in range(2):
            make_project(administrator.organisation, liaison.organisation, other_liaison.organisation)
            body = make_body(administrator.organisation, liaison.organisation, other_liaison.organisation)
            set_seats(actor=SYSTEM, body=body, seats={"college": 2, "enterprise": 2}, on=TODAY)

    add_two()
    queries()  # the first visit notes where one is signed in
    before = queries()
    add_two()
    assert queries() == before


def test_an_application_and_a_patent_are_entered_and_completed(administrator, liaison):
    client, partner = administrator.client, str(liaison.organisation.pk)
    facts = {"title": "联合申报", "programme": "省科技", "partners": partner, "applied_on": "2026-01-05"}
    client.post("/joint-applications/add/", facts | {"result": "pending"})
    application = JointApplication.objects.get()
    refused = client.post(f"/joint-applications/{application.pk}/edit/", facts | {"result": "granted"})
    assert "Give the day on which it was decided" in text_of(refused)
    done = facts | {"result": "granted", "decided_on": "2026-06-01", "amount": "50000"}
    assert "Granted" in text_of(client.post(f"/joint-applications/{application.pk}/edit/", done, follow=True))

    patent = {"title": "夹具", "number": "ZL9", "kind": "design", "filed_on": "2020-05-01", "owners": partner}
    page = text_of(client.post("/patents/add/", patent, follow=True))
    assert "2035" in page
    client.post(f"/patents/{Patent.objects.get().pk}/edit/", patent | {"granted_on": "2021-01-01"})
    assert Patent.objects.get().granted_on == date(2021, 1, 1)


def test_a_body_from_founding_to_a_decision(administrator, liaison):
    client = administrator.client
    facts = {"name": "智能制造产业学院", "kind": "industrial_college", "founded_on": "2026-03-01", "meetings_a_year": 4}
    page = text_of(client.post("/governance-bodies/add/", facts, follow=True))
    body = GovernanceBody.objects.get()
    assert "GV-03" in page
    path = f"/governance-bodies/{body.pk}/"
    member = {"organisation": str(liaison.organisation.pk), "side": "enterprise", "on": "2026-03-01"}
    client.post(f"{path}members/", {f"member-{name}": value for name, value in member.items()})
    again = client.post(f"{path}members/", {f"member-{name}": value for name, value in member.items()})
    assert "is a member already" in text_of(again)
    seats = {"on": "2026-03-01", "college": 4, "enterprise": 2, "government": 0, "other": 0}
    page = text_of(client.post(f"{path}seats/", {f"seats-{k}": v for k, v in seats.items()}, follow=True))
    assert "Enterprises hold 2 of 6 seats, under 40%." in page
    assert "66.7%" in page
    client.post(f"{path}meetings/", {"meeting-planned_on": "2026-10-09"})
    meeting = Meeting.objects.get()
    assert "No minutes yet" in text_of(client.get(path))
    client.post(f"/meetings/{meeting.pk}/", {"held_on": "2026-10-10", "minutes": "讨论经费"})
    decision = {"subject": "funds", "text": "购置设备", "votes_for": 5, "votes_against": 1, "abstentions": 0}
    decision |= {"enterprise_votes_for": 2, "is_adopted": "on"}
    client.post(f"/meetings/{meeting.pk}/decide/", {f"decision-{k}": v for k, v in decision.items()})
    page = text_of(liaison.client.get(path))
    assert "1 of 4 agreed" in page
    assert "购置设备" in page
    assert "for 5 (enterprises 2), against 1, abstentions 0" in page
    assert "Plan a meeting" not in page  # who is a member reads


def test_what_waits_for_the_college(administrator, liaison):
    college, enterprise = administrator.organisation, liaison.organisation
    meeting = make_meeting(make_body(college, enterprise), planned_on=date(2026, 11, 19))
    make_meeting(make_body(college, enterprise), planned_on=TODAY)
    old = make_application(college, enterprise, applied_on=date(2026, 5, 24))
    make_application(college, enterprise, applied_on=date(2026, 5, 25))
    urls = [todo.url for todo in todos(administrator.actor, TODAY)]
    assert urls == [f"/meetings/{meeting.pk}/", f"/joint-applications/{old.pk}/edit/"]
    assert not [todo for todo in todos(liaison.actor, TODAY) if todo.url in urls]  # who is a member does not keep it
