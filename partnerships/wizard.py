"""Twelve questions that lead to one of six patterns of ownership, with the reason.

The patterns are those that agreements between universities and enterprises commonly choose from; which answers lead to
which is a house rule (docs/decisions/ip-wizard.md). Each pattern is made of wordings of the library.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.library import LibraryClause, filled, wordings
from partnerships.terms import IP, NotApplicable, Terms
from partnerships.terms.values import ResultUse


class Who(models.TextChoices):
    """Which side."""

    COLLEGE = "college", _("The college")
    ENTERPRISE = "enterprise", _("The enterprise")
    BOTH = "both", pgettext_lazy("sides", "Both")


class Need(models.TextChoices):
    """How sure the enterprise is that it needs a result for itself."""

    NO = "no", _("No, others may use it too")
    AFTER_TRIAL = "after_trial", _("Perhaps, after a trial")
    YES = "yes", _("Yes, for certain")


@dataclass(frozen=True)
class Question:
    """A question of the wizard; `choices` are an enum, None for yes or no."""

    name: str
    text: Promise
    choices: type[models.TextChoices] | None = None


QUESTIONS: tuple[Question, ...] = (
    Question("inventor", _("Who does the inventive work?"), Who),
    Question("separable", _("Can the work of each side be told apart afterwards?")),
    Question("payer", _("Who pays for the work?"), Who),
    Question("public_money", _("Does public money pay a part of it?")),
    Question("background", _("Whose earlier rights is it built on, above all?"), Who),
    Question("exclusive", _("Does the enterprise need the result for itself alone?"), Need),
    Question("owns_later", _("Does the enterprise want to own the result in the end?")),
    Question("other_industries", _("Is the result of use in other industries too?")),
    Question("teaches", _("Does the college teach or do research with the result?")),
    Question("secret", _("Is it know-how that is kept secret rather than patented?")),
    Question("defender", _("Who can act against infringers?"), Who),
    Question("fee_payer", _("Who will pay the yearly fees?"), Who),
)


class Pattern(models.TextChoices):
    """Who owns, and what the other may do."""

    PLAIN = "plain", _("The college owns; the enterprise gets a plain licence")
    OPTION_EXCLUSIVE = "option_exclusive", _("The college owns; the enterprise gets an option to an exclusive licence")
    OPTION_ASSIGNMENT = "option_assignment", _("The college owns; the enterprise gets an option to an assignment")
    ENTERPRISE = "enterprise", _("The enterprise owns; the college keeps it for teaching and research")
    EACH = "each", _("Each owns what it makes")
    JOINT = "joint", _("Both own jointly, by parts")


WORDINGS: Mapping[str, tuple[str, str]] = {
    Pattern.PLAIN: ("IP-COLLEGE", "LICENCE-PLAIN"),
    Pattern.OPTION_EXCLUSIVE: ("IP-COLLEGE", "LICENCE-OPTION"),
    Pattern.OPTION_ASSIGNMENT: ("IP-COLLEGE", "LICENCE-ASSIGNMENT"),
    Pattern.ENTERPRISE: ("IP-ENTERPRISE", ""),
    Pattern.EACH: ("IP-EACH", ""),
    Pattern.JOINT: ("IP-JOINT", ""),
}
"""The wordings of ownership and of licences that each pattern is made of."""

DEFENCE: Mapping[str, str] = {
    Who.COLLEGE: "DEFEND-COLLEGE",
    Who.ENTERPRISE: "DEFEND-ENTERPRISE",
    Who.BOTH: "DEFEND-BOTH",
}
NO_LICENCE = _("The owners may use the results themselves; nothing is licensed beyond that.")


@dataclass(frozen=True)
class Advice:
    """The pattern and why; what else the answers ask for."""

    pattern: Pattern
    reasons: tuple[str | Promise, ...]


def advice(answers: Mapping[str, Any]) -> Advice:
    """The pattern that the answers lead to: choices as their values, yes and no as booleans."""
    pattern, because = next((pattern, why) for fits, pattern, why in DECISIONS if fits(answers))
    reasons: list[str | Promise] = [because]
    if answers["teaches"] and pattern is Pattern.ENTERPRISE:
        reasons.append(_("The college teaches with it, so its use for teaching and research is kept."))
    if answers["public_money"]:
        reasons.append(_("Public money pays a part, so a result that nobody uses must stay open to others."))
    if answers["other_industries"] and pattern in {Pattern.OPTION_EXCLUSIVE, Pattern.PLAIN}:
        reasons.append(_("Other industries can use it, so the licence is bound to the field of the enterprise."))
    if answers["secret"]:
        reasons.append(_("It is kept secret, so what is confidential has to be stated, and for how long."))
    return Advice(pattern, tuple(reasons))


def _is_made_to_order(answers: Mapping[str, Any]) -> bool:
    of_enterprise = answers["payer"] == Who.ENTERPRISE and answers["background"] == Who.ENTERPRISE
    return of_enterprise and not answers["public_money"]


DECISIONS: tuple[tuple[Callable[[Mapping[str, Any]], bool], Pattern, Promise], ...] = (
    (
        lambda answers: answers["inventor"] == Who.BOTH and answers["separable"],
        Pattern.EACH,
        _("Both invent and the work can be told apart: each owns what it makes."),
    ),
    (
        lambda answers: answers["inventor"] == Who.BOTH,
        Pattern.JOINT,
        _("Both invent and the work cannot be told apart: both own it, by parts."),
    ),
    (
        lambda answers: answers["inventor"] == Who.ENTERPRISE,
        Pattern.ENTERPRISE,
        _("The enterprise does the inventive work, so it owns the result."),
    ),
    (
        _is_made_to_order,
        Pattern.ENTERPRISE,
        _("The enterprise pays for all of it and builds on its own rights: it is made to order."),
    ),
    (
        lambda answers: answers["owns_later"] and answers["payer"] != Who.COLLEGE,
        Pattern.OPTION_ASSIGNMENT,
        _("The college invents; the enterprise pays and wants to own it in the end."),
    ),
    (
        lambda answers: answers["exclusive"] != Need.NO,
        Pattern.OPTION_EXCLUSIVE,
        _("The college invents; the enterprise may need it for itself alone."),
    ),
    (
        lambda answers: True,  # noqa: ARG005  what is left
        Pattern.PLAIN,
        _("The college invents, and others may use the result beside the enterprise."),
    ),
)
"""Which answers lead to which pattern, and why; the first line that fits decides."""


def clauses_for(answers: Mapping[str, Any], terms: Terms, *, on: date) -> dict[str, tuple[Any, str]]:
    """The clauses on ownership, licences and defence that the answers lead to, each with its source in the library."""
    ownership, licence = WORDINGS[advice(answers).pattern]
    ip = _wording("ip", ownership, on)
    made: dict[str, tuple[Any, str]] = {"ip": (_adapted(filled(ip, terms), answers, terms), ip.source)}
    if licence:
        entry = _wording("licences", licence, on)
        made["licences"] = (filled(entry, terms), entry.source)
    else:
        made["licences"] = (NotApplicable(str(NO_LICENCE)), "")
    entry = _wording("enforcement", DEFENCE[answers["defender"]], on)
    made["enforcement"] = (filled(entry, terms), entry.source)
    return made


def _adapted(ip: IP, answers: Mapping[str, Any], terms: Terms) -> IP:
    """The payer of fees and the use for teaching, as answered."""
    first = ip.foreground[0]
    keys = {party.side.value: party.key for party in reversed(terms.parties)}
    payer = keys.get(answers["fee_payer"], first.payer)
    use = first.use
    if not answers["teaches"] and use is ResultUse.OWNERS_AND_TEACHING:
        use = ResultUse.OWNERS
    return replace(ip, foreground=(replace(first, payer=payer, use=use),))


def _wording(clause: str, code: str, on: date) -> LibraryClause:
    return next(entry for entry in wordings(clause, on=on) if entry.code == code)
