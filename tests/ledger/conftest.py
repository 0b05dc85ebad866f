"""A small ledger with everything that can go wrong in it."""

from datetime import UTC, datetime

import pytest

from accounts.actors import Actor
from accounts.models import Organisation
from core import clock
from ledger.models import Entry
from ledger.services import erase_payload, record

NOON = datetime(2026, 11, 20, 4, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def actor() -> Actor:
    return Actor.system("test")


@pytest.fixture
def chain(db, actor) -> list[Entry]:
    """Four entries about one organisation, three about another, one of them erased (and that recorded)."""
    with clock.at(NOON):
        first, second = (Organisation.objects.create(kind="other", name=name) for name in ("甲 & Söhne", "B"))
        entries = [
            record(actor=actor, action="thing.made", subject=first, payload={"text": f"第 {number} 条 😀"})
            for number in range(4)
        ]
        entries += [record(actor=actor, action="thing.made", subject=second, payload={"n": n}) for n in range(3)]
        erase_payload(actor=actor, entry=entries[5], reason="asked for")
    return entries
