"""Forms of assessments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayInput, PageForm
from partnerships.forms.fields import CleanText, choices_with_blank
from partnerships.models import Grade, Verdict


class AssessmentForm(PageForm):
    """What an assessment found."""

    stage = forms.ChoiceField(label=_("Which assessment"), required=False)
    assessed_on = forms.DateField(label=_("Day"), widget=DayInput)
    assessor = forms.CharField(label=_("Assessed by"), max_length=200)
    findings = CleanText(label=_("What was found"), longest=4000, rows=4)
    grade = forms.ChoiceField(
        label=pgettext_lazy("assessment", "Grade"), choices=choices_with_blank(Grade.choices), required=True
    )
    decision = forms.ChoiceField(label=_("What follows"), choices=choices_with_blank(Verdict.choices))

    def __init__(self, *args: Any, stages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].required = True
        self.fields["stage"].choices = [("", _("A regular one")), *((name, name) for name in stages)]


class ObjectionForm(PageForm):
    """Why a party does not agree."""

    reason = CleanText(label=_("What you object to"), longest=4000, rows=2)
