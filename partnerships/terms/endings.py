"""Clauses on what happens on the way and at the end: evaluation, adjustment, exit, disputes."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.terms.shapes import Days, Line, Months, Text, Yuan, said
from partnerships.terms.values import AtExit, ExitCause, Forum, PaysAtExit, StepKind, Survival, Trigger


@dataclass(frozen=True)
class StageAssessment:
    """An evaluation at a stage of the cooperation."""

    name: Line = field(default="", metadata=said(_("Which stage")))
    due_on: date | None = field(default=None, metadata=said(_("To be assessed by")))
    criteria: Text = field(default="", metadata=said(_("What counts as good enough")))
    method: Line = field(default="", metadata=said(_("How it is assessed")))
    assessor: Line = field(default="", metadata=said(_("Who assesses it")))


@dataclass(frozen=True)
class Review:
    """How the cooperation is evaluated on the way: every so many months, by whom, by what, and what follows from it."""

    every_months: Months | None = field(
        default=None, metadata=said(_("Evaluated every"), unit=pgettext_lazy("unit", "months"))
    )
    assessor: Line = field(
        default="",
        metadata=said(_("Evaluated by"), help=_("A committee of both sides, or a third party.")),
    )
    criteria: Text = field(
        default="",
        metadata=said(
            _("Criteria of the evaluation"),
            help=_("What is looked at, and what counts as good enough."),
            no_law=_("Without agreed criteria neither side can show that the cooperation falls short of its goals."),
        ),
    )
    adjustment: Text = field(
        default="",
        metadata=said(_("What follows from it"), help=_("Who proposes a change, and how it is decided on.")),
    )
    triggers: tuple[Trigger, ...] = field(
        default=(),
        metadata=said(
            _("The agreement is looked at again when"),
            silent=_(
                "Only where circumstances have changed so much that going on would be plainly unfair, a party may ask"
                " to negotiate again, and then a court (Civil Code, Art. 533)."
            ),
        ),
    )
    proposer: Line = field(default="", metadata=said(_("Who proposes an adjustment")))
    stages: tuple[StageAssessment, ...] = field(default=(), metadata=said(_("Stage assessment %(number)d")))


@dataclass(frozen=True)
class Exit:
    """How the agreement ends before its time, what is settled then, and what goes on."""

    notice_days: Days | None = field(
        default=None,
        metadata=said(
            _("Notice period"),
            unit=_("days"),
            help=_("How long before the end the other side must be told."),
            silent=_(
                "Nothing for a cooperation of fixed length: it runs to its end unless both agree otherwise"
                " or a reason of the Civil Code, Art. 563, is given."
            ),
        ),
    )
    cure_days: Days | None = field(
        default=None,
        metadata=said(
            _("Time to mend a breach"),
            unit=_("days"),
            help=_("How long a party has to put right what it broke, before the other may end the agreement."),
            silent=_(
                "After a reminder the debtor has a “reasonable time”; a court sets it in the end (Civil Code, 563)."
            ),
        ),
    )
    survives: tuple[Survival, ...] = field(
        default=(),
        metadata=said(
            _("What goes on after the end"),
            silent=_("Only settlement, clearance and dispute clauses outlive the end (Civil Code, Arts. 507 and 567)."),
        ),
    )
    causes: tuple[ExitCause, ...] = field(default=(), metadata=said(_("It may be ended before its time when")))
    settlement: AtExit | None = field(
        default=None,
        metadata=said(
            _("What was put in is settled by"),
            no_law=_(
                "When contracts were cancelled, nothing came back: nobody had agreed what a machine is worth then."
            ),
        ),
    )
    pays: PaysAtExit | None = field(default=None, metadata=said(_("Who pays it")))
    students: Text = field(
        default="",
        metadata=said(
            _("Students in progress"),
            help=_("Who lets them finish what they have begun, where, and until when."),
        ),
    )
    handover: Text = field(
        default="",
        metadata=said(_("What is handed over"), help=_("Equipment, documents, accounts, keys, and by when.")),
    )
    change_of_control: Text = field(
        default="", metadata=said(_("When a party is sold or merged"), help=_("Whether the other may then end it."))
    )


@dataclass(frozen=True)
class Breach:
    """What a party owes that breaks the agreement, and what nobody answers for."""

    damages: Text = field(
        default="",
        metadata=said(
            _("What a party in breach owes"),
            help=_("Performing later, mending, the loss of the other; what counts as a grave breach."),
            silent=_(
                "Who breaks a contract performs, mends or pays for the loss, with the profit that could be foreseen"
                " (Civil Code, Arts. 577 and 584)."
            ),
        ),
    )
    agreed_sum: Yuan | None = field(
        default=None,
        metadata=said(
            _("Agreed damages for a grave breach"),
            unit=_("CNY"),
            silent=_(
                "Without agreed damages the loss has to be proved. A court may raise a sum below the loss and lower one"
                " that is far above it (Civil Code, Art. 585)."
            ),
        ),
    )
    late_payment: Line = field(
        default="",
        metadata=said(_("For each day of late payment"), help=_("Such as 0.05 % of the sum that is late.")),
    )
    most: Yuan | None = field(
        default=None,
        metadata=said(
            _("A party pays at most, in all"),
            unit=_("CNY"),
            help=_("Where there is a limit. Harm to people and harm done on purpose cannot be limited."),
            silent=_("Exclusions of liability for injury, intent or gross negligence are void (Civil Code, Art. 506)."),
        ),
    )
    force_majeure: Text = field(
        default="",
        metadata=said(
            _("What nobody answers for"),
            help=_("Which events, within how many days they are told, and with which proof."),
            silent=_("Force majeure: told without delay, proved within a reasonable time (Civil Code, Art. 590)."),
        ),
    )


@dataclass(frozen=True)
class Step:
    """A step before the final forum: with whom, and within how many days."""

    kind: StepKind
    body: Line = ""
    days: Days | None = None


@dataclass(frozen=True)
class Dispute:
    """How disputes are settled. `final` should name exactly one forum (rule DS-01)."""

    ladder: tuple[Step, ...] = ()
    final: tuple[Forum, ...] = ()
    institution: Line = ""
    seat: Line = ""
    law: Line = ""
