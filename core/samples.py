"""What the style page shows. All names and figures are invented; regions and organisations do not exist."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import clock
from core.charts import LightCount, Sparkline
from core.forms import Aside, DayInput, PageForm, Section, Step


@dataclass(frozen=True)
class Named:
    """Something with a name in two languages."""

    name: str
    name_en: str = ""


@dataclass(frozen=True)
class Chip:
    """An active filter."""

    label: str
    value: str
    remove: str = "#lists"


@dataclass(frozen=True)
class Todo:
    """Something that waits."""

    title: str
    detail: str
    due_on: date | None
    act: str = ""
    url: str = "#todo"


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    at: datetime
    text: str


class SampleForm(PageForm):
    """Every kind of field, with a hint, a unit, the law beside it, an error and a warning."""

    warning: ClassVar[Any] = gettext_lazy(
        "Who acts first, within how many days and at whose cost is not said. You can submit, with a reason."
    )
    sections = (
        Section(gettext_lazy("Intellectual property"), ("ownership", "college_percent", "upkeep_percent")),
        Section(
            gettext_lazy("Term and use"),
            ("title", "starts_on", "first_to_act", "majors", "notes", "is_exclusive", "document"),
            gettext_lazy("What is left open here can be agreed later, in an amendment."),
        ),
    )
    units = {"college_percent": "%", "upkeep_percent": "%"}
    asides = {
        "ownership": Aside(
            gettext_lazy("If you agree nothing, the law says"),
            gettext_lazy(
                "An invention made together belongs to all parties; who sells a share offers it to them first."
            ),
        ),
        "upkeep_percent": Aside(
            gettext_lazy("The law says nothing on this"),
            gettext_lazy("A patent lapses when nobody pays. That is why this must be filled in."),
        ),
    }

    ownership = forms.ChoiceField(
        label=gettext_lazy("Ownership"),
        choices=[
            ("college", gettext_lazy("The college owns it, the enterprise has a licence")),
            ("enterprise", gettext_lazy("The enterprise owns it, the college may teach and research with it")),
            ("joint", gettext_lazy("Both own it, in shares")),
        ],
        widget=forms.RadioSelect,
    )
    college_percent = forms.DecimalField(label=gettext_lazy("Share of the college"), max_value=100, localize=True)
    upkeep_percent = forms.DecimalField(
        label=gettext_lazy("Part of the enterprise in the upkeep"),
        help_text=gettext_lazy("Fees for filing and for each year; the parts add up to the whole."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=100)
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput, required=False)
    first_to_act = forms.ChoiceField(
        label=gettext_lazy("Who acts first against a copy"),
        choices=[
            ("", gettext_lazy("Choose")),
            ("college", gettext_lazy("The college")),
            ("enterprise", gettext_lazy("The enterprise")),
        ],
        required=False,
    )
    majors = forms.MultipleChoiceField(
        label=gettext_lazy("Majors"),
        choices=[
            ("1", gettext_lazy("CNC technology")),
            ("2", gettext_lazy("Mechatronics")),
            ("3", gettext_lazy("Industrial robotics")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notes = forms.CharField(label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_exclusive = forms.BooleanField(label=gettext_lazy("Nobody else gets a licence"), required=False)
    document = forms.FileField(label=gettext_lazy("Evidence"), required=False)

    @staticmethod
    def sample_input() -> dict[str, Any]:
        """What someone may have entered: a share above the limit, a gap, a date that does not exist."""
        return {
            "ownership": "joint",
            "college_percent": "160",
            "title": str(_("Joint development of precision reducers")),
            "starts_on": "2027-02-30",
            "majors": ["1", "3"],
        }


def sample_line(values: list[float | None], description: str) -> Sparkline:
    """A year of values; all sample lines share one scale."""
    return Sparkline(
        values,
        low=40,
        high=80,
        limit=60,
        limit_label="60",
        first_label=_("Dec 2025"),
        last_label=_("Nov 2026"),
        description=description,
    )


def style_samples(today: date) -> dict[str, Any]:  # size: one sample after another, in the order of the page
    """The context of the style page."""
    at = clock.now()
    return {
        "today": today,
        "amount": Decimal("122664000.00"),
        "wage": Decimal("3400.50"),
        "moment": at,
        "region": Named("清河市", "Qinghe"),
        "unnamed": Named("云岭精密传动有限公司"),
        "todos": [
            Todo(
                _("Open a case for Qinghe?"),
                _("Participation red since 3 November, firm."),
                today + timedelta(days=4),
                _("Decide"),
            ),
            Todo(
                _("6 filings to review"), _("The oldest has waited for 11 days."), today, pgettext("button", "Review")
            ),
            Todo(_("Confirm the slots for spring"), _("47 slots wait for you."), today - timedelta(days=2)),
            Todo(_("Finish a draft"), "", None),
        ],
        "counts": [
            LightCount("red", 2, 1),
            LightCount("yellow", 3, 4),
            LightCount("green", 3, 3),
            LightCount("grey", 1),
        ],
        "sparks": {
            "participation": sample_line(
                [49, 49.6, 51.4, 52.6, 51.6, 50.3, 52.3, 53.2, 54.8, 53.8, 54.3, 56.4],
                description=_("From 49.0 to 56.4 in a year, below the threshold of 60 throughout"),
            ),
            "process": sample_line(
                [66, 67, 67.2, None, None, 70.2, 71.1, 70.8, 71.8, 72, 72.4, 73],
                description=_("From 66.0 to 73.0 in a year, above the threshold of 60; two months are missing"),
            ),
            "results": sample_line([], description=_("There are no values yet")),
        },
        "links": [("CSV", "#tables"), ("Excel", "#tables")],
        "steps": [(_("Draft"), True), (_("In signature"), False), (_("In force"), False), (_("Ended"), False)],
        "clauses": [
            Step(_("Goals"), "#clauses", state_label=_("Done"), shape="done"),
            Step(_("Intellectual property"), "#clauses", is_current=True, errors=1),
            Step(_("Benefit"), "#clauses", warnings=2),
            Step(_("Exit"), "#clauses", state_label=_("Begun"), shape="half"),
            Step(_("Dispute"), "#clauses", state_label=_("Not begun"), shape="open"),
        ],
        "events": [
            Event(at - timedelta(hours=3), _("Gu Mingyuan saved the draft of the clause on intellectual property.")),
            Event(at - timedelta(days=2), "希望写明专利由谁先行维权。"),
            Event(at - timedelta(days=8), _("A draft was made, with the number LJ-2026-0147.")),
        ],
        "chips": {
            "chips": [
                Chip(_("Answer"), _("yes or maybe")),
                Chip(_("Begins"), _("spring term 2027")),
                Chip(_("Region"), "清河市"),
            ],
            "clear": "#lists",
        },
    }
