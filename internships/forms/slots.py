"""Forms of slots."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.forms import Aside, DayInput, PageModelForm, Section
from core.lookups import LookupField
from institutions.models import TrainingBase
from internships.models import Hazard, InternshipSlot
from internships.rules.hours import plain
from internships.services import SlotDraft
from reference.lookups import majors, regions


class SlotForm(PageModelForm):
    """Everything that a host says of a slot."""

    sections = (
        Section(_("What you offer"), ("post", "majors", "starts_on", "ends_on", "places")),
        Section(_("Where"), ("region", "venue", "venue_type", "base")),
        Section(
            _("Working time"),
            (
                "hours_per_day",
                "hours_per_week",
                "rest_days_per_week",
                "has_night_work",
                "has_overtime",
                "has_holiday_work",
                "exemption_filing",
            ),
        ),
        Section(
            _("The work"),
            ("tasks", "is_independent", "mentor_name", "labour_level", "labour_index", "hazard_tags"),
        ),
        Section(
            _("Pay and charges"),
            (
                "pay",
                "same_post_wage",
                "pay_in_money",
                "pay_cycle_days",
                "pays_student_directly",
                "charges",
                "is_for_third_party",
                "agent_fee",
            ),
        ),
        Section(_("Your answer"), ("answer", "answer_reason")),
    )
    units = {
        "hours_per_day": _("hours"),
        "hours_per_week": _("hours"),
        "rest_days_per_week": _("days"),
        "pay": _("CNY"),
        "same_post_wage": _("CNY"),
        "charges": _("CNY"),
        "agent_fee": _("CNY"),
        "pay_cycle_days": _("days"),
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
        "has_night_work": Aside(
            _("The law on nights and overtime"),
            _("None, unless the post needs it and the superior authority has a filing from before."),
        ),
        "labour_level": Aside(
            _("The law on labour"), _("Level III and above is closed to students; so is a labour index above 20.")
        ),
        "same_post_wage": Aside(
            _("The law on pay"),
            _("Who works relatively independently gets at least 80% of it, or the lowest grade of your company."),
        ),
        "charges": Aside(
            _("The law on charges"), _("Nothing may be charged to students, and nothing to a go-between.")
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
            "is_independent",
            "mentor_name",
            "labour_level",
            "labour_index",
            "has_night_work",
            "has_overtime",
            "has_holiday_work",
            "exemption_filing",
            "same_post_wage",
            "pay_in_money",
            "pay_cycle_days",
            "pays_student_directly",
            "charges",
            "is_for_third_party",
            "agent_fee",
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
            "is_independent": _("The students have some ability for the post and do real work largely on their own."),
            "labour_index": _("By the national standard, where it has been measured."),
            "same_post_wage": _("What your staff in this post earn; not the wage of a probation period."),
            "exemption_filing": _("Number and date, where the post needs nights, overtime or high-risk work."),
        }

    def __init__(self, *args: Any, actor: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor is not None:
            self.fields["base"] = forms.ModelChoiceField(
                label=_("training base"),
                queryset=TrainingBase.objects.visible_to(actor).filter(host_id=actor.organisation_id),
                required=False,
                empty_label=_("none"),
                help_text=_("If the students work at a training base that stands at your enterprise."),
            )
            self.fields["hazard_tags"] = forms.MultipleChoiceField(
                label=_("hazards"),
                choices=Hazard.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=_("What students meet at this post. Rules for minors and women look at it."),
            )
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
        for name in ("hours_per_day", "hours_per_week", "labour_index"):
            if self.initial.get(name) is not None:
                self.initial[name] = plain(self.initial[name])
        for field in self.fields.values():
            field.label = capital(field.label)
        if self.instance.pk:
            self.initial.update(
                region=self.instance.region,
                majors=list(self.instance.majors.all()),
                base=self.instance.base_id,
                hazard_tags=self.instance.hazard_tags,
            )
        self.order_fields([name for section in self.sections for name in section.fields])

    def draft(self) -> SlotDraft:
        """What was entered, for the services; what this form does not ask stays unsaid."""
        given = {name: value for name, value in self.cleaned_data.items() if name in SlotDraft.__dataclass_fields__}
        lists = {name: tuple(given[name]) for name in ("majors", "hazard_tags") if name in given}
        return SlotDraft(**{**given, **lists})


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


def capital(label: Any) -> str:
    return str(label)[:1].upper() + str(label)[1:]
