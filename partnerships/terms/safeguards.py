"""Clauses that protect people and things: insurance, protections, emergency, safety of teaching, and the place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.terms.shapes import Count, Key, Line, Months, Text, Yuan, said
from partnerships.terms.values import (
    AgreementMode,
    InsuranceKind,
    ProtectionKind,
    ProtectionProvider,
    RiskCategory,
)


@dataclass(frozen=True)
class Policy:
    """An insurance policy; days included. `renewed` says that it covers the whole time of every internship."""

    kind: InsuranceKind | None = field(default=None, metadata=said(_("Kind of insurance")))
    insurer: Line = field(default="", metadata=said(_("Insurer")))
    number: Line = field(default="", metadata=said(_("Number of the policy")))
    cover: Yuan | None = field(default=None, metadata=said(_("Sum insured"), unit=_("CNY")))
    starts_on: date | None = field(default=None, metadata=said(_("Covered from")))
    ends_on: date | None = field(default=None, metadata=said(_("Covered until")))
    payer: Key = field(default="", metadata=said(_("Who pays the premium")))
    is_renewed: bool = field(
        default=False,
        metadata=said(
            _("It is renewed and covers every internship from its first to its last day"),
            silent=_(
                "A liability insurance for internships is taken out by the college or the host and covers the whole"
                " time of the internship; students do not pay for it (Internship Rules 2021)."
            ),
        ),
    )


@dataclass(frozen=True)
class Protection:
    """Somebody who stands in when a risk comes true: up to which sum, and how it is called."""

    category: RiskCategory | None = field(default=None, metadata=said(_("Against the risk")))
    kind: ProtectionKind | None = field(default=None, metadata=said(_("Kind of protection")))
    provider: ProtectionProvider | None = field(default=None, metadata=said(_("Who gives it")))
    ceiling: Yuan | None = field(default=None, metadata=said(_("Up to"), unit=_("CNY")))
    call: Text = field(
        default="", metadata=said(_("How it is called"), help=_("By whom, within which time, with what."))
    )


@dataclass(frozen=True)
class Insurance:
    """Policies and protections."""

    policies: tuple[Policy, ...] = field(default=(), metadata=said(_("Policy %(number)d")))
    protections: tuple[Protection, ...] = field(default=(), metadata=said(_("Protection %(number)d")))


@dataclass(frozen=True)
class Emergency:
    """What is done when something happens. People to be called are rows beside the document."""

    trigger: Text = field(default="", metadata=said(_("When the plan is used")))
    steps: Text = field(
        default="",
        metadata=said(
            _("What is done"),
            help=_("Who stops the work, calls help, tells parents and the college, in which order."),
        ),
    )
    drill_months: Months | None = field(
        default=None, metadata=said(_("Practised every"), unit=pgettext_lazy("unit", "months"))
    )


@dataclass(frozen=True)
class TeachingSafety:
    """Safety where students learn and work."""

    trainer: Key = field(
        default="",
        metadata=said(
            _("Who gives the safety training"),
            silent=_("The host trains students in safety before they begin (Internship Rules 2021)."),
        ),
    )
    training: Text = field(default="", metadata=said(_("What the training covers, and how it is tested")))
    equipment: Key = field(default="", metadata=said(_("Who provides protective equipment")))
    students_per_supervisor: Count | None = field(
        default=None, metadata=said(_("Students for each supervisor, at most"), unit=pgettext_lazy("unit", "students"))
    )
    reporting: Text = field(default="", metadata=said(_("How accidents are reported")))


@dataclass(frozen=True)
class Setting:
    """What the mode of an agreement requires; which fields those are stands in NEEDED."""

    premises: Line = field(default="", metadata=said(_("Premises"), help=_("Building, rooms and area.")))
    production_safety: Key = field(default="", metadata=said(_("Who answers for production safety")))
    output_owner: Key = field(default="", metadata=said(_("Who owns what is produced")))
    registration: Line = field(
        default="", metadata=said(_("Legal registration"), help=_("Of the teaching point: authority and number."))
    )
    supervisors: Count | None = field(default=None, metadata=said(_("Supervisors"), unit=_("people")))
    teaching_point: Line = field(default="", metadata=said(_("Teaching point"), help=_("Address in the factory.")))
    platform: Line = field(default="", metadata=said(_("Platform")))
    sessions: Count | None = field(default=None, metadata=said(_("Sessions a term"), unit=_("sessions")))
    hours: Count | None = field(default=None, metadata=said(_("Hours a term"), unit=pgettext_lazy("unit", "hours")))
    industry: Line = field(default="", metadata=said(_("Industry of the region that it serves")))
    body: Line = field(default="", metadata=said(_("Governance body")))


NEEDED: Mapping[AgreementMode, tuple[str, ...]] = {
    AgreementMode.FACTORY_IN_SCHOOL: ("premises", "production_safety", "output_owner"),
    AgreementMode.SCHOOL_IN_FACTORY: ("registration", "supervisors", "teaching_point"),
    AgreementMode.CLOUD: ("platform", "sessions", "hours"),
    AgreementMode.CHARACTERISTIC_COLLEGE: ("industry", "body"),
}
"""The fields of Setting that each mode requires; a mode that is not here requires none."""
