"""Two versions of the terms side by side, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise

from partnerships.terms import Terms
from partnerships.words.clauses import in_words
from partnerships.words.phrases import Row


@dataclass(frozen=True)
class Pair:
    """A row on both sides; "" where it is missing on one."""

    label: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """Whether it is `new`, `dropped` or `changed`."""
        return "new" if not self.before else "dropped" if not self.after else "changed"


@dataclass(frozen=True)
class ClauseChange:
    """A clause that differs, with the rows that do."""

    name: str
    label: str | Promise
    pairs: tuple[Pair, ...]


def compared(before: Terms, after: Terms) -> list[ClauseChange]:
    """The clauses in which two documents differ, in the order of the document."""
    found = []
    for old, new in zip(in_words(before), in_words(after), strict=True):
        pairs = tuple(_pairs(old.rows, new.rows))
        if pairs:
            found.append(ClauseChange(new.name, new.label, pairs))
    return found


def _pairs(old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[Pair]:
    """Rows that differ; within a stretch that changed, rows of the same label belong together."""
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        rest = list(new[from_new:to_new])
        for label, text in old[from_old:to_old]:
            match = next((row for row in rest if row[0] == label), None)
            if match is not None:
                rest.remove(match)
            yield Pair(str(label), text, match[1] if match else "")
        for label, text in rest:
            yield Pair(str(label), "", text)
