"""Forms of slots and placements."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.forms import Aside, DayInput, PageForm, PageModelForm, Section
from core.lookups import LookupField
from internships.lookups import students
from internships.models import InternshipSlot, Placement
from internships.rules.hours import plain
from internships.services import SlotDraft
from reference.lookups import majors, regions
from reference.rules import Finding

REASON = "reason_"


class SlotForm(PageModelForm):
    """Everything that a host says of a slot."""

    sections = (
        Section(_("What you offer"), ("post", "majors", "starts_on", "ends_on", "places")),
        Section(_("Where"), ("region", "venue", "venue_type")),
        Section(_("Time, pay and tasks"), ("hours_per_day", "hours_per_week", "rest_days_per_week", "pay", "tasks")),
        Section(_("Your answer"), ("answer", "answer_reason")),
    )
    units = {
        "hours_per_day": _("hours"),
        "hours_per_week": _("hours"),
        "rest_days_per_week": _("days"),
        "pay": _("CNY"),
    }
    asides = {
        "hours_per_week": Aside(
            _("The law on working time"), _("At most 8 hours a day and 44 a week; regions may be stricter.")
        ),
        "venue_type": Aside(
            _("The law on venues"), _("No bars, nightclubs, KTV, bath centres, video-game arcades or internet cafes.")
        ),
        "places": Aside(
            _("The law on numbers"),
            _("Interns at once: in general at most a tenth of your on-post staff, over all posts and colleges."),
        ),
    }

    class Meta:
        model = InternshipSlot
        fields = (
            "post",
            "starts_on",
            "ends_on",
            "places",
            "venue",
            "venue_type",
            "hours_per_day",
            "hours_per_week",
            "rest_days_per_week",
            "pay",
            "tasks",
            "answer",
            "answer_reason",
        )
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "places": forms.NumberInput(attrs={"class": "short", "min": 1}),
            "answer": forms.RadioSelect,
            "tasks": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "post": _("As you call it in your company, such as CNC machining operator."),
            "places": _("How many students can be there at the same time."),
            "ends_on": _("Included."),
            "pay": _("For one month. Leave it empty if you cannot say yet."),
            "tasks": _("What the students will do and learn, in a few words."),
            "answer_reason": _("If maybe or no: why."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "answer" in self.fields:
            self.fields["answer"].choices = InternshipSlot.Answer.choices
        self.fields["majors"] = LookupField(
            label=_("majors"),
            source=majors(),
            many=True,
            url=reverse_lazy("reference:lookup-majors"),
            help_text=_("Name or catalogue code; separate several by commas."),
        )
        self.fields["region"] = LookupField(
            label=_("region of the venue"),
            source=regions(),
            required=False,
            url=reverse_lazy("reference:lookup-regions"),
            help_text=_("Name or code. Left empty: where your enterprise stands."),
        )
        for name in ("hours_per_day", "hours_per_week"):
            if self.initial.get(name) is not None:
                self.initial[name] = plain(self.initial[name])
        for field in self.fields.values():
            field.label = _capital(field.label)
        if self.instance.pk:
            self.initial.update(region=self.instance.region, majors=list(self.instance.majors.all()))
        self.order_fields([name for section in self.sections for name in section.fields])

    def draft(self) -> SlotDraft:
        """What was entered, for the services; what this form does not ask stays unsaid."""
        given = {name: value for name, value in self.cleaned_data.items() if name in SlotDraft.__dataclass_fields__}
        return SlotDraft(**{**given, "majors": tuple(given["majors"])})


class NewSlotForm(SlotForm):
    """The three things that publish a slot; the rest can follow."""

    sections = ()
    asides = {name: SlotForm.asides[name] for name in ("places",)}

    class Meta(SlotForm.Meta):
        fields = ("post", "starts_on", "ends_on", "places")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["region"]
        self.order_fields(["post", "majors", "starts_on", "ends_on", "places"])


class ConfirmForm(PageModelForm):
    """The first question each term: can you host?"""

    class Meta:
        model = InternshipSlot
        fields = ("answer", "answer_reason")
        widgets = {"answer": forms.RadioSelect}


class PlacementForm(PageForm):
    """Which student comes when."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, help_text=_("Included."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Placement.Kind.choices, widget=forms.RadioSelect, initial=Placement.Kind.POST
    )

    def __init__(self, *args: Any, actor: Actor, slot: InternshipSlot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["student"] = LookupField(
            label=_("Student"),
            source=students(actor),
            url=reverse_lazy("internships:placement-students"),
            help_text=_("Student number or name, of your own college."),
        )
        self.initial.setdefault("starts_on", slot.starts_on)
        self.initial.setdefault("ends_on", slot.ends_on)
        self.order_fields(["student", "starts_on", "ends_on", "kind"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return cleaned


class ReasonsForm(PageForm):
    """For every warning a field for why one goes on all the same."""

    def __init__(self, warnings: Iterable[Finding], *args: Any, given: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for finding in warnings:
            self.fields[f"{REASON}{finding.rule}"] = forms.CharField(
                label=_("Why you go on all the same"),
                help_text=escape(f"{finding.message} ({finding.rule})"),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=1000,
                initial=(given or {}).get(finding.rule, ""),
            )


def reasons_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The reasons of a post, by rule."""
    return {name.removeprefix(REASON): str(data[name]) for name in data if name.startswith(REASON)}


def _capital(label: Any) -> str:
    return str(label)[:1].upper() + str(label)[1:]
