"""Forms of job offers."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageModelForm
from core.lookups import LookupField
from internships.forms.slots import capital
from internships.models import JobOffer
from internships.services import OfferDraft
from reference.lookups import majors, regions


class JobOfferForm(PageModelForm):
    """A post for graduates."""

    units = {"pay_from": _("CNY"), "pay_to": _("CNY")}

    class Meta:
        model = JobOffer
        fields = ("post", "places", "pay_from", "pay_to", "open_from", "open_to", "description")
        widgets = {
            "open_from": DayInput,
            "open_to": DayInput,
            "places": forms.NumberInput(attrs={"class": "short", "min": 1}),
            "description": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {"open_to": _("Included."), "pay_from": _("For one month."), "pay_to": _("For one month.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["majors"] = LookupField(
            label=_("majors"),
            source=majors(),
            many=True,
            url=reverse_lazy("reference:lookup-majors"),
            help_text=_("Name or catalogue code; separate several by commas."),
        )
        self.fields["region"] = LookupField(
            label=_("region"),
            source=regions(),
            required=False,
            url=reverse_lazy("reference:lookup-regions"),
            help_text=_("Name or code. Left empty: where your enterprise stands."),
        )
        for field in self.fields.values():
            field.label = capital(field.label)
        if self.instance.pk:
            self.initial.update(region=self.instance.region, majors=list(self.instance.majors.all()))
        self.order_fields(
            ["post", "majors", "region", "places", "pay_from", "pay_to", "open_from", "open_to", "description"]
        )

    def draft(self) -> OfferDraft:
        """What was entered, for the services."""
        given = {name: value for name, value in self.cleaned_data.items() if name in OfferDraft.__dataclass_fields__}
        return OfferDraft(**{**given, "majors": tuple(given["majors"])})
