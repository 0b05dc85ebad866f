"""Forms of curriculum requests."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm
from core.lookups import LookupField
from institutions.lookups import colleges
from institutions.models import RequestState
from institutions.models.requests import NEXT_REQUEST_STATES


class AskForm(PageForm):
    """What an enterprise asks a college to teach."""

    college = LookupField(url=reverse_lazy("institutions:lookup-colleges"), label=_("College"))
    skill = forms.CharField(label=_("Skill"), max_length=120, help_text=_("What graduates should be able to do."))
    details = forms.CharField(label=_("Details"), required=False, max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["college"].source = colleges()  # type: ignore[attr-defined]


class AnswerForm(PageForm):
    """What the college does with a request."""

    state = forms.ChoiceField(label=_("What the college does"))
    on = forms.DateField(label=_("On"), widget=DayInput)
    answer = forms.CharField(
        label=_("Answer or reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Needed to answer and to decline. The enterprise reads it."),
    )

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = NEXT_REQUEST_STATES[present]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, state.label) for state in RequestState if state in following
        ]

    def clean_state(self) -> RequestState:
        """The choice itself."""
        return RequestState(self.cleaned_data["state"])
