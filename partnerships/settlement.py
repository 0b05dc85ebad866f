"""What contributions are worth when an agreement ends before its time, and who pays whom: pure functions.

A contribution is written off in equal months over its years: the month in which it was accepted does not count, the
month of the end does (Application Guidance of Accounting Standard for Enterprises No. 4). The value that is not written
off yet is rounded half up to the fen; what is written off is the rest, so that both always sum to the value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.money import fen, yuan
from core.shares import distribute
from partnerships.terms.values import AtExit, PaysAtExit

NOT_ACCEPTED = _("It was never accepted.")
FROM_OUTSIDE = _("It came from outside the agreement.")
NO_SCHEDULE = _("No years are agreed over which it is written off.")
NOT_AGREED = _("The terms do not say by what it is settled.")
NOBODY_NAMED = _("The terms do not say who pays in this case.")
VALUED = _("A third party values it.")
STAYS = _("It stays where it is, without payment.")
GOES_BACK = _("It goes back to who gave it.")
BEARS_IT = _("Who gave it has to bear the loss itself.")
WRITTEN_OFF = _("It is written off.")


@dataclass(frozen=True)
class Given:
    """A contribution as it stands at the end: parties by their keys, value in CNY."""

    key: str
    name: str
    giver: str  # "" for a source outside the agreement
    owner_at_exit: str
    value: Decimal
    accepted_on: date | None
    years: int | None


@dataclass(frozen=True)
class ExitTerms:
    """What the terms say of the end, and what happened: who is at fault, who ends it; parts where all share."""

    settlement: AtExit | None
    pays: PaysAtExit | None
    at_fault: str = ""
    who_leaves: str = ""
    parts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Line:
    """A contribution settled: what is written off and what is not, who pays which sum to its giver, or why nobody."""

    given: Given
    written_off: Decimal | None
    unamortised: Decimal | None
    payments: tuple[tuple[str, Decimal], ...] = ()
    why: str | Promise = ""


@dataclass(frozen=True)
class Payment:
    """A sum that one party owes another."""

    payer: str
    payee: str
    amount: Decimal


def unamortised(value: Decimal, years: int, accepted_on: date, on: date) -> Decimal:
    """The value that is not written off at the end of a day, in CNY."""
    months = years * 12
    gone = min(max((on.year - accepted_on.year) * 12 + on.month - accepted_on.month, 0), months)
    return yuan((2 * fen(value) * (months - gone) + months) // (2 * months))


def by_year(value: Decimal, years: int, accepted_on: date) -> dict[int, Decimal]:
    """What is written off in each calendar year; the years sum to the value, to the fen."""
    before, found = value, {}
    for year in range(accepted_on.year, accepted_on.year + years + 1):
        after = unamortised(value, years, accepted_on, date(year, 12, 31))
        if before != after:
            found[year] = before - after
        before = after
    return found


def settle(given: Iterable[Given], terms: ExitTerms, *, on: date) -> tuple[list[Line], list[Payment]]:
    """Each contribution at the end of a day, and what the parties owe each other when all is set off."""
    lines = [_line(item, terms, on) for item in given]
    owed: dict[tuple[str, str], int] = {}
    for line in lines:
        for payer, amount in line.payments:
            owed[payer, line.given.giver] = owed.get((payer, line.given.giver), 0) + fen(amount)
    payments = []
    for payer, payee in sorted(owed):
        left = owed[payer, payee] - owed.get((payee, payer), 0)
        if left > 0:
            payments.append(Payment(payer, payee, yuan(left)))
    return lines, payments


def _line(item: Given, terms: ExitTerms, on: date) -> Line:
    if not item.giver:
        return Line(item, None, None, why=FROM_OUTSIDE)
    if item.accepted_on is None or item.accepted_on > on:
        return Line(item, None, None, why=NOT_ACCEPTED)
    rest = unamortised(item.value, item.years, item.accepted_on, on) if item.years else None
    gone = item.value - rest if rest is not None else None
    payers, why = _payers(item, terms, rest)
    return Line(item, gone, rest, payers, why)


def _payers(
    item: Given, terms: ExitTerms, rest: Decimal | None
) -> tuple[tuple[tuple[str, Decimal], ...], str | Promise]:
    """Who pays the giver which sum; else why nobody does."""
    if why := _without_payment(item, terms, rest):
        return (), why
    assert rest is not None
    if terms.pays is PaysAtExit.SHARED:
        parts = {key: part for key, part in (terms.parts or {}).items() if part}
        if not parts:
            return (), NOBODY_NAMED
        shares = zip(parts, distribute(fen(rest), tuple(parts.values())), strict=True)
        return tuple((key, yuan(share)) for key, share in shares if share and key != item.giver), ""
    said = {
        PaysAtExit.AT_FAULT: terms.at_fault,
        PaysAtExit.WHO_LEAVES: terms.who_leaves,
        PaysAtExit.WHO_KEEPS: item.owner_at_exit,
    }
    payer = said.get(terms.pays, "") if terms.pays else ""
    if not payer:
        return (), NOBODY_NAMED
    if payer == item.giver:
        return (), BEARS_IT
    return ((payer, rest),), ""


def _without_payment(item: Given, terms: ExitTerms, rest: Decimal | None) -> str | Promise:
    """Why no sum is reckoned; empty where one is."""
    if terms.settlement is None:
        return NOT_AGREED
    if terms.settlement is AtExit.RETURN or item.owner_at_exit == item.giver:
        return GOES_BACK
    if terms.settlement is AtExit.VALUATION:
        return VALUED
    if terms.settlement is AtExit.NOTHING:
        return STAYS
    if rest is None:
        return NO_SCHEDULE
    return WRITTEN_OFF if not rest else ""
