"""Imports through the API: a file, its preview with faults, the import of this very file, the report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from institutions.models import Teacher
from jobs import services
from jobs.models import Job, JobFile

pytestmark = pytest.mark.django_db
IMPORTS = "/api/v1/imports/"
FILE = "number,name,joined_on,colour\nT1,王一,2020-09-01,red\nT2,李二,soon,\n"


def send(member, text=FILE, importer="teachers", name="staff.csv", **headers):
    file = SimpleUploadedFile(name, text.encode())
    return member.client.post(IMPORTS, {"importer": importer, "file": file}, headers=headers)


def run(answer):
    services.run_job(pk=Job.objects.get(public_id=answer.json()["public_id"]).pk)
    return f"{IMPORTS}{answer.json()['public_id']}/"


def test_file_preview_import_and_report(administrator):
    sent = send(administrator)
    assert sent.status_code == 201, sent.content
    assert (sent.json()["kind"], sent.json()["state"], sent.json()["result"]) == ("preview", "queued", None)
    token = run(sent)
    shown = administrator.client.get(token).json()
    assert (shown["state"], shown["importer"]) == ("done", "teachers")
    result = shown["result"]
    assert [result[name] for name in ("rows", "created", "updated", "unchanged", "rejected")] == [2, 1, 0, 0, 1]
    assert result["ignored_columns"] == ["colour"]
    (fault,) = result["rejections"]
    assert (fault["line"], fault["column"], fault["value"]) == (3, "joined_on", "soon")
    assert not Teacher.objects.exists()

    confirmed = administrator.client.post(f"{token}confirm/")
    assert (confirmed.status_code, confirmed.json()["kind"]) == (201, "import")
    done = run(confirmed)
    assert administrator.client.get(done).json()["result"]["created"] == 1
    assert Teacher.objects.get().name == "王一"
    report = administrator.client.get(f"{done}report/").json()
    assert report["columns"] == ["number", "name", "joined_on"]
    (row,) = report["rows"]
    assert (row["line"], row["values"]) == (3, {"number": "T2", "name": "李二", "joined_on": "soon"})
    assert "joined_on: Not a date" in row["reason"]
    assert administrator.client.post(f"{done}confirm/").status_code == 404, "an import is no preview"


def test_private_values_stay_out_of_the_answer(administrator):
    token = run(send(administrator, "number,name,joined_on\nT1," + "王" * 61 + ",2020-09-01\n"))
    (fault,) = administrator.client.get(token).json()["result"]["rejections"]
    assert (fault["column"], fault["value"]) == ("name", "")


def test_only_a_finished_preview_is_imported(administrator):
    waiting = send(administrator).json()["public_id"]
    refused = administrator.client.post(f"{IMPORTS}{waiting}/confirm/")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "preview_not_done")
    failed = run(send(administrator, "number\nT1\n"))
    shown = administrator.client.get(failed).json()
    assert (shown["state"], shown["result"]) == ("failed", None)
    assert "columns are missing" in shown["message"]
    assert administrator.client.post(f"{failed}confirm/").status_code == 409
    done = run(send(administrator))
    JobFile.objects.filter(part="input").delete()
    forgotten = administrator.client.post(f"{done}confirm/")
    assert forgotten.json()["errors"][0]["code"] == "file_forgotten"
    assert not Job.objects.filter(kind="import").exists()


def test_who_may_send_what(administrator, mentor, liaison, operator, colleague_administrator):
    def kinds(member):
        return {one["name"] for one in member.client.get("/api/v1/importers/").json()}

    assert {"students", "teachers", "graduate_outcomes"} <= kinds(administrator)
    assert kinds(mentor) == set()
    assert "colleges" in kinds(operator)
    assert kinds(operator).isdisjoint(kinds(administrator))
    assert [send(member).status_code for member in (mentor, liaison, operator)] == [403, 403, 403]
    token = run(send(administrator))
    assert mentor.client.get(token).status_code == 200
    assert mentor.client.get(f"{token}report/").status_code == 403
    assert mentor.client.post(f"{token}confirm/").status_code == 403
    for path in (token, f"{token}report/"):
        assert colleague_administrator.client.get(path).status_code == 404
    assert colleague_administrator.client.post(f"{token}confirm/").status_code == 404


def test_wrong_bodies_and_equal_posts(administrator):
    for body in ({}, {"importer": "teachers"}, {"importer": "teachers", "file": "text"}):
        assert administrator.client.post(IMPORTS, body).status_code == 400
    assert send(administrator, importer="nothing").json()["errors"][0]["attr"] == "importer"
    large = send(administrator, "x" * (10 * 1024 * 1024 + 1))
    assert (large.status_code, large.json()["errors"][0]["attr"]) == (400, "file")
    first, again, other = (
        send(administrator, text, **{"Idempotency-Key": "k"}) for text in (FILE, FILE, FILE.replace("T1", "T9"))
    )
    assert first.json() == again.json()
    assert (again["Idempotency-Replayed"], other.status_code) == ("true", 409)
    assert Job.objects.count() == 1
    assert send(administrator, name="职" * 300 + ".csv").status_code == 201
    assert max(map(len, JobFile.objects.values_list("file_name", flat=True))) <= 200
