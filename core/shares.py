"""Who gets what part. Parts are whole numbers (1 : 1 : 1); percent is only shown, so that thirds are exact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput
from core.money import fen, yuan

MOST = 1_000_000  # the largest part; beyond it somebody has typed an amount


class PartsInvalid(InvalidInput):
    """Parts that share nothing out."""

    code = "parts_invalid"
    message = _("Give parts as whole numbers from 0 to 1,000,000, at least one of them above 0, such as 1 : 1 : 1.")


def distribute(total_fen: int, parts: Sequence[int]) -> list[int]:
    """Share out an amount by parts, to the fen; the sum is the amount, exactly.

    Largest remainder: everyone gets the whole fen of their part, the fen left over go to the largest fractions, of
    equal ones to the first. A part of 0 gets nothing; a negative amount is shared like its opposite.
    Raises PartsInvalid.
    """
    whole = sum(parts)
    if not parts or min(parts) < 0 or whole == 0:
        raise PartsInvalid
    if total_fen < 0:
        return [-share for share in distribute(-total_fen, parts)]
    shares = [total_fen * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(total_fen * parts[place] % whole), place))
    for place in by_remainder[: total_fen - sum(shares)]:
        shares[place] += 1
    return shares


@dataclass(frozen=True)
class Parts:
    """The parts of several parties, in their order."""

    values: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.values or not all(0 <= part <= MOST for part in self.values) or not any(self.values):
            raise PartsInvalid

    def __str__(self) -> str:
        return " : ".join(str(part) for part in self.values)

    @classmethod
    def read(cls, text: str) -> "Parts":
        """Parts as people write them: 1:1:1, 60 : 40, 60/40. Raises PartsInvalid."""
        pieces = [piece.strip() for piece in re.split(r"[:：/]", text)]
        if not all(piece.isdecimal() for piece in pieces):
            raise PartsInvalid
        return cls(tuple(int(piece) for piece in pieces))

    def percents(self) -> list[Decimal]:
        """For display: percent with two places that add up to 100.00 (33.34, 33.33, 33.33)."""
        return [yuan(hundredths) for hundredths in distribute(100_00, self.values)]

    def share_out(self, amount: Decimal) -> list[Decimal]:
        """An amount in yuan, shared out to the fen."""
        return [yuan(share) for share in distribute(fen(amount), self.values)]
