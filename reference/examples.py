"""Examples of rules: what a rule says of a model, and of the same model with something changed.

A group of rules registers its model in `MODELS`; a rule names in `fails` what has to change in the model so that it
finds something. Both stand beside the rule, so the page of rules and its test need nothing else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from typing import Any

from reference.rules import Finding, Rule

CONTEXT = "context."
Row = tuple[str, str]  # what it is about, and what stands there


@dataclass(frozen=True)
class Model:
    """What the examples of a group change: `subject()` in the language of the reader, the context, and how a page says
    what a subject holds, row by row."""

    subject: Callable[[], Any]
    context: Any
    rows: Callable[[Any], Sequence[Row]]


@dataclass(frozen=True)
class Example:
    """The model, the model changed, the context of the changed one, and what the rule finds in it."""

    passing: Any
    failing: Any
    context: Any
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ExampleInWords:
    """The rows in which both differ, and what the rule says of the failing one. Rows are empty where the difference
    lies outside of the subject, in the register or in other rows."""

    passing: tuple[Row, ...]
    failing: tuple[Row, ...]
    messages: tuple[str, ...]


MODELS: dict[str, Model] = {}
"""By the name of the group, such as `agreement`."""


def model_of(rule: Rule) -> Model | None:
    """The model of a rule's group."""
    return next((MODELS[group] for group in rule.applies_to if group in MODELS), None)


def example_of(rule: Rule) -> Example | None:
    """The example of a rule; None where its group has no model or the rule names no change."""
    model = model_of(rule)
    if model is None or not rule.fails:
        return None
    passing = model.subject()
    failing, context = passing, model.context
    for path, value in rule.fails.items():
        if path.startswith(CONTEXT):
            context = changed(context, path.removeprefix(CONTEXT), value)
        else:
            failing = changed(failing, path, value)
    return Example(passing, failing, context, tuple(rule.findings(failing, context)))


def in_words(rules: Iterable[Rule]) -> list[tuple[Rule, ExampleInWords | None]]:
    """Every rule with its example as a page shows it, in the language of the reader."""
    passing: dict[int, Sequence[Row]] = {}
    told: list[tuple[Rule, ExampleInWords | None]] = []
    for rule in rules:
        example, model = example_of(rule), model_of(rule)
        if example is None or model is None:
            told.append((rule, None))
            continue
        before = passing.setdefault(id(model), model.rows(example.passing))
        after = model.rows(example.failing)
        told.append(
            (
                rule,
                ExampleInWords(
                    tuple(row for row in before if row not in after),
                    tuple(row for row in after if row not in before),
                    tuple(str(finding.message) for finding in example.findings),
                ),
            )
        )
    return told


def changed(held: Any, path: str, value: Any) -> Any:
    """A copy of frozen values with one of them changed: `changed(terms, "exit.notice_days", None)`.

    A number in the path is a place in a tuple; a name is a field or a key. Raises KeyError.
    """
    first, _dot, rest = path.partition(".")
    if isinstance(held, tuple):
        place = int(first)
        new = changed(held[place], rest, value) if rest else value
        return (*held[:place], new, *held[place + 1 :])
    if isinstance(held, Mapping):
        return {**held, first: changed(held[first], rest, value) if rest else value}
    if not is_dataclass(held) or isinstance(held, type):
        raise KeyError(path)
    return replace(held, **{first: changed(getattr(held, first), rest, value) if rest else value})
