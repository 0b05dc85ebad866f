"""Forms of courses and training plans."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm
from core.lookups import LookupField
from institutions.lookups import hosts
from institutions.models import College, Course, TrainingPlan
from institutions.selectors import majors_for

HOURS_MAX = 5_000


class CourseForm(PageForm):
    """A course."""

    code = forms.CharField(label=_("Code"), max_length=30)
    name = forms.CharField(label=_("Name"), max_length=120)
    hours = forms.IntegerField(label=_("Class hours"), min_value=0, max_value=HOURS_MAX)
    majors = forms.ModelMultipleChoiceField(
        label=_("Majors"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    ended_on = forms.DateField(label=_("No longer taught from"), required=False, widget=DayInput)

    def __init__(self, *args: Any, college: College, course: Course | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = majors_for(college).distinct()
        if course is None:
            del self.fields["ended_on"]
        else:
            choices = choices | course.majors.select_related("catalogue").distinct()
        self.fields["majors"].queryset = choices  # type: ignore[attr-defined]


class RevisionForm(PageForm):
    """What was revised, and with whom."""

    on = forms.DateField(label=_("On"), widget=DayInput)
    summary = forms.CharField(label=_("What was changed"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    enterprises = LookupField(
        url=reverse_lazy("institutions:lookup-hosts"),
        many=True,
        required=False,
        label=_("Enterprises that took part"),
        help_text=_("Number or name, several with commas between."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprises"].source = hosts()  # type: ignore[attr-defined]


class PlanForm(PageForm):
    """A version of a training plan."""

    major = forms.ModelChoiceField(label=_("Major"), queryset=None)
    version = forms.CharField(label=_("Version"), max_length=30)
    effective_from = forms.DateField(label=_("Effective from"), widget=DayInput)
    consulted = LookupField(
        url=reverse_lazy("institutions:lookup-hosts"),
        many=True,
        required=False,
        label=_("Enterprises consulted"),
        help_text=_("Number or name, several with commas between."),
    )

    def __init__(self, *args: Any, college: College, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major"].queryset = majors_for(college)  # type: ignore[attr-defined]
        self.fields["consulted"].source = hosts()  # type: ignore[attr-defined]


class EditPlanForm(PlanForm):
    """The head of a plan; its major stays."""

    def __init__(self, *args: Any, plan: TrainingPlan, **kwargs: Any) -> None:
        initial = {name: getattr(plan, name) for name in ("version", "effective_from")}
        initial["consulted"] = plan.consulted.all()
        super().__init__(*args, college=plan.major.college, initial=initial, **kwargs)
        del self.fields["major"]


class PostForm(PageForm):
    """A post that a plan trains for."""

    name = forms.CharField(label=_("Post"), max_length=120)
    asked_of = LookupField(
        url=reverse_lazy("institutions:lookup-hosts"),
        required=False,
        label=_("Enterprise asked"),
        help_text=_("Its liaison confirms that the post exists as the plan describes it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_of"].source = hosts()  # type: ignore[attr-defined]
