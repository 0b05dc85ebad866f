"""The rule mechanism. Rules themselves stand in `<app>/rules/`, one small file per theme.

A rule is a pure generator function `(subject, context) -> Iterator[Finding]`:

    @rule("INT-021", applies_to=("placement",), level=Level.BLOCK, source=Source.LAW, grade=Grade.CONFIRMED,
          document="教职成〔2021〕4号", article="Art. 16(2)", valid_from=date(2022, 1, 1),
          title=_("At least 16 years old on the first day"))
    def old_enough(placement: PlacementFacts, context: Context) -> Iterator[Finding]:
        if context.age < context.min_age:
            yield Finding("student", _("The student is under %(age)s."), params={"age": context.min_age})

It reads no clock, no request and no database: `subject` and `context` hold what it needs. `check` runs the rules of a
group that are valid on a day. **A proposal, and a law whose text nobody has confirmed (grade U), never block**: the
mechanism lowers them to a warning, whatever their author wrote.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class Level(models.TextChoices):
    """What a finding does."""

    BLOCK = "block", _("Blocks")
    GATE = "gate", _("Needs evidence first")
    WARN = "warn", _("Warns")
    HINT = "hint", _("Hints")


class Source(models.TextChoices):
    """Where a rule comes from."""

    LAW = "law", _("Law")
    HOUSE = "house", _("House rule")
    PROPOSAL = "proposal", _("Proposal")


class Grade(models.TextChoices):
    """How sure we are of the text of the source (rulebook, section 0)."""

    CONFIRMED = "C", _("Confirmed")
    SECONDARY = "S", _("Secondary source")
    UNCONFIRMED = "U", _("Unconfirmed")


BLOCKING = frozenset({Level.BLOCK, Level.GATE})


@dataclass(frozen=True)
class Finding:
    """A rule is not met. A rule yields `field` and `message`; `check` adds which rule, how strong and which version.

    `field` is the path of the input that has to change (`ip.foreground.0.parts`), empty for the whole. `message` is a
    translatable text; `params` fill it, in the language in which it is read.
    """

    field: str
    message: str | Promise
    params: Mapping[str, Any] = dataclass_field(default_factory=dict)
    rule: str = ""
    level: Level = Level.WARN
    version: str = ""

    def __post_init__(self) -> None:
        if self.params:
            object.__setattr__(self, "message", _filled(self.message, self.params))

    @property
    def blocks(self) -> bool:
        """Whether the act may not be done while this stands."""
        return self.level in BLOCKING

    @property
    def needs_reason(self) -> bool:
        """Whether the act may be done all the same, with a written reason. A hint asks for none."""
        return self.level == Level.WARN

    def of(self, rule: "Rule") -> "Finding":
        """The same finding, marked with rule, effective level and version."""
        marked = copy(self)
        marked.__dict__.update(rule=rule.id, level=rule.effective_level, version=rule.version)
        return marked

    def __str__(self) -> str:
        return str(self.message)


def _fill(message: str | Promise, params: Mapping[str, Any]) -> str:
    return str(message) % params


_filled = lazy(_fill, str)


Check = Callable[[Any, Any], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule with everything that is said about it. Its author asked for `level`; it has the `effective_level`."""

    id: str
    check: Check
    level: Level
    source: Source
    grade: Grade
    valid_from: date
    valid_to: date | None  # last day, included
    applies_to: tuple[str, ...]
    title: str | Promise
    document: str
    article: str
    version: str
    fails: Mapping[str, Any] = dataclass_field(default_factory=dict)  # see reference.examples

    @property
    def effective_level(self) -> Level:
        """Proposals and unconfirmed texts warn where they would block."""
        unsure = self.source is Source.PROPOSAL or self.grade is Grade.UNCONFIRMED
        return Level.WARN if unsure and self.level in BLOCKING else self.level

    @property
    def is_lowered(self) -> bool:
        """Whether the rule would block if its source were sure."""
        return self.effective_level is not self.level

    @property
    def description(self) -> str:
        """The docstring of the function."""
        return inspect.getdoc(self.check) or ""

    def is_valid_on(self, on: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: "Rule") -> bool:
        """Whether both are in force on some day."""
        return (other.valid_to is None or self.valid_from <= other.valid_to) and (
            self.valid_to is None or other.valid_from <= self.valid_to
        )

    def findings(self, subject: Any, context: Any) -> Iterator[Finding]:
        """What the rule finds, marked with rule, effective level and version."""
        for finding in self.check(subject, context):
            yield finding.of(self)


