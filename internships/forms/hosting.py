"""Can you host? And several slots on one page."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm, Section, check_year
from core.lookups import LookupField
from internships.filters import term_words
from internships.models import InternshipSlot
from internships.models.slots import PLACES_MAX
from internships.services import SlotDraft
from reference.lookups import majors
from reference.periods import SchoolYear, Term

TERMS_ASKED = 3  # this one and the next two
ROWS, ROWS_MAX = 5, 20
ROW_FIELDS = ("post", "majors", "starts_on", "ends_on", "places", "pay")


def terms_asked(on: date) -> list[Term]:
    """The terms that a host is asked about: the one of the day and the next ones."""
    found, year = [], SchoolYear.of(on)
    while len(found) < TERMS_ASKED:
        found += [term for term in year.terms if term.end >= on]
        year = year.next()
    return found[:TERMS_ASKED]


class HostingForm(PageForm):
    """The first question of a term."""

    term = forms.ChoiceField(label=_("Term"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Can you host students?"), choices=InternshipSlot.Answer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, help_text=_("If maybe or no: why."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {f"{term.school_year.first_year}-{term.number}": term for term in terms_asked(on)}
        self.fields["term"].choices = [(key, term_words(term)) for key, term in self.terms.items()]

    @property
    def chosen(self) -> Term:
        """The term that was chosen."""
        return self.terms[self.cleaned_data["term"]]


class SeveralSlotsForm(PageForm):
    """Several slots at once: a row is a slot; majors and days that are left empty are those of the row above."""

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = min(max(rows, 1), ROWS_MAX)
        sections, units = [], {}
        for row in range(self.rows):
            names = tuple(f"slot_{row}_{name}" for name in ROW_FIELDS)
            self.fields.update(zip(names, self._fields(row), strict=True))
            units[names[-1]] = _("CNY")
            sections.append(Section(_("Slot %(number)d") % {"number": row + 1}, names))
        self.sections, self.units = sections, units

    @staticmethod
    def _fields(row: int) -> list[forms.Field]:
        as_above = _("Left empty: as in the slot above.") if row else ""
        return [
            forms.CharField(label=_("Post"), max_length=120, required=False),
            LookupField(
                label=_("Majors"),
                source=majors(),
                many=True,
                required=False,
                url=reverse_lazy("reference:lookup-majors"),
                help_text=as_above or _("Name or catalogue code; separate several by commas."),
            ),
            forms.DateField(
                label=_("First day"), widget=DayInput, required=False, help_text=as_above, validators=[check_year]
            ),
            forms.DateField(
                label=_("Last day"), widget=DayInput, required=False, help_text=as_above, validators=[check_year]
            ),
            forms.IntegerField(
                label=_("Places"),
                min_value=1,
                max_value=PLACES_MAX,
                required=False,
                widget=forms.NumberInput(attrs={"class": "short", "min": 1}),
            ),
            forms.DecimalField(label=_("Pay a month"), min_value=0, max_digits=12, decimal_places=2, required=False),
        ]

    def clean(self) -> dict[str, Any]:
        """What a begun row lacks, with what the row above says filled in."""
        cleaned = super().clean() or self.cleaned_data
        self.filled: list[dict[str, Any]] = []
        for row in range(self.rows):
            said = {name: cleaned.get(f"slot_{row}_{name}") for name in ROW_FIELDS}
            if not any(said.values()) and not any(f"slot_{row}_{name}" in self.errors for name in ROW_FIELDS):
                continue
            above = self.filled[-1] if self.filled else {}
            said |= {name: said[name] or above.get(name) for name in ("majors", "starts_on", "ends_on")}
            self._require(row, said)
            self.filled.append(said)
        if not self.filled:
            self.add_error("slot_0_post", _("Fill in at least one slot."))
        return cleaned

    def _require(self, row: int, said: dict[str, Any]) -> None:
        for name in ("post", "majors", "starts_on", "ends_on", "places"):
            if not said[name] and f"slot_{row}_{name}" not in self.errors:
                self.add_error(f"slot_{row}_{name}", _("This field is required."))
        first, last = said["starts_on"], said["ends_on"]
        if first and last and last < first:
            self.add_error(f"slot_{row}_ends_on", _("The last day lies before the first day."))

    def drafts(self) -> list[SlotDraft]:
        """What was entered, for the services."""
        return [SlotDraft(**{**said, "majors": tuple(said["majors"])}) for said in self.filled]
