"""The questions of the wizard."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from core.forms import PageForm
from partnerships.wizard import QUESTIONS

YES_OR_NO = [("yes", pgettext_lazy("a statement", "Yes")), ("no", pgettext_lazy("a statement", "No"))]


class WizardForm(PageForm):
    """Every question is answered: with one of its choices, or yes or no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            choices = question.choices.choices if question.choices else YES_OR_NO
            self.fields[question.name] = forms.ChoiceField(
                label=question.text, choices=choices, widget=forms.RadioSelect
            )

    def answers(self) -> dict[str, Any]:
        """What partnerships.wizard reads. Only after is_valid()."""
        data = self.cleaned_data
        return {
            question.name: data[question.name] if question.choices else data[question.name] == "yes"
            for question in QUESTIONS
        }
