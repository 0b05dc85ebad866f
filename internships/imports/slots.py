"""Import of slots by their host: several at once, from a workbook or from the export of the list."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.actors import Actor
from accounts.models import Organisation
from core.cells import Reader, amount, chosen_from, day, folded, text, whole, yes_or_no
from core.errors import DomainError, InvalidInput, NotAllowed
from core.forms import check_year
from core.imports import Counts, Importer, Progress, Rejected
from core.lookups import LookupField
from core.sheets import Column, Limits
from institutions.models import TrainingBase
from internships.models import Hazard, InternshipSlot, Standing, VenueType
from internships.models.hazards import LabourLevel
from internships.models.slots import PLACES_MAX
from internships.services import SlotDraft, offer_slots, planned_slot
from reference.lookups import majors, regions
from reference.rules import RulesOpen, WarningsNeedReasons

BETWEEN_HAZARDS = re.compile(r"[;；\n]+")  # commas stand inside their words
NOT_PUBLISHED = {Standing.DRAFT, Standing.CLOSED}


def hazards(cell: str) -> tuple[str, ...]:
    """Several hazards of a post, by their words or tags."""
    read = chosen_from(Hazard)
    return tuple(dict.fromkeys(read(part) for part in BETWEEN_HAZARDS.split(cell) if part.strip()))


def _column(name: str, read: Reader, *aliases: str | Promise, is_required: bool = False) -> Column:
    """A column with the words of the model, so that a file, the form and the export say the same."""
    field: Any = InternshipSlot._meta.get_field(name)
    return Column(name, field.verbose_name, aliases, is_required=is_required, read=read)


@dataclass(frozen=True)
class SlotRow:
    """A row of a file: what is offered, and whether it is to be published."""

    line: int
    draft: SlotDraft
    is_published: bool


class SlotImporter(Importer[SlotRow]):
    """Slots of the enterprise acted for, a row each. What a row lacks is not stated; without a state it is a draft.

    A row that is to be published and breaks a rule stays a draft, and a note says which rule and what to change.
    """

    title = gettext_lazy("Internship slots")
    act = "offer_slot"
    is_of_tenant = True
    private = ("mentor_name",)
    limits = Limits(rows=2_000)
    columns = (
        _column("post", text(longest=120), "岗位", gettext_lazy("Post and host"), is_required=True),
        _column("majors", text(longest=4000), gettext_lazy("Major"), is_required=True),
        _column("starts_on", day, is_required=True),
        _column("ends_on", day, is_required=True),
        _column("places", whole(least=1, most=PLACES_MAX), "人数", "名额", is_required=True),
        Column("state", gettext_lazy("State"), read=chosen_from(Standing)),
        _column("region", text(longest=200), "区划"),
        _column("venue", text(longest=200)),
        _column("venue_type", chosen_from(VenueType)),
        _column("base", text(longest=120)),
        _column("hours_per_day", amount),
        _column("hours_per_week", amount),
        _column("rest_days_per_week", whole(most=7)),
        _column("has_night_work", yes_or_no),
        _column("has_overtime", yes_or_no),
        _column("has_holiday_work", yes_or_no),
        _column("exemption_filing", text(longest=80)),
        _column("tasks", text(longest=4000)),
        _column("is_independent", yes_or_no),
        _column("mentor_name", text(longest=60)),
        _column("labour_level", chosen_from(LabourLevel)),
        _column("labour_index", amount),
        _column("hazard_tags", hazards),
        _column("pay", amount, gettext_lazy("Pay, CNY")),
        _column("same_post_wage", amount),
        _column("pay_in_money", yes_or_no),
        _column("pay_cycle_days", whole(most=366)),
        _column("pays_student_directly", yes_or_no),
        _column("charges", amount),
        _column("is_for_third_party", yes_or_no),
        _column("agent_fee", amount),
        _column("answer", chosen_from(InternshipSlot.Answer)),
        _column("answer_reason", text(longest=300)),
    )

    def prepare(self) -> None:
        """The host, its bases by name and what it offers already."""
        actor = cast("Actor", self.actor)
        if actor.organisation_id is None:
            raise NotAllowed
        self.host = Organisation.objects.select_related("region").get(pk=actor.organisation_id)
        self.bases: dict[str, list[TrainingBase]] = {}
        for base in TrainingBase.objects.visible_to(actor).filter(host_id=self.host.pk):
            self.bases.setdefault(folded(base.name), []).append(base)
        self.lookups = {
            "majors": LookupField(source=majors(), many=True, url=""),
            "region": LookupField(source=regions(), url=""),
        }
        self.found: dict[tuple[str, str], Any] = {}  # what a text means, by column: asked once
        own = InternshipSlot.objects.visible_to(actor).filter(enterprise_id=self.host.pk)
        self.offered = {_key(slot, slot.majors.all()): slot for slot in own.prefetch_related("majors")}
        self.first_line: dict[tuple[Any, ...], int] = {}

    def read(self, line: int, values: dict[str, Any]) -> SlotRow:
        """A slot, with its majors, region and base found."""
        stated = {name: value for name, value in values.items() if value is not None}
        state = stated.pop("state", None)
        stated["majors"] = tuple(self._look_up("majors", stated["majors"]))
        if "region" in stated:
            stated["region"] = self._look_up("region", stated["region"])
        if "base" in stated:
            stated["base"] = self._base(stated["base"])
        draft = SlotDraft(**stated)
        for name in ("starts_on", "ends_on"):
            _refused_as(name, check_year, getattr(draft, name))
        try:
            slot = planned_slot(host=self.host, draft=draft)
        except InvalidInput as refusal:
            raise Rejected(refusal.field or "", str(refusal)) from refusal
        self._refuse_duplicates(line, slot, draft)
        if state == Standing.CLOSED:
            self.note(line, _("A closed slot comes in as a draft. Publish it on its page."))
        return SlotRow(line, draft, state is not None and state not in NOT_PUBLISHED)

    def write(self, items: list[SlotRow], progress: Progress) -> Counts:
        """Through the service that offers several slots."""
        for number, row in enumerate(items, start=1):
            offered = offer_slots(
                actor=cast("Actor", self.actor), drafts=[row.draft], is_published=row.is_published, on=self.on
            )
            for refusal in (one.refusal for one in offered if one.refusal is not None):
                self.note(row.line, _("Stays a draft. %(why)s") % {"why": _why(refusal)})
            progress(number, len(items))
        return Counts(created=len(items))

    def _look_up(self, column: str, cell: str) -> Any:
        if (column, cell) not in self.found:
            self.found[column, cell] = _refused_as(column, self.lookups[column].clean, cell)
        return self.found[column, cell]

    def _base(self, name: str) -> TrainingBase:
        found = self.bases.get(folded(name), [])
        if not found:
            raise Rejected(
                "base", _("No training base of this name stands at your enterprise. Correct it, or leave it empty.")
            )
        if len(found) > 1:
            raise Rejected("base", _("Several colleges have a base of this name. Leave it empty and choose it later."))
        return found[0]

    def _refuse_duplicates(self, line: int, slot: InternshipSlot, draft: SlotDraft) -> None:
        """The same post, majors, period and venue: in the file, or offered already."""
        key = _key(slot, draft.majors)
        if key in self.first_line:
            raise Rejected("post", _("The same as line %(line)s.") % {"line": self.first_line[key]})
        if key in self.offered:
            state = self.offered[key].get_state_display()
            raise Rejected(
                "post",
                _("You offer this slot already: same post, majors, days and venue (%(state)s). Change that one.")
                % {"state": state},
            )
        self.first_line[key] = line


def _key(slot: InternshipSlot, named: Any) -> tuple[Any, ...]:
    """What makes two slots of a host the same offer."""
    codes = frozenset(major.code for major in named)
    return folded(slot.post), codes, slot.starts_on, slot.ends_on, slot.region_id, folded(slot.venue)


def _refused_as(column: str, check: Callable[[Any], Any], value: date | str) -> Any:
    """What a check of a form gives; what it refuses is refused of the column."""
    try:
        return check(value)
    except ValidationError as refusal:
        raise Rejected(column, " ".join(refusal.messages)) from refusal


def _why(refusal: DomainError) -> str:
    """What stands in the way of publishing: of rules, each field with what its rule says."""
    if not isinstance(refusal, RulesOpen | WarningsNeedReasons):
        return str(refusal)
    said = [_field_and_words(found.field, str(found.message)) for found in refusal.findings]
    return " ".join([*said, str(refusal)] if isinstance(refusal, WarningsNeedReasons) else said)


def _field_and_words(field: str, words: str) -> str:
    title = next((column.title for column in SlotImporter.columns if column.name == field), "")
    return f"{capfirst(str(title))}{pgettext('before an error', ': ')}{words}" if title else words
