"""One form per section of an agreement. A form knows how to show a section of the terms and how to read it back.

Names of fields follow the paths of the document (`foreground_0_parts` is `ip.foreground.0.parts`), so that findings of
rules and refusals of services land beside their fields. What is incomplete can be saved; what makes no sense cannot.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from partnerships import terms as t
from partnerships.forms.fields import CleanText
from reference.rules import Finding, RulesOpen

SILENT = _("Where the parties are silent, the law says")
NO_LAW = _("The law has no rule for this")
MOST_ENTRIES = 20


class SectionForm(PageForm):
    """A section of the terms. `entries` is how many results, stages or steps the form shows."""

    name: ClassVar[str] = ""

    def __init__(self, data: Any = None, *, terms: t.Terms, more: bool = False, **kwargs: Any) -> None:
        self.terms = terms
        self.entries = self.count_entries(data, more=more)
        super().__init__(data, initial=dict(self.start(terms)), **kwargs)
        self.build()

    def build(self) -> None:
        """Add the fields that depend on the terms."""

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        """What the fields hold at first."""
        raise NotImplementedError

    def held(self) -> int:
        """How many entries the terms hold."""
        return 0

    def value(self) -> Any:
        """The clause that was entered. Only after is_valid()."""
        raise NotImplementedError

    def merged(self) -> t.Terms:
        """The terms with what was entered. Only after is_valid()."""
        return replace(self.terms, **{self.name: self.value()})

    def count_entries(self, data: Any, *, more: bool) -> int:
        """As many as were sent, else as many as there are; at least one."""
        sent = str(data.get("entries", "")) if data is not None else ""
        most = max(MOST_ENTRIES, self.held())  # the API may have put in more than a page adds
        if sent.isascii() and sent.isdecimal():
            return min(max(int(sent[:9]), 1), most)
        return min(max(self.held() + more, 1), most)

    def show(self, findings: Iterable[Finding]) -> None:
        """Show what rules find in what is saved: beside its fields, with what was saved still in them."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}
        found = list(findings)
        if found:
            self.add_refusal(RulesOpen(found))

    def contacts(self) -> dict[str, str]:
        """Contacts by the party's key, where the section has them."""
        return {}

    @property
    def parties(self) -> tuple[t.PartyRef, ...]:
        return self.terms.parties


class OptionalForm(SectionForm):
    """A clause that may be left out, with a reason."""

    because_label: ClassVar[Promise]

    def add_reason(self, held: Any) -> None:
        """The reason, as the last field."""
        self.fields["not_applicable"] = CleanText(label=self.because_label, rows=2)
        if isinstance(held, t.NotApplicable):
            self.initial["not_applicable"] = held.because

    def left_out(self, entries: tuple[Any, ...]) -> t.NotApplicable | None:
        """The reason, if there is one."""
        because = self.cleaned_data["not_applicable"]
        return t.NotApplicable(because) if because and not entries else None

    def clean(self) -> None:
        if self.cleaned_data.get("not_applicable") and any(self.filled(place) for place in range(self.entries)):
            self.refuse_both()

    def refuse_both(self) -> None:
        """The clause was filled in and left out at once."""
        self.add_error(
            "not_applicable",
            _("Either fill in the clause above or say why it does not apply; both together make no sense."),
        )

    def filled(self, place: int) -> bool:
        """Whether an entry holds anything."""
        raise NotImplementedError
