"""What the fields of a terms document may hold, and how a field says what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Limit:
    """The longest text, or the span of a number (both ends included)."""

    high: int
    low: int = 0


Line = Annotated[str, Limit(200)]
Text = Annotated[str, Limit(4000)]
Days = Annotated[int, Limit(3650, low=1)]
Years = Annotated[int, Limit(50, low=1)]
Months = Annotated[int, Limit(60, low=1)]
Count = Annotated[int, Limit(1_000_000, low=1)]
Score = Annotated[int, Limit(5, low=1)]
Yuan = Annotated[Decimal, Limit(1_000_000_000_000)]
Figure = Annotated[Decimal, Limit(1_000_000_000_000, low=-1_000_000_000_000)]  # in the unit of what is watched
Key = Annotated[str, Limit(40)]  # of an entry, or of the party that it names; "" where none is named yet
Part = Annotated[int, Limit(1_000_000)]
Percent = Annotated[Decimal, Limit(100)]  # with two decimals at most: 33.33
Parts = Mapping[str, Part]  # by the key of the party: {"college": 60, "enterprise": 40}


IMMATERIAL = {"material": False}  # metadata of a field that no signature is bound to: changing it voids none


@dataclass(frozen=True)
class NotApplicable:
    """A clause that this agreement does not need, and why."""

    because: Text


@dataclass(frozen=True)
class Said:
    """What a field is called and what stands beside it: a hint, the unit of a number, the law where the parties are
    silent (`silent`), or why we ask although there is none (`no_law`)."""

    label: Promise
    help: Promise | str = ""
    unit: Promise | str = ""
    silent: Promise | str = ""
    no_law: Promise | str = ""
    no_choice: Promise | str = ""  # what an open choice of a party says


def said(label: Promise, **more: Any) -> dict[str, Any]:
    """The metadata of a field that pages and words read: `field(default="", metadata=said(_("Territory")))`."""
    return {"said": Said(label, **more)}
