"""How an agreement ends before its time."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import WITH_STUDENTS, Context, house
from partnerships.terms import Breach, Exit, Terms
from partnerships.terms.values import AgreementKind, AtExit
from reference.rules import Finding, Level


@house(
    "EX-01",
    Level.BLOCK,
    _("Notice and cure days are stated"),
    fails={"exit.notice_days": None},
)
def exit_has_days(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who ends the agreement gives notice, and who broke it has time to mend."""
    clause = terms.exit or Exit()
    if clause.notice_days is None:
        yield Finding("exit.notice_days", _("State how many days before the end notice must be given."))
    if clause.cure_days is None:
        yield Finding("exit.cure_days", _("State how many days a party has to mend a breach."))


@house(
    "EX-03",
    Level.WARN,
    _("It is stated what goes on after the end"),
    fails={"exit.survives": ()},
)
def exit_names_what_survives(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Something goes on after the end: confidentiality, results, payments, students, disputes."""
    if not (terms.exit or Exit()).survives:
        yield Finding("exit.survives", _("Nothing is said to go on after the end, not even confidentiality."))


@house(
    "EX-02",
    Level.BLOCK,
    _("Students in progress can finish"),
    fails={"basics.kind": AgreementKind.TALENT, "exit.students": ""},
)
def students_can_finish(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Where students learn at the enterprise it is stated what becomes of those in progress."""
    if terms.basics.kind in WITH_STUDENTS and not (terms.exit or Exit()).students.strip():
        yield Finding("exit.students", _("Say how students in progress finish what they have begun."))


@house(
    "EX-04",
    Level.HINT,
    _("It is stated what happens when a party is sold or merged"),
    fails={"exit.change_of_control": ""},
)
def change_of_control_is_ruled(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A hint, nothing more."""
    if terms.exit is not None and not terms.exit.change_of_control.strip():
        yield Finding("exit.change_of_control", _("You may say what happens when a party is sold or merged."))


@house(
    "BR-01",
    Level.HINT,
    _("It is stated what a breach costs"),
    fails={"breach": None},
)
def a_breach_has_its_price(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A hint, nothing more: liability for breach is one of the eight contents that contracts generally have (Civil
    Code, Art. 470)."""
    clause = terms.breach or Breach()
    if not clause.damages.strip() and clause.agreed_sum is None:
        yield Finding("breach.damages", _("You may say what a party in breach owes. Without it, the loss is proved."))


@house(
    "EX-05",
    Level.WARN,
    _("What was put in is settled at the end"),
    fails={"exit.settlement": None},
)
def contributions_are_settled(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Where a party puts something in, it is stated by what it is settled, and who pays."""
    items = terms.contributions.items if terms.contributions else ()
    clause = terms.exit or Exit()
    if not any(item.party for item in items):
        return
    if clause.settlement is None:
        yield Finding("exit.settlement", _("Say by what the contributions are settled when the agreement ends early."))
    elif clause.settlement is not AtExit.NOTHING and clause.pays is None:
        yield Finding("exit.pays", _("Say who pays the settlement."))
