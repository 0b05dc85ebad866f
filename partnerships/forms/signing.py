"""Forms around signatures: who signs, paper, wishes for changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm
from partnerships.forms.fields import CleanText
from partnerships.models import Party
from partnerships.selectors.life import members_of

FILES = _("PDF, PNG or JPEG, at most 10 MB. All parties can read it.")


class SignatoryForm(PageForm):
    """A person who signs for a party."""

    name = forms.CharField(label=_("Name"), max_length=100)
    job = forms.CharField(label=_("Function"), max_length=100, required=False, help_text=_("Such as: vice president."))
    user = forms.ChoiceField(
        label=_("Signs on the site as"),
        required=False,
        help_text=_("Somebody without an account signs by link or on paper."),
    )
    delegation = forms.FileField(
        label=_("Delegation"),
        required=False,
        max_length=255,
        help_text=_("Where this is not the legal representative. PDF, PNG or JPEG, at most 10 MB."),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(user.pk): user for user in members_of(party.organisation).order_by("pk")}
        names = [(pk, str(user)) for pk, user in self.members.items()]
        self.fields["user"].choices = [("", _("Has no account")), *names]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the service takes, but for the file."""
        named = self.cleaned_data
        return {"name": named["name"], "job": named["job"], "user": self.members.get(named["user"])}


class PaperForm(PageForm):
    """A signature on paper."""

    signer = forms.CharField(label=_("Name of the person who signed"), max_length=100)
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput)
    scan = forms.FileField(label=_("Scan of the signed sheet"), max_length=255, help_text=FILES)


class WishForm(PageForm):
    """What should change."""

    text = CleanText(
        label=_("What should change, and why"),
        longest=2000,
        help_text=_("The college answers. Signatures that are there stay as they are."),
    )


class WishAnswerForm(PageForm):
    """An answer; two buttons send it."""

    answer = CleanText(
        label=_("Answer"),
        longest=1000,
        rows=2,
        help_text=_("Needed where you do not take it up. The other side reads it."),
    )