class DuplicateRule(ValueError):
    """Two rules share an id on some day."""


class UnsourcedRule(ValueError):
    """A law is cited with document and article, or it is no law."""


class RulesOpen(DomainError):
    """Blocking rules are not met; `findings` says which, where and why."""

    code = "rules_open"
    message = _("Some rules are not met yet.")

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__()


class WarningsNeedReasons(DomainError):
    """Warnings may stand, each with a written reason; `findings` are those without one."""

    code = "warnings_need_reasons"
    message = _("Write for each warning why you go on all the same.")

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__()


class Rules:
    """A set of rules. The house has one (`RULES`); a test makes its own."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def __iter__(self) -> Iterator[Rule]:
        """All rules, by id and then by the day from which they hold."""
        return iter(sorted(self._rules, key=lambda known: (known.id, known.valid_from)))

    def add(self, new: Rule) -> None:
        """Raises DuplicateRule, UnsourcedRule. A rule that replaces another keeps its id and begins after its end."""
        if any(new.id == known.id and new.overlaps(known) for known in self._rules):
            raise DuplicateRule(f"Rule {new.id} is registered twice for the same days.")
        if new.source is Source.LAW and not (new.document and new.article):
            raise UnsourcedRule(f"Rule {new.id} says it is law: cite document and article.")
        self._rules.append(new)

    def of(self, group: str, on: date) -> list[Rule]:
        """The rules of a group in force on a day."""
        return [known for known in self if group in known.applies_to and known.is_valid_on(on)]

    def check(self, group: str, subject: Any, context: Any, *, on: date) -> list[Finding]:
        """Everything that the rules of a group find, in the order of their ids."""
        return [finding for known in self.of(group, on) for finding in known.findings(subject, context)]

    def rule(
        self,
        id: str,  # noqa: A002  a rule's id is called id
        *,
        applies_to: tuple[str, ...],
        level: Level,
        source: Source,
        valid_from: date,
        title: str | Promise,
        grade: Grade = Grade.CONFIRMED,
        document: str = "",
        article: str = "",
        valid_to: date | None = None,
        fails: Mapping[str, Any] | None = None,
    ) -> Callable[[Check], Check]:
        """Register a function as a rule. Raises DuplicateRule, UnsourcedRule at import, not in front of a user."""

        def register(check: Check) -> Check:
            said = (id, level, source, grade, document, article, valid_from, valid_to, inspect.getsource(check))
            version = hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:12]
            self.add(
                Rule(
                    id=id,
                    check=check,
                    level=Level(level),
                    source=Source(source),
                    grade=Grade(grade),
                    valid_from=valid_from,
                    valid_to=valid_to,
                    applies_to=tuple(applies_to),
                    title=title,
                    document=document,
                    article=article,
                    version=version,
                    fails=fails or {},
                )
            )
            return check

        return register


RULES = Rules()
rule = RULES.rule
check = RULES.check


def require_met(findings: Iterable[Finding]) -> None:
    """Raises RulesOpen with the findings that block, if any does."""
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        raise RulesOpen(blocking)


def require_reasons(findings: Iterable[Finding], reasons: Mapping[str, str]) -> None:
    """Raises RulesOpen if a rule blocks, WarningsNeedReasons if a warning has no reason under the id of its rule."""
    found = list(findings)
    require_met(found)
    silent = [finding for finding in found if finding.needs_reason and not reasons.get(finding.rule, "").strip()]
    if silent:
        raise WarningsNeedReasons(silent)
