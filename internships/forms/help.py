"""Forms of requests for help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from internships.forms.placements import CapitalForm
from internships.models import HelpRequest


class HelpForm(CapitalForm):
    """What a student asks for, in the student's words or recorded on the student's behalf."""

    class Meta:
        model = HelpRequest
        fields = ("category", "text")
        widgets = {"category": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"text": _("Seen by the college alone, not by the host.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = HelpRequest.Category.choices


class HelpAnswerForm(CapitalForm):
    """What was done."""

    class Meta:
        model = HelpRequest
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, is_read_by_student: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        if is_read_by_student:
            self.fields["answer"].help_text = _("The student reads this, and is told by e-mail that it is there.")


class HelpLinkForm(PageForm):
    """To whom a link to ask for help is mailed."""

    email = forms.EmailField(
        label=_("E-mail of the student"),
        help_text=_("Who reads this mailbox can read what the student writes: no shared address."),
    )
