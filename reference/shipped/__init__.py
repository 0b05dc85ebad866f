"""Loads the YAML files that stand beside this module."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from core.actors import ActorLike
from core.shipped import Loaded
from reference.models import RuleParameter
from reference.rules import Grade
from reference.services import Outcome, ParameterValue, define_figure, set_parameter

HERE = Path(__file__).resolve().parent


def documents(folder: str) -> Iterator[dict[str, Any]]:
    """The entries of all files of a folder, file by file."""
    for path in sorted((HERE / folder).glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def shipped_parameters() -> Iterator[ParameterValue]:
    """Every value of every shipped parameter."""
    for entry in documents("parameters"):
        for said in entry["values"]:
            yield ParameterValue(
                code=entry["code"],
                unit=entry.get("unit", ""),
                value=said["value"],
                region_code=said.get("region", ""),
                valid_from=said["valid_from"],
                valid_to=said.get("valid_to"),
                document=said["document"],
                article=said.get("article", ""),
                grade=Grade(said["grade"]),
            )


def load_parameters(actor: ActorLike) -> Loaded:
    """Loader of rule parameters."""
    loaded = Loaded()
    for value in shipped_parameters():
        outcome = set_parameter(actor=actor, value=value, origin=RuleParameter.Origin.SHIPPED)
        _count(loaded, outcome, f"{value.code} {value.region_code} {value.valid_from}")
    return loaded


def load_figure_codes(actor: ActorLike) -> Loaded:
    """Loader of figure codes."""
    loaded = Loaded()
    for entry in documents("figures"):
        _count(loaded, define_figure(actor=actor, **entry), entry["code"])
    return loaded


def _count(loaded: Loaded, outcome: Outcome, label: str) -> None:
    match outcome:
        case Outcome.CREATED:
            loaded.created += 1
        case Outcome.RENEWED:
            loaded.renewed += 1
        case Outcome.UNCHANGED:
            loaded.unchanged += 1
        case Outcome.KEPT:
            loaded.kept.append(label)
