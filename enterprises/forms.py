"""Forms of this room."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm, Section
from core.lookups import LookupField
from core.money import MoneyField
from enterprises.credit_code import validate_credit_code
from enterprises.models import SizeClass
from reference.lookups import industries, regions

STAFF_MAX = 10_000_000


class EnterpriseForm(PageForm):
    """An enterprise that is taken into the register."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    credit_code = forms.CharField(
        label=_("Credit code"),
        max_length=40,
        validators=[validate_credit_code],
        help_text=_("18 characters, as on the business licence."),
    )
    legal_representative = forms.CharField(label=_("Legal representative"), max_length=60, required=False)
    region = LookupField(
        url=reverse_lazy("reference:lookup-regions"),
        label=_("Region"),
        help_text=_("Code or name of the county or city."),
    )
    industry = LookupField(
        url=reverse_lazy("reference:lookup-industries"),
        label=_("Industry"),
        required=False,
        help_text=_("Code or name."),
    )
    size_class = forms.ChoiceField(label=_("Size class"), required=False, choices=[("", "—"), *SizeClass.choices])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].source = regions()  # type: ignore[attr-defined]
        self.fields["industry"].source = industries()  # type: ignore[attr-defined]


class EnterpriseYearForm(PageForm):
    """What an enterprise reports of one year; nobody else sees it."""

    sections = (
        Section(_("The year"), ("year", "staff_count")),
        Section(
            _("Amounts in yuan"),
            ("revenue", "total_assets", "research_spend", "payroll", "training_spend"),
            _("Leave empty what you do not know."),
        ),
    )
    units = {name: _("yuan") for name in ("revenue", "total_assets", "research_spend", "payroll", "training_spend")}

    year = forms.IntegerField(label=_("Year"), min_value=1978, max_value=2200)
    staff_count = forms.IntegerField(
        label=_("Staff"),
        min_value=0,
        max_value=STAFF_MAX,
        required=False,
        help_text=_("On-post staff at the end of the year, without interns."),
    )
    revenue = MoneyField(_("Revenue"), blank=True).formfield(required=False)
    total_assets = MoneyField(_("Total assets"), blank=True).formfield(required=False)
    research_spend = MoneyField(_("Research and development"), blank=True).formfield(required=False)
    payroll = MoneyField(_("Payroll"), blank=True).formfield(required=False)
    training_spend = MoneyField(_("Spend on vocational education"), blank=True).formfield(required=False)
