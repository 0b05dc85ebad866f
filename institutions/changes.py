"""How much a figure differs from last year's (rulebook IDX-10, IDX-11)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Change:
    """A figure beside last year's. `percent` has two decimals and a sign; None where last year's is missing or 0."""

    value: Decimal
    base: Decimal | None
    limit: Decimal  # percent from which on a change is significant, itself included

    @property
    def percent(self) -> Decimal | None:
        """(current - base) / base × 100; nothing where that has no meaning."""
        if not self.base:
            return None
        return ((self.value - self.base) * 100 / abs(self.base)).quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def is_new(self) -> bool:
        """Last year it was 0, and now it is something."""
        return self.base is not None and self.base == 0 and self.value != 0

    @property
    def needs_reason(self) -> bool:
        """Exactly the limit is significant too; compared before rounding."""
        return bool(self.base) and abs(self.value - self.base) * 100 >= self.limit * abs(self.base)  # type: ignore[operator, arg-type]

    @property
    def is_flagged(self) -> bool:
        """Marked on the page."""
        return self.is_new or self.needs_reason
