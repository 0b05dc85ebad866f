"""The night: what it forgets, and that a cut ledger stops it only after everything else was done."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from accounts.actors import Actor
from accounts.models import IdempotencyKey
from config.night import run_night
from core import clock
from evaluation.models import Run
from ledger.models import Checkpoint, Entry, Payload, Stream
from ledger.services import LedgerNotWhole, record
from tests.ledger_triggers import lifted

NIGHT = Actor.system("night")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path
    return tmp_path


def test_what_is_kept_no_longer_goes(db, the_day):
    for name, age in (("old", timedelta(hours=25)), ("young", timedelta(hours=23))):
        row = IdempotencyKey.objects.create(actor_key="user:1", key=name, fingerprint="f", body='{"name": "A person"}')
        IdempotencyKey.objects.filter(pk=row.pk).update(recorded_at=clock.now() - age)
        Session.objects.create(session_key=name, session_data="", expire_date=clock.now() + timedelta(hours=24) - age)

    run_night(actor=NIGHT, on=the_day)

    assert [key.key for key in IdempotencyKey.objects.all()] == ["young"]
    assert [session.session_key for session in Session.objects.all()] == ["young"]


def test_a_cut_ledger_stops_the_night_after_its_work(db, the_day, administrator, folder):
    entry = record(actor=NIGHT, action="thing.made", subject=administrator.organisation)
    run_night(actor=NIGHT, on=the_day)
    with lifted():
        Payload.objects.filter(entry=entry).delete()
        Entry.objects.filter(pk=entry.pk).delete()
    before = Entry.objects.filter(stream=entry.stream).order_by("-number").first()
    Stream.objects.filter(key=entry.stream).update(
        head_number=entry.number - 1, head_digest=before.digest if before else ""
    )

    with pytest.raises(LedgerNotWhole):
        run_night(actor=NIGHT, on=the_day + timedelta(days=1))

    assert Run.objects.filter(on=the_day).exists()
    assert Checkpoint.objects.count() == len(list(folder.glob("checkpoint-*"))) == 1
