"""Pages and API of long work."""

import pytest
from django.urls import reverse

from jobs import services
from jobs.models import Job, JobState
from jobs.registry import Kind, kinds


@pytest.fixture
def job(administrator, monkeypatch) -> Job:
    monkeypatch.setattr(kinds, "_items", {**kinds._items, "test": (1, Kind("Counting", lambda _running: {"n": 1}))})
    return services.start_job(actor=administrator.actor, kind="test", title="Counting students")


def test_the_list_shows_what_the_organisation_does(job, administrator, mentor, liaison):
    for member in (administrator, mentor):
        assert b"Counting students" in member.client.get("/jobs/").content
    assert b"Counting students" not in liaison.client.get("/jobs/").content
    assert b"Counting students" not in administrator.client.get("/jobs/?state=done").content


def test_the_list_can_be_taken_along(job, administrator, liaison):
    export = b"".join(administrator.client.get("/jobs/?export=csv").streaming_content).decode("utf-8-sig")
    assert "Counting students,Waiting" in export
    assert b"Counting" not in b"".join(liaison.client.get("/jobs/?export=csv").streaming_content)


def test_progress_is_asked_for_again_while_it_is_open(job, administrator):
    url = job.get_absolute_url()
    page = administrator.client.get(url)
    assert b'hx-trigger="every 2s"' in page.content
    assert b"Look again" in page.content  # without a script

    fragment = administrator.client.get(url, headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content
    assert "HX-Refresh" not in fragment

    services.run_job(pk=job.pk)
    assert administrator.client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    done = administrator.client.get(url)
    assert b"hx-trigger" not in done.content
    assert b"Stop it" not in done.content


def test_stopping_is_a_post(job, administrator):
    url = reverse("jobs:job-cancel", args=[job.public_id])
    assert administrator.client.get(url).status_code == 405
    assert administrator.client.post(url).status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert administrator.client.post(url, follow=True).status_code == 200  # a second click says that it has ended


def test_foreign_jobs_are_not_there(job, colleague_administrator, reviewer, operator, outsider):
    for client in (colleague_administrator.client, reviewer.client, operator.client, outsider):
        assert client.get(job.get_absolute_url()).status_code == 404
        assert client.post(reverse("jobs:job-cancel", args=[job.public_id])).status_code == 404
        assert client.get(reverse("jobs:job-report", args=[job.public_id])).status_code == 404


def test_the_api_lists_shows_and_stops(job, administrator, liaison):
    rows = administrator.client.get("/api/v1/jobs/").json()["results"]
    assert [row["public_id"] for row in rows] == [str(job.public_id)]
    assert liaison.client.get("/api/v1/jobs/").json()["results"] == []
    assert liaison.client.get(f"/api/v1/jobs/{job.public_id}/").status_code == 404

    url = f"/api/v1/jobs/{job.public_id}/cancel/"
    assert administrator.client.post(url).json()["state"] == "cancelled"
    again = administrator.client.post(url)
    assert again.status_code == 409
    assert again.json()["errors"][0]["code"] == "job_ended"


def test_queries_do_not_grow_with_jobs(job, administrator, django_assert_max_num_queries):
    administrator.client.get("/jobs/")
    Job.objects.bulk_create(
        Job(kind="test", title=f"Job {n}", organisation=administrator.organisation, started_by=administrator.user)
        for n in range(40)
    )
    with django_assert_max_num_queries(14):
        administrator.client.get("/jobs/")
