"""Frameworks as data: the shipped files, their format (schema.json), and the document of a version."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from core.errors import DomainError

SHIPPED_FRAMEWORK = "participation-process-results"  # the one that judges where no other is asked for
HERE = Path(__file__).resolve().parent


class FrameworkInvalid(DomainError):
    """A framework cannot be approved; `problems` says all that is wrong with it, each with where it stands."""

    code = "framework_invalid"
    status = 400

    def __init__(self, *problems: str) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(self.problems))


def shipped() -> Iterator[dict[str, Any]]:
    """Every shipped framework, as its file says."""
    for path in sorted(HERE.glob("*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def document_of(version: Mapping[str, Any]) -> dict[str, Any]:
    """What a version says, as plain JSON: dates as text; where it stands in its life is no part of it."""
    said = {name: value for name, value in version.items() if name != "state"}
    return json.loads(json.dumps(said, default=date.isoformat))


def digest_of(document: Mapping[str, Any]) -> str:
    """The SHA-256 of a version's document."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(said: Any, *, english: bool = False) -> str:
    """A text of a document in Chinese, or in English if it has one ("" if not)."""
    if isinstance(said, Mapping):
        return str(said.get("en", "") if english else said["zh-hans"])
    return "" if english or said is None else str(said)
