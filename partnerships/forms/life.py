"""Forms of the life of an agreement: internal checks, rest, end and renewal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import DayInput, PageForm
from partnerships.forms.fields import CleanText
from partnerships.models import CheckStep, EndingKind, Party
from partnerships.selectors.life import members_of


class CheckStepForm(PageForm):
    """One internal check of a college."""

    name = forms.CharField(label=_("Name of the check"), max_length=80, help_text=_("Such as: legal office."))
    position = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=99)
    checker = forms.ChoiceField(
        label=_("Decided by"),
        required=False,
        help_text=_("A member of your college. Where nobody is named, every administrator may decide."),
    )
    days = forms.IntegerField(
        label=_("Days it may take"), min_value=1, max_value=365, required=False, help_text=_("Longer is shown as late.")
    )

    def __init__(self, *args: Any, college: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(user.pk): user for user in members_of(college).order_by("pk")}
        names = [(pk, str(user)) for pk, user in self.members.items()]
        self.fields["checker"].choices = [("", _("Every administrator")), *names]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(step: CheckStep) -> dict[str, Any]:
        """A check as the form shows it."""
        return {"name": step.name, "position": step.position, "checker": step.checker_id or "", "days": step.days}

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {**self.cleaned_data, "checker": self.members.get(self.cleaned_data["checker"])}


class CheckForm(PageForm):
    """Approved, or sent back with a reason: two buttons send it."""

    reason = CleanText(label=_("Reason, if you send it back"), longest=1000, rows=2)


class SuspendForm(PageForm):
    """Why an agreement rests."""

    reason = CleanText(label=_("Reason"), longest=1000, rows=2, help_text=_("The other side reads this."))


class EndingForm(PageForm):
    """Notice that an agreement ends."""

    kind = forms.ChoiceField(label=_("Why it ends"), choices=EndingKind.choices, widget=forms.RadioSelect)
    at_fault = forms.ChoiceField(label=_("Who is in breach"), required=False)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput)
    reason = CleanText(label=_("Reason"), longest=1000, rows=3, help_text=_("The other side reads this."))

    def __init__(self, *args: Any, others: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {party.key: party for party in others}
        names = [(party.key, str(party)) for party in others]
        self.fields["at_fault"].choices = [("", _("Nobody")), *names]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {**self.cleaned_data, "at_fault": self.others.get(self.cleaned_data["at_fault"])}


class DeclineForm(PageForm):
    """Why an agreement is not renewed."""

    reason = CleanText(label=_("Reason"), longest=1000, rows=2, help_text=_("The other side reads this."))
