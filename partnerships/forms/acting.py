"""Small forms of single acts: reasons, links, activities."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayInput, PageForm
from institutions.models import Equipment, TrainingBase
from partnerships.forms.fields import SCALE, CleanText, choices_with_blank
from partnerships.models import ActivityKind, Party
from reference.rules import Finding


class ReasonForm(PageForm):
    """Why an agreement goes back to its draft."""

    reason = CleanText(label=_("Reason"), longest=1000, help_text=_("The other side reads this."))


class SigningLinkForm(PageForm):
    """To whom a link to sign is mailed."""

    name = forms.CharField(label=_("Name of the person who signs"), max_length=100)
    email = forms.EmailField(label=_("E-mail"))


class AmendmentDayForm(PageForm):
    """From which day an amendment holds."""

    amends_from = forms.DateField(
        label=_("Holds from"),
        widget=DayInput,
        required=False,
        help_text=_("Empty: from the day of the last signature."),
    )


class SendForm(PageForm):
    """A reason for each warning under which an agreement is sent all the same."""

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {finding.rule: finding for finding in findings if finding.needs_reason}
        for rule, finding in self.rules.items():
            self.fields[self.field_name(rule)] = CleanText(
                label=_("Why it may stand (%(rule)s)") % {"rule": rule}, longest=1000, rows=2, help_text=finding.message
            )

    @staticmethod
    def field_name(rule: str) -> str:
        """The name of a rule's field."""
        return f"reason_{rule}"

    def reasons(self) -> dict[str, str]:
        """Reasons by rule."""
        return {rule: self.cleaned_data.get(self.field_name(rule), "") for rule in self.rules}

    def ask(self, findings: Sequence[Finding]) -> None:
        """Say which warnings still lack a reason."""
        for finding in findings:
            if self.field_name(finding.rule) in self.fields:
                self.add_error(self.field_name(finding.rule), _("Say why this warning may stand."))


class ActivityForm(PageForm):
    """Something done together."""

    kind = forms.ChoiceField(label=_("What was done"), choices=choices_with_blank(ActivityKind.choices))
    occurred_on = forms.DateField(label=_("Day"), widget=DayInput)
    description = CleanText(label=_("In a sentence"), longest=1000, rows=2)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in parties}
        if len(self.parties) > 1:
            self.fields["party"] = forms.ChoiceField(
                label=_("Counterpart"), choices=[(pk, str(party)) for pk, party in self.parties.items()]
            )

    def party(self) -> Party:
        """The enterprise it was done with."""
        return self.parties[self.cleaned_data.get("party") or next(iter(self.parties))]


class DeliverForm(PageForm):
    """When a contribution was delivered."""

    delivered_on = forms.DateField(label=_("Delivered on"), widget=DayInput)
    remark = CleanText(label=_("What the other side should know"), longest=1000, rows=2)


class DoneForm(PageForm):
    """When an obligation was done."""

    done_on = forms.DateField(label=_("Done on"), widget=DayInput)
    remark = CleanText(
        label=_("What the other side should know"),
        longest=1000,
        rows=2,
        help_text=_("Such as where the proof can be seen."),
    )


class AnswerForm(PageForm):
    """Accepted, or refused with a reason: two buttons send it."""

    remark = CleanText(
        label=_("Reason, if you do not accept"), longest=1000, rows=2, help_text=_("The other side reads this.")
    )


class RiskReviewForm(PageForm):
    """A risk judged again."""

    likelihood = forms.TypedChoiceField(label=_("Likelihood"), choices=SCALE, coerce=int)
    impact = forms.TypedChoiceField(label=_("Impact"), choices=SCALE, coerce=int)
    note = CleanText(label=_("What has changed"), longest=4000, rows=2)


class RiskFigureForm(PageForm):
    """How high the watched figure is on a day."""

    value = forms.DecimalField(label=pgettext_lazy("risk", "Figure"), max_digits=14, decimal_places=2)
    occurred_on = forms.DateField(label=_("Day"), widget=DayInput)


class LinkEquipmentForm(PageForm):
    """The piece of equipment that a contribution became."""

    equipment = forms.ModelChoiceField(label=_("Equipment"), queryset=Equipment.objects.none())

    def __init__(self, *args: Any, equipment: QuerySet[Equipment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["equipment"].queryset = equipment


class LinkBaseForm(PageForm):
    """A training base of the keeper that the agreement is about."""

    base = forms.ModelChoiceField(label=_("Training base"), queryset=TrainingBase.objects.none())

    def __init__(self, *args: Any, bases: QuerySet[TrainingBase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = bases
