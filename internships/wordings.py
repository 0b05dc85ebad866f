"""The history of a slot in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from internships.models import InternshipSlot
from ledger.selectors import HistoryLine

ACTS = {
    "slot.drafted": gettext_lazy("Drafted"),
    "slot.changed": gettext_lazy("Changed"),
    "slot.opened": gettext_lazy("Opened"),
    "slot.closed": gettext_lazy("Closed"),
    "slot.confirmed": gettext_lazy("Confirmed"),
}


@dataclass(frozen=True)
class Event:
    """An act as components/_timeline.html shows it."""

    at: datetime
    text: str


def events(history: Iterable[HistoryLine]) -> list[Event]:
    """What happened, newest first, by whom, and what changed."""
    return [Event(line.at, _("%(act)s by %(actor)s") % {"act": _act(line), "actor": line.actor}) for line in history]


def _act(line: HistoryLine) -> str:
    act = str(ACTS.get(line.action, line.action))
    if line.action != "slot.changed" or not line.payload:
        return act
    changed = _(", ").join(_field_name(name) for name in line.payload)
    return _("%(act)s (%(fields)s)") % {"act": act, "fields": changed}


def _field_name(name: str) -> str:
    field: Any = InternshipSlot._meta.get_field(name)
    return str(field.verbose_name)
