"""The yearly return: changes of 10 % and more, somebody else verifies, corrections are new rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.home import todos
from accounts.models import Role
from institutions.changes import Change
from institutions.models import AnnualReturn, ReturnFigure, ReturnState
from institutions.services import returns as services
from reference.models import FigureCode
from tests.factories.accounts import make_member
from tests.factories.institutions import make_return

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
TEN = Decimal(10)


def figure(code="expert_class_hours"):
    return FigureCode.objects.get(code=code)


def put(member, annual, value, **facts):
    return services.put_figure(
        actor=member.actor, annual_return=annual, figure=figure(), value=Decimal(value), on=TODAY, **facts
    )


@pytest.mark.parametrize(
    ("value", "base", "percent", "needs", "flagged"),
    [
        ("110", "100", "10.00", True, True),
        ("90", "100", "-10.00", True, True),
        ("109.9999", "100", "10.00", False, False),
        ("90.0001", "100", "-10.00", False, False),
        ("100", "100", "0.00", False, False),
        ("0", "100", "-100.00", True, True),
        ("5", "0", None, False, True),
        ("0", "0", None, False, False),
        ("5", None, None, False, False),
    ],
)
def test_change(value, base, percent, needs, flagged):
    change = Change(Decimal(value), None if base is None else Decimal(base), TEN)
    assert change.percent == (None if percent is None else Decimal(percent))
    assert (change.needs_reason, change.is_flagged) == (needs, flagged)


def test_a_large_change_needs_a_reason(administrator):
    make_return(administrator, year=2024)
    annual = services.start_return(
        actor=administrator.actor, college=administrator.organisation.college, year=2025, on=TODAY
    )
    with pytest.raises(services.ChangeNeedsReason, match=r"10\.00 %"):
        put(administrator, annual, "110")
    put(administrator, annual, "109")
    put(administrator, annual, "110", change_reason="新专业")
    page = administrator.client.get(f"/yearly-returns/{annual.pk}/").content.decode()
    assert "+10.00" in page
    assert "large change" in page
    assert "新专业" in page


def test_a_correction_is_a_new_row_and_keeps_the_evidence(administrator):
    annual = make_return(administrator)
    path = f"/yearly-returns/{annual.pk}/figures/expert_class_hours/"
    upload = SimpleUploadedFile("hours.txt", b"what was taught")
    assert administrator.client.post(path, {"value": "101", "evidence": upload}).status_code == 302
    assert administrator.client.post(path, {"value": "102"}).status_code == 302
    assert ReturnFigure.objects.count() == 3
    standing = ReturnFigure.objects.current().get()
    assert (standing.value, standing.evidence.file_name) == (Decimal(102), "hours.txt")


def test_who_files_does_not_verify(administrator, reviewer, other_reviewer):
    annual = make_return(administrator)
    assert reviewer.client.get(f"/yearly-returns/{annual.pk}/").status_code == 404
    administrator.client.post(f"/yearly-returns/{annual.pk}/file/")
    with pytest.raises(services.ReporterVerifies):
        services.verify_return(actor=administrator.actor, annual_return=annual, on=TODAY)
    assert other_reviewer.client.get(f"/yearly-returns/{annual.pk}/").status_code == 404
    assert reviewer.client.get("/yearly-returns/").content.decode().count("Verify") == 0
    colleague = make_member(Role.COLLEGE_ADMINISTRATOR, administrator.organisation)
    services.verify_return(actor=colleague.actor, annual_return=annual, on=TODAY)
    annual.refresh_from_db()
    assert (annual.state, annual.verifier_label) == (ReturnState.VERIFIED, colleague.actor.label)


def test_the_authority_sends_back_and_verifies(administrator, reviewer):
    annual = make_return(administrator)
    path = f"/yearly-returns/{annual.pk}/"
    upload = SimpleUploadedFile("hours.txt", b"what was taught")
    administrator.client.post(f"{path}figures/expert_class_hours/", {"value": "101", "evidence": upload})
    evidence = ReturnFigure.objects.current().get().evidence
    assert reviewer.client.get(f"/evidence/{evidence.public_id}/").status_code == 404
    administrator.client.post(f"{path}file/")
    file = reviewer.client.get(f"/evidence/{evidence.public_id}/")
    assert b"".join(file.streaming_content) == b"what was taught"
    assert reviewer.client.post(f"{path}send-back/", {"reason": ""}).status_code == 409
    assert reviewer.client.post(f"{path}send-back/", {"reason": "核对课时"}).status_code == 302
    assert "核对课时" in administrator.client.get(path).content.decode()
    administrator.client.post(f"{path}figures/expert_class_hours/", {"value": "99"})
    administrator.client.post(f"{path}file/")
    assert reviewer.client.post(f"{path}verify/").status_code == 302
    annual.refresh_from_db()
    assert annual.state == ReturnState.VERIFIED
    with pytest.raises(services.ReturnClosed):
        put(administrator, annual, "98")


def test_a_year_has_one_return_and_has_begun(administrator):
    make_return(administrator, year=2025)
    for year, reason in (("2025", "already"), ("2027", "this year")):
        answer = administrator.client.post("/yearly-returns/start/", {"year": year})
        assert answer.status_code == 409
        assert reason in answer.content.decode()
    assert AnnualReturn.objects.count() == 1


def test_an_empty_return_is_not_filed(administrator):
    college = administrator.organisation.college
    annual = services.start_return(actor=administrator.actor, college=college, year=2025, on=TODAY)
    with pytest.raises(services.ReturnEmpty):
        services.file_return(actor=administrator.actor, annual_return=annual, on=TODAY)


# ---- To-dos ---------------------------------------------------------------------------------------------------------


def asked_of(member):
    return [todo.title for todo in todos(member.actor, TODAY) if todo.title.startswith("Verify")]


def test_what_is_filed_waits_for_a_colleague_and_for_the_authority(administrator, reviewer, other_reviewer, liaison):
    annual = make_return(administrator)
    colleague = make_member(Role.COLLEGE_ADMINISTRATOR, administrator.organisation)
    assert [asked_of(one) for one in (colleague, reviewer)] == [[], []], "a draft is the college's own"
    services.file_return(actor=administrator.actor, annual_return=annual, on=TODAY)

    asked = ["Verify the yearly return 2025"]
    assert [asked_of(one) for one in (colleague, reviewer)] == [asked, asked]
    assert [asked_of(one) for one in (administrator, other_reviewer, liaison)] == [[], [], []]
    services.verify_return(actor=reviewer.actor, annual_return=annual, on=TODAY)
    assert [asked_of(one) for one in (colleague, reviewer)] == [[], []]


def test_many_returns_are_one_line_for_the_authority(administrator, reviewer):
    for year in range(2020, 2026):
        make_return(administrator, year=year, is_filed=True)
    assert asked_of(reviewer) == ["Verify 6 yearly returns"]
    (todo,) = [todo for todo in todos(reviewer.actor, TODAY) if todo.title.startswith("Verify")]
    assert b"2020" in reviewer.client.get(todo.url).content
    assert asked_of(administrator) == [], "who filed them verifies none"
