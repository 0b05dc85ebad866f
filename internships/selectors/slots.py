"""What pages of slots need, read together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.actors import Actor
from internships.models import Hazard, InternshipSlot, Placement, SlotFinding, Standing
from internships.selectors.judging import slot_findings
from ledger.selectors import HistoryLine, history
from reference.rules import Finding, Level


@dataclass(frozen=True)
class SlotPage:
    """What the page of a slot shows to one actor."""

    slot: InternshipSlot
    taken: int
    standing: str
    is_own: bool
    is_stale: bool
    findings: list[Finding]  # of the rules today: for the host alone, as long as the slot may still change
    kept: list[SlotFinding]  # what stood when it was opened
    placements: list[Placement]
    history: list[HistoryLine]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.needs_reason]

    @property
    def hints(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.level == Level.HINT]

    @property
    def hazards(self) -> list[str]:
        """The hazards of the post in words."""
        return [str(Hazard(tag).label) for tag in self.slot.hazard_tags]

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label)

    @property
    def free(self) -> int:
        return max(self.slot.places - self.taken, 0)


def slot_page(slot: InternshipSlot, *, actor: Actor, on: date) -> SlotPage:
    """A slot as one actor sees it: rows of placements only as far as they are visible, history to the host alone."""
    row: Any = InternshipSlot.objects.with_standing(on).get(pk=slot.pk)
    is_own = actor.can("edit_slot", slot)
    placements = Placement.objects.visible_to(actor).filter(slot=slot).for_list()
    return SlotPage(
        slot=slot,
        taken=row.taken,
        standing=row.standing,
        is_own=is_own,
        is_stale=InternshipSlot.objects.to_confirm(on).filter(pk=slot.pk).exists(),
        findings=slot_findings(slot, on=on) if is_own and not slot.is_open else [],
        kept=list(SlotFinding.objects.visible_to(actor).current().warnings().filter(slot=slot).order_by("rule")),
        placements=list(placements),
        history=history(slot) if is_own else [],
    )


def reasons_given(slot: InternshipSlot) -> dict[str, str]:
    """The reasons that stand beside the warnings of a slot, by rule: an edit need not ask for them again."""
    rows: Any = SlotFinding.objects.current().warnings().filter(slot=slot).exclude(reason="")
    return dict(rows.values_list("rule", "reason"))
