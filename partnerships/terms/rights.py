"""Clauses on rights: what each brings, what is made, who may use it, who defends it, what is kept secret."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.terms.shapes import Count, Days, Key, Line, Months, Parts, Text, Years, said
from partnerships.terms.values import (
    BackgroundUse,
    Exclusivity,
    Improvements,
    LicenceKind,
    LicenceOut,
    Ownership,
    ResultKind,
    ResultUse,
)


@dataclass(frozen=True)
class BackgroundRight:
    """A right or a piece of knowledge that a party had before, and that the cooperation needs."""

    owner: Key = field(default="", metadata=said(_("Who brings it")))
    kind: ResultKind | None = field(default=None, metadata=said(_("Kind of right")))
    name: Line = field(default="", metadata=said(_("Name or description")))
    number: Line = field(
        default="", metadata=said(_("Number of the patent or registration"), help=_("Where there is one."))
    )
    use: BackgroundUse | None = field(
        default=None,
        metadata=said(
            _("The others may use it"),
            no_law=_("What a party brings stays its own. How far the others may use it, only the agreement says."),
        ),
    )


@dataclass(frozen=True)
class ForegroundResult:
    """Something that will be made together: who owns it, in which parts, who may use it, who pays for protecting it."""

    kind: ResultKind | None = field(default=None, metadata=said(_("Kind of result")))
    name: Line = field(default="", metadata=said(_("Name or description")))
    ownership: Ownership | None = field(
        default=None,
        metadata=said(
            _("Who owns it"),
            silent=_(
                "Commissioned development: the right to apply for a patent is the developer’s, and the client may"
                " use the patent (Civil Code, Art. 859). Joint development: it is held in common, and one who"
                " objects stops the application (Art. 860). Know-how: each may use and transfer it (Art. 861)."
            ),
        ),
    )
    parts: Parts = field(
        default_factory=dict,
        metadata=said(
            _("Parts of the owners"),
            help=_("For joint ownership. Whole numbers in any scale: 60 and 40, or 1 and 1."),
            silent=_(
                "Each owner of a joint patent may use it and grant plain licences; licence fees are shared."
                " Everything else needs all owners (Patent Law, Art. 14)."
            ),
        ),
    )
    cost_parts: Parts = field(
        default_factory=dict,
        metadata=said(
            _("Who bears the costs"),
            help=_("Filing, yearly fees and agents. Whole numbers in any scale."),
            no_law=_("A patent lapses when its yearly fee is not paid, so say who pays before there is one to pay."),
        ),
    )
    use: ResultUse | None = field(
        default=None,
        metadata=said(
            _("Who may use it"),
            silent=_(
                "A transformed result of a college without a new invention belongs to the college; a new invention"
                " is held in common, and all may use it (Transformation Law, Art. 40)."
            ),
        ),
    )
    licence_out: LicenceOut | None = field(default=None, metadata=said(_("Who may license it to others")))
    lead: Key = field(default="", metadata=said(_("Who leads the application")))
    payer: Key = field(default="", metadata=said(_("Who pays the yearly fees")))
    abandon_days: Days | None = field(
        default=None,
        metadata=said(
            _("Before giving it up, the others are told"),
            unit=_("days"),
            help=_("So that they can take it over in time."),
            silent=_(
                "Who gives up its part of a joint right: the others may apply, and it may use it free (Art. 860)."
            ),
        ),
    )


@dataclass(frozen=True)
class IP:
    """Intellectual property: what each brings, what the cooperation creates, and later improvements."""

    foreground: tuple[ForegroundResult, ...] = field(default=(), metadata=said(_("Result %(number)d")))
    background: tuple[BackgroundRight, ...] = field(
        default=(), metadata=said(_("Right that is brought in, %(number)d"))
    )
    has_no_background: bool = field(
        default=False, metadata=said(_("Nobody brings in rights that the cooperation needs"))
    )
    improvements: Improvements | None = field(
        default=None,
        metadata=said(
            _("Later improvements belong to"),
            silent=_("A later improvement belongs to who made it; nobody else has a share (Civil Code, Art. 875)."),
        ),
    )


@dataclass(frozen=True)
class Licence:
    """A licence that is granted now, or an option that its holder may draw until a day."""

    kind: LicenceKind | None = field(default=None, metadata=said(_("What is granted")))
    licensor: Key = field(default="", metadata=said(_("By whom")))
    licensee: Key = field(default="", metadata=said(_("To whom")))
    subject: Line = field(default="", metadata=said(_("Which right")))
    exclusivity: Exclusivity | None = field(
        default=None,
        metadata=said(
            _("How exclusive"),
            silent=_("A licence of a patent counts as a plain one (Supreme People’s Court on technology contracts)."),
        ),
    )
    field_of_use: Line = field(default="", metadata=said(_("Field of use")))
    territory: Line = field(default="", metadata=said(_("Territory")))
    years: Years | None = field(default=None, metadata=said(_("For"), unit=_("years")))
    fee: Line = field(default="", metadata=said(_("Fee"), help=_("A sum, a percentage, or free.")))
    duty: Text = field(
        default="",
        metadata=said(
            _("What the licensee must achieve"),
            help=_("An exclusive licence that nobody uses blocks everybody: say by when what is made or sold."),
        ),
    )
    until: date | None = field(default=None, metadata=said(_("The option can be drawn until")))


@dataclass(frozen=True)
class Licences:
    """What may be used under which licence, and options."""

    items: tuple[Licence, ...] = field(default=(), metadata=said(_("Licence or option %(number)d")))


@dataclass(frozen=True)
class Enforcement:
    """Who acts against somebody who infringes a right, who pays, and who gets the damages."""

    first_right: Key = field(
        default="",
        metadata=said(
            _("Who may act first"),
            no_law=_(
                "Where the agreement is silent on who defends a right, who acts bears all the cost of it: an enterprise"
                " paid for every lawsuit because nobody had said who enforces."
            ),
        ),
    )
    duty: Key = field(default="", metadata=said(_("Who has to act"), help=_("If nobody has to, leave it open.")))
    notice_days: Days | None = field(
        default=None, metadata=said(_("Who learns of an infringement tells the others within"), unit=_("days"))
    )
    cost_parts: Parts = field(
        default_factory=dict,
        metadata=said(_("Who bears the costs of it"), help=_("Whole numbers in any scale: 50 and 50.")),
    )
    damages_parts: Parts = field(
        default_factory=dict,
        metadata=said(_("Who gets the damages"), help=_("What is left after the costs. Whole numbers in any scale.")),
    )
    fallback: Key = field(default="", metadata=said(_("Who may act if the first does not")))


@dataclass(frozen=True)
class Disclosure:
    """What is kept secret and for how long; what may be published, when, and that a thesis may be defended."""

    secret: Text = field(
        default="",
        metadata=said(
            _("What is confidential"),
            silent=_(
                "Parties that transform a result conclude an agreement on technical secrets"
                " (Transformation Law, Art. 41)."
            ),
        ),
    )
    secret_years: Years | None = field(
        default=None, metadata=said(_("Confidential after the end for"), unit=_("years"))
    )
    review_days: Days | None = field(
        default=None,
        metadata=said(
            _("A text is shown to the others before it is published, for"),
            unit=_("days"),
            help=_("More than 60 days stop theses and articles."),
        ),
    )
    delay_months: Months | None = field(
        default=None,
        metadata=said(
            _("Publication may be delayed by at most"),
            unit=pgettext_lazy("unit", "months"),
            help=_("For a patent application. More than 6 months are rarely needed."),
        ),
    )
    is_thesis_free: bool = field(default=False, metadata=said(_("A thesis may be handed in and defended in any case")))


@dataclass(frozen=True)
class DataProtection:
    """Personal data of students and staff that one side gives to the other."""

    data: Text = field(
        default="",
        metadata=said(pgettext_lazy("personal data", "Which data are passed on"), help=_("Names, marks, contacts …")),
    )
    purpose: Text = field(
        default="",
        metadata=said(
            _("For what purpose"),
            silent=_(
                "Who processes for another may do so only as agreed: purpose, period, kind of data, protection and"
                " supervision have to be agreed (Personal Information Protection Law, Art. 21)."
            ),
        ),
    )
    keeper: Key = field(default="", metadata=said(_("Who answers for the data")))
    delete_days: Days | None = field(default=None, metadata=said(_("Deleted after the end within"), unit=_("days")))
    people: Count | None = field(default=None, metadata=said(_("About how many people"), unit=_("people")))
