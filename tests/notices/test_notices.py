"""Notices: told once, in one's own language, to oneself alone."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as LocMem
from django.core.management import call_command
from django.db import connections

from accounts.actors import Actor
from core import clock
from core.errors import InvalidInput, NotAllowed
from notices import mailing, services
from notices.models import Channel, Frequency, Notice, Preference, SendLog
from notices.registry import Kind, kinds
from notices.selectors import unread_count, unsent
from notices.tasks import send_now

SYSTEM = Actor.system("test")


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    added = {
        "sample": (1, Kind("Samples", "Sample %(name)s is ready")),
        "loud": (2, Kind("Loud things", "Now: %(name)s", email=Frequency.NOW)),
    }
    monkeypatch.setattr(kinds, "_items", {**kinds._items, **added})


def tell(*members, kind="sample", actor=SYSTEM, name="one", **options):
    return services.notify(
        actor=actor,
        users=[member.user for member in members],
        kind=kind,
        params={"name": name},
        url="/jobs/",
        **options,
    )


def prefer(member, channel, frequency, kind="sample"):
    services.choose(actor=member.actor, choices={(kind, channel): frequency})


# ---- Telling --------------------------------------------------------------------------------------------------------


def test_each_person_is_told_and_nobody_of_what_they_did_themselves(administrator, liaison):
    tell(administrator, liaison, actor=liaison.actor)

    notice = Notice.objects.get()
    assert (notice.user, notice.text) == (administrator.user, "Sample one is ready")
    assert unread_count(administrator.actor) == 1
    assert unread_count(liaison.actor) == 0


def test_an_unknown_kind_is_our_mistake(administrator):
    with pytest.raises(KeyError):
        tell(administrator, kind="unknown")


def test_what_people_write_is_no_format_string(administrator):
    tell(administrator, name="100 %(x)s %s")
    assert Notice.objects.get().text == "Sample 100 %(x)s %s is ready"


@pytest.mark.parametrize(("kept", "read"), [("2026-10-31", "31 October 2026"), ("2026-99-31", "2026-99-31")])
def test_days_are_read_as_days(administrator, kept, read):
    tell(administrator, name=kept)
    assert Notice.objects.get().text == f"Sample {read} is ready"


def test_who_wants_neither_channel_gets_nothing(administrator):
    prefer(administrator, Channel.IN_APP, Frequency.NEVER)
    tell(administrator)
    assert unread_count(administrator.actor) == 0  # by mail alone
    prefer(administrator, Channel.EMAIL, Frequency.NEVER)
    tell(administrator)
    assert Notice.objects.count() == 1


def test_reading_is_for_the_person_alone_and_keeps_its_first_time(administrator, liaison):
    (notice,) = tell(administrator)
    with pytest.raises(NotAllowed):
        services.mark_as_read(actor=liaison.actor, notice=notice)
    first = services.mark_as_read(actor=administrator.actor, notice=notice).read_at
    assert services.mark_as_read(actor=administrator.actor, notice=notice).read_at == first


def test_what_came_after_the_page_stays_unread(administrator, liaison):
    tell(administrator, liaison)
    shown = clock.now()
    with clock.at(shown + timedelta(seconds=1)):
        tell(administrator)
    assert services.mark_all_as_read(actor=administrator.actor, until=shown) == 1
    assert unread_count(administrator.actor) == 1
    assert unread_count(liaison.actor) == 1


@pytest.mark.parametrize(
    ("kind", "channel", "frequency"),
    [
        ("unknown", "email", "now"),
        ("sample", "fax", "now"),
        ("sample", "email", "hourly"),
        ("sample", "in_app", "daily"),
    ],
)
def test_what_cannot_be_chosen_is_refused(administrator, kind, channel, frequency):
    with pytest.raises(InvalidInput):
        services.choose(actor=administrator.actor, choices={(kind, channel): frequency})
    assert not Preference.objects.exists()


# ---- Mail -----------------------------------------------------------------------------------------------------------


def test_one_message_a_day_with_all_that_is_new_and_never_twice(administrator, liaison):
    tell(administrator, liaison, name="one")
    tell(administrator, name="two")
    (read,) = tell(administrator, name="read")
    services.mark_as_read(actor=administrator.actor, notice=read)

    assert mailing.send_digests() == 2
    assert mailing.send_digests() == 0
    to_administrator = next(message for message in mail.outbox if message.to == [administrator.user.email])
    assert to_administrator.subject == "2 notices for you"
    assert "Sample one is ready" in to_administrator.body
    assert "Sample two is ready" in to_administrator.body
    assert "read" not in to_administrator.body.split("You choose")[0].replace("ready", "")
    assert "http://127.0.0.1:8000/jobs/" in to_administrator.body
    assert len(mail.outbox) == 2

    tell(administrator, name="three")
    assert mailing.send_digests() == 1
    assert "Sample one" not in mail.outbox[-1].body


def test_frequencies_are_kept(administrator, liaison, mentor):
    prefer(administrator, Channel.EMAIL, Frequency.NEVER)
    prefer(liaison, Channel.EMAIL, Frequency.NOW)
    for notice in tell(administrator, liaison, mentor):
        send_now(notice.pk)
    assert [message.to for message in mail.outbox] == [[liaison.user.email]]

    assert mailing.send_digests() == 1
    assert mail.outbox[-1].to == [mentor.user.email]


def test_at_once_is_sent_on_commit_and_by_the_digest_if_the_broker_was_gone(
    administrator, monkeypatch, django_capture_on_commit_callbacks
):
    def gone(**_):
        raise ConnectionRefusedError

    monkeypatch.setattr(send_now, "apply_async", gone)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        tell(administrator, kind="loud")
    assert len(callbacks) == 1
    assert mailing.send_digests() == 1
    assert mail.outbox[0].subject == "Now: one"


def test_a_subject_holds_no_line_break(administrator):
    (notice,) = tell(administrator, kind="loud", name="a\r\nBcc: b@example.org")
    send_now(notice.pk)
    assert mail.outbox[0].subject == "Now: a Bcc: b@example.org"


def test_a_worker_that_dies_while_sending_leaves_it_visible_and_nobody_sends_it_again(
    administrator, operator, monkeypatch, capsys
):
    def die(self):
        raise KeyboardInterrupt

    tell(administrator)
    with monkeypatch.context() as dying:
        dying.setattr(mailing.EmailMessage, "send", die)
        with pytest.raises(KeyboardInterrupt):
            mailing.send_digests()

    assert mailing.send_digests() == 0
    later = clock.now() + timedelta(hours=2)
    assert unsent(later).count() == 1
    with clock.at(later):
        call_command("resend_notices")
        assert f"user {administrator.user.pk}" in capsys.readouterr().out
        with pytest.raises(NotAllowed):
            mailing.release_unsent(actor=administrator.actor)
        assert mailing.release_unsent(actor=operator.actor) == 1
    assert mailing.send_digests() == 1


def test_a_mail_server_that_is_gone_claims_nothing(administrator, monkeypatch):
    tell(administrator)

    class Gone:
        def open(self):
            raise ConnectionRefusedError

    with monkeypatch.context() as gone:
        gone.setattr(mailing, "get_connection", Gone)
        with pytest.raises(ConnectionRefusedError):
            mailing.send_digests()
    assert not SendLog.objects.exists()
    assert mailing.send_digests() == 1


def test_a_connection_that_breaks_costs_one_message_and_not_the_rest(administrator, liaison, mentor, monkeypatch):
    tell(administrator, liaison, mentor)
    opened = []

    class Breaks(LocMem):
        """Lost at its second message, as a server does that has had enough; then every further one fails."""

        def open(self):
            opened.append(self)
            self.sent = 0

        def send_messages(self, messages):
            self.sent += 1
            if self.sent > 1 and self is opened[0]:
                raise BrokenPipeError
            return super().send_messages(messages)

    monkeypatch.setattr(mailing, "get_connection", Breaks)
    assert mailing.send_digests() == 2

    assert len(opened) == 2
    assert len(mail.outbox) == 2
    assert unsent(clock.now() + timedelta(hours=2)).count() == 1


def test_of_two_workers_each_notice_goes_to_one(administrator):
    notices = tell(administrator) + tell(administrator, name="two")
    first = mailing.claim(notices[:1], uuid.uuid4())
    second = mailing.claim(notices, uuid.uuid4())
    assert [notice.pk for notice in first] == [notices[0].pk]
    assert [notice.pk for notice in second] == [notices[1].pk]


def test_who_has_left_or_was_disabled_gets_no_mail(administrator, liaison):
    tell(administrator, liaison, organisation_id=administrator.organisation.pk)
    administrator.user.is_active = False
    administrator.user.save()
    assert mailing.send_digests() == 0  # the liaison is no member of that organisation


def test_everyone_is_written_to_in_their_own_language(administrator, monkeypatch):
    from django.utils import translation

    seen = []
    monkeypatch.setattr(mailing, "_body", lambda _notices: seen.append(translation.get_language()) or "x")
    administrator.user.language = "zh-hans"
    administrator.user.save()
    tell(administrator)
    mailing.send_digests()
    assert seen == ["zh-hans"]


@pytest.mark.django_db(transaction=True)
def test_a_race_of_eight_workers_sends_one_message(monkeypatch):
    from accounts.models import User

    user = User.objects.create(email="race@example.org", name="Race", language="en")
    services.notify(actor=SYSTEM, users=[user], kind="sample", params={"name": "race"})
    gate = threading.Barrier(8)
    sent, errors = [], []
    monkeypatch.setattr(mailing.EmailMessage, "send", lambda self: sent.append(self.to))

    def work():
        gate.wait()
        try:
            mailing.send_digests()
        except Exception as error:  # noqa: BLE001 — whatever it is, the test has to see it
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sent == [["race@example.org"]]


# ---- Pages and API --------------------------------------------------------------------------------------------------


def test_the_list_shows_ones_own_and_a_button_reads_them(administrator, liaison, outsider):
    (notice,) = tell(administrator)
    assert b"Sample one is ready" in administrator.client.get("/notices/").content
    assert b"Sample one is ready" not in liaison.client.get("/notices/").content
    assert outsider.get("/notices/").status_code == 200

    url = f"/notices/{notice.pk}/read/"
    assert administrator.client.get(url).status_code == 405
    for client in (liaison.client, outsider):
        assert client.post(url).status_code == 404
    assert administrator.client.post(url).status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert b"Sample one is ready" not in administrator.client.get("/notices/?unread=yes").content


def test_the_list_can_be_taken_along(administrator):
    tell(administrator, name="=1+1")
    export = b"".join(administrator.client.get("/notices/?export=csv").streaming_content).decode("utf-8-sig")
    assert "Sample =1+1 is ready" in export
    assert "Unread" in export
    sheet = administrator.client.get("/notices/?export=xlsx")
    assert b"".join(sheet.streaming_content).startswith(b"PK")
    sheet.close()


def test_all_are_read_by_one_button(administrator):
    tell(administrator)
    tell(administrator, name="two")
    for until in ("", "nonsense", clock.now().isoformat()):
        assert administrator.client.post("/notices/read/", {"until": until}).status_code == 302
    assert unread_count(administrator.actor) == 0


def test_choices_are_kept(administrator):
    page = administrator.client.get("/notices/preferences/")
    assert b"Samples" in page.content
    data = {f"{kind}-{channel}": "now" for kind in kinds.names() for channel in Channel.values}
    assert administrator.client.post("/notices/preferences/", data | {"sample-email": "never"}).status_code == 302
    assert Preference.objects.get(user=administrator.user, kind="sample", channel="email").frequency == "never"
    assert administrator.client.post("/notices/preferences/", data | {"sample-email": "x"}).status_code == 400


def test_the_api_lists_and_reads_ones_own(administrator, liaison):
    (notice,) = tell(administrator)
    (row,) = administrator.client.get("/api/v1/notices/").json()["results"]
    assert (row["text"], row["read_at"]) == ("Sample one is ready", None)
    assert liaison.client.get("/api/v1/notices/").json()["results"] == []
    assert liaison.client.post(f"/api/v1/notices/{notice.pk}/read/").status_code == 404
    assert administrator.client.post(f"/api/v1/notices/{notice.pk}/read/").json()["read_at"]


def test_queries_do_not_grow_with_notices(administrator, django_assert_max_num_queries):
    for number in range(30):
        tell(administrator, name=str(number))
    administrator.client.get("/notices/")
    with django_assert_max_num_queries(14):
        administrator.client.get("/notices/")


def test_the_end_of_a_job_is_told_to_who_started_it(administrator):
    from jobs import services as jobs
    from jobs.registry import Kind as JobKind
    from jobs.registry import kinds as job_kinds

    job_kinds.register("told", JobKind("Told", lambda _running: {}))
    try:
        job = jobs.start_job(actor=administrator.actor, kind="told", title="Counting students")
        jobs.run_job(pk=job.pk)
    finally:
        del job_kinds._items["told"]
    notice = Notice.objects.get(user=administrator.user)
    assert notice.text == "Done: Counting students"
    assert notice.url == job.get_absolute_url()
