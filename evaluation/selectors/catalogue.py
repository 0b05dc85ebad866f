"""The catalogue: every measure and every filed figure, with its unit, window, basis, definition and source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import wording
from evaluation.engine.measures import Measure, all_measures
from evaluation.frameworks.plan import PREFIX
from reference.models import FigureCode

PART = re.compile(r"^(Basis|Source):\s*", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A measure as people read it, in the language of the page."""

    code: str
    title: str
    says: str
    unit: str
    window: str
    basis: str
    definition: list[str]  # paragraphs
    source: str

    def mentions(self, words: str) -> bool:
        """Whether all the words stand somewhere in it."""
        text = " ".join((self.code, self.title, self.says, self.basis, *self.definition, self.source)).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True)
class FiledEntry:
    """A figure that people file."""

    code: str
    title: str
    unit: str
    of: str

    def mentions(self, words: str) -> bool:
        """Whether all the words stand somewhere in it."""
        text = f"{self.code} {self.title} {self.unit} {self.of}".casefold()
        return all(word in text for word in words.casefold().split())


def parts_of(description: str) -> tuple[list[str], str, str]:
    """The paragraphs of a definition, its basis and its source, each as one line."""
    definition, basis, source = description, "", ""
    found = list(PART.finditer(description))
    for match, following in zip(found, [*found[1:], None], strict=True):
        text = " ".join(description[match.end() : following.start() if following else None].split())
        if match[1] == "Basis":
            basis = text
        else:
            source = text
    if found:
        definition = description[: found[0].start()]
    paragraphs = [" ".join(part.split()) for part in definition.split("\n\n") if part.strip()]
    return paragraphs, basis, source


def entry(measure: Measure) -> Entry:
    """A measure of the registry. Its docstring is the text; the catalogue of messages holds its Chinese."""
    paragraphs, basis, source = parts_of(measure.description)
    return Entry(
        code=measure.code,
        title=str(measure.title),
        says=str(measure.says),
        unit=pgettext("unit", measure.unit),
        window=window_text(measure.window_days),
        basis=_translated(basis),
        definition=[_translated(text) for text in paragraphs],
        source=_translated(source),
    )


def _translated(text: str) -> str:
    return _(text) if text else ""  # the message without words is the head of the catalogue


def window_text(days: int) -> str:
    """The day itself, or so many days that end with it."""
    if days == 1:
        return _("On the day")
    return _("The %(days)s days that end with the day") % {"days": wording.number(days)}


def entries(words: str = "") -> list[Entry]:
    """Every measure, or those that mention the words, by title."""
    found = (entry(measure) for measure in all_measures())
    return sorted((one for one in found if one.mentions(words)), key=lambda one: one.title)


def filed_entries(words: str = "") -> list[FiledEntry]:
    """Every filed figure, or those that mention the words. One query."""
    return [one for one in _filed() if one.mentions(words)]


def _filed() -> Iterator[FiledEntry]:
    for figure in FigureCode.objects.order_by("code"):
        yield FiledEntry(PREFIX + figure.code, figure.label, figure.unit, figure.get_subject_display())
