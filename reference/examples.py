"""Examples of rules: what a rule says of a model, and of the same model with something changed.

A group of rules registers its model (`models.register`); a rule names in `fails` what has to change in the model so
that it finds something. Both stand beside the rule, so the page of rules and its test need nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass, replace
from typing import Any

from reference.rules import Finding, Rule

CONTEXT = "context."


@dataclass(frozen=True)
class Model:
    """What the examples of a group change: `subject()` in the language of the reader, and the context."""

    subject: Callable[[], Any]
    context: Any


@dataclass(frozen=True)
class Example:
    """The model, the model changed, and what the rule finds in the changed one."""

    passing: Any
    failing: Any
    findings: tuple[Finding, ...]


MODELS: dict[str, Model] = {}
"""By the name of the group, such as `agreement`."""


def example_of(rule: Rule) -> Example | None:
    """The example of a rule; None where its group has no model or the rule names no change."""
    model = next((MODELS[group] for group in rule.applies_to if group in MODELS), None)
    if model is None or not rule.fails:
        return None
    passing = model.subject()
    failing, context = passing, model.context
    for path, value in rule.fails.items():
        if path.startswith(CONTEXT):
            context = changed(context, path.removeprefix(CONTEXT), value)
        else:
            failing = changed(failing, path, value)
    return Example(passing, failing, tuple(rule.findings(failing, context)))


def changed(held: Any, path: str, value: Any) -> Any:
    """A copy of frozen values with one of them changed: `changed(terms, "exit.notice_days", None)`.

    A number in the path is a place in a tuple (its length adds an entry); a name is a field or a key. Raises KeyError.
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
