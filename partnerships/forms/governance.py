"""Forms of bodies, their members, seats, meetings and decisions."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from partnerships.forms.fields import CleanText
from partnerships.lookups import members
from partnerships.models import BodyKind, BodySide, DecisionSubject, GovernanceBody, LegalForm
from reference.lookups import regions

MOST_SEATS = 999
VOTES = ("enterprises_vote_on_majors", "enterprises_vote_on_curriculum", "enterprises_vote_on_funds")


class BodyForm(PageForm):
    """Everything about a body but members, seats and meetings."""

    sections = (
        Section(_("The body"), ("name", "kind", "legal_form", "region", "founded_on", "ended_on")),
        Section(_("How it decides"), (*VOTES, "meetings_a_year"), _("As the charter says.")),
    )

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    legal_form = forms.ChoiceField(
        label=_("Legal form"), choices=[("", _("Not stated")), *LegalForm.choices], required=False
    )
    region = LookupField(
        url=reverse_lazy("reference:lookup-regions"),
        label=_("Region"),
        required=False,
        help_text=_("Code or name of the county, city or province."),
    )
    founded_on = forms.DateField(label=_("Founded on"), widget=DayInput)
    ended_on = forms.DateField(label=_("Ended on"), widget=DayInput, required=False)
    enterprises_vote_on_majors = forms.BooleanField(label=_("Enterprises vote on majors"), required=False)
    enterprises_vote_on_curriculum = forms.BooleanField(label=_("Enterprises vote on the curriculum"), required=False)
    enterprises_vote_on_funds = forms.BooleanField(label=_("Enterprises vote on funds"), required=False)
    meetings_a_year = forms.IntegerField(label=_("Meetings agreed a year"), min_value=0, max_value=366, initial=0)

    def __init__(self, *args: Any, body: GovernanceBody | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].source = regions()  # type: ignore[attr-defined]
        if body is None:
            del self.fields["ended_on"]

    @staticmethod
    def initial_of(body: GovernanceBody) -> dict[str, Any]:
        """A body as the form shows it."""
        names = ("name", "kind", "legal_form", "region", "founded_on", "ended_on", *VOTES, "meetings_a_year")
        return {name: getattr(body, name) for name in names}


class MemberForm(PageForm):
    """A new member."""

    organisation = LookupField(url=reverse_lazy("partnerships:lookup-members"), label=_("Organisation"))
    side = forms.ChoiceField(label=_("Side"), choices=BodySide.choices)
    is_lead = forms.BooleanField(label=_("Leads the body"), required=False)
    on = forms.DateField(label=_("Member since"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].source = members()  # type: ignore[attr-defined]


class SeatsForm(PageForm):
    """Seats by side, from a day on."""

    on = forms.DateField(label=_("From"), widget=DayInput)

    def __init__(self, *args: Any, standing: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side in BodySide:
            self.fields[side.value] = forms.IntegerField(
                label=side.label, min_value=0, max_value=MOST_SEATS, initial=standing.get(side.value, 0)
            )

    def seats(self) -> dict[str, int]:
        """Seats by side."""
        return {side: self.cleaned_data[side] for side in BodySide.values}


class MeetingForm(PageForm):
    """When the body is to meet."""

    planned_on = forms.DateField(label=_("Planned for"), widget=DayInput)


class MinutesForm(PageForm):
    """When it met, and what was talked about."""

    held_on = forms.DateField(label=_("Held on"), widget=DayInput)
    minutes = CleanText(label=_("Minutes"), longest=20_000, rows=8)


class DecisionForm(PageForm):
    """What was decided, and by which votes."""

    subject = forms.ChoiceField(label=_("Subject"), choices=DecisionSubject.choices)
    text = CleanText(label=_("Decision"), longest=2000, rows=3)
    votes_for = forms.IntegerField(label=_("Votes for it"), min_value=0, max_value=MOST_SEATS)
    enterprise_votes_for = forms.IntegerField(
        label=_("Of them, votes of enterprises"), min_value=0, max_value=MOST_SEATS, initial=0
    )
    votes_against = forms.IntegerField(label=_("Votes against it"), min_value=0, max_value=MOST_SEATS, initial=0)
    abstentions = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=MOST_SEATS, initial=0)
    is_adopted = forms.BooleanField(label=_("Adopted"), required=False, initial=True)
