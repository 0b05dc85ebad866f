"""What each side owes."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.rules import Context, house
from partnerships.terms import Obligations, Terms
from reference.rules import Finding, Level


@house(
    "MS-01",
    Level.BLOCK,
    _("Every obligation has a debtor, a day, somebody who accepts it, and criteria"),
    fails={"obligations.items.0.criteria": ""},
)
def obligations_are_whole(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who owes what to whom by when, and when it counts as done; debtor and creditor are two parties."""
    keys = {party.key for party in terms.parties}
    for position, item in enumerate((terms.obligations or Obligations()).items):
        field = f"obligations.items.{position}"
        if not item.title.strip():
            yield Finding(f"{field}.title", _("Say what is owed."))
        if item.debtor not in keys:
            yield Finding(f"{field}.debtor", _("Choose the party that owes it."))
        if item.creditor not in keys:
            yield Finding(f"{field}.creditor", _("Choose the party that accepts it."))
        elif item.creditor == item.debtor:
            yield Finding(f"{field}.creditor", _("Another party than the debtor accepts it."))
        if item.due_on is None:
            yield Finding(f"{field}.due_on", _("State by which day."))
        if not item.criteria.strip():
            yield Finding(f"{field}.criteria", _("Say when it counts as done."))


@house(
    "MS-02",
    Level.WARN,
    _("It is said within how many days the other side answers, and what its silence means"),
    fails={"obligations.items.0.silence": None},
)
def silence_has_a_meaning(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who never answers would leave a report open for ever."""
    for position, item in enumerate((terms.obligations or Obligations()).items):
        if item.answer_days is None or item.silence is None:
            yield Finding(
                f"obligations.items.{position}.{'silence' if item.answer_days else 'answer_days'}",
                _("Say within how many days the other side answers, and what it means if it does not."),
            )


@house(
    "MS-03",
    Level.WARN,
    _("Obligations are due while the agreement runs"),
    fails={"obligations.items.0.due_on": date(2030, 1, 1)},
)
def obligations_are_due_in_time(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """What is due after the last day is owed by nobody who is bound."""
    ends_on = terms.basics.ends_on
    for position, item in enumerate((terms.obligations or Obligations()).items):
        if ends_on and item.due_on and item.due_on > ends_on:
            yield Finding(f"obligations.items.{position}.due_on", _("This is due after the last day of the agreement."))


@house(
    "MS-04",
    Level.WARN,
    _("Not all obligations are on one side"),
    fails={"obligations.items.1.debtor": "college", "obligations.items.1.creditor": "enterprise"},
)
def both_sides_owe_something(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Of two obligations or more, not all are owed by one party."""
    items = (terms.obligations or Obligations()).items
    debtors = {item.debtor for item in items}
    if len(items) > 1 and len(debtors) == 1:
        party = terms.party(debtors.pop())
        if party is not None:
            yield Finding(
                "obligations.items.0.debtor",
                _("Every obligation is owed by %(name)s; the other side owes nothing."),
                params={"name": party.name},
            )
