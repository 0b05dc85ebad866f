"""Forms of this room."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from core.money import MoneyField
from enterprises.credit_code import validate_credit_code
from enterprises.duplicates import NEAR_NAME, SAME_IDENTIFIER, SAME_NAME
from enterprises.models import Enterprise, EnterpriseStatus, EnterpriseYear, SizeClass
from reference.lookups import industries, regions

STAFF_MAX = 10_000_000
AMOUNTS = ("revenue", "total_assets", "research_spend", "payroll", "lowest_grade_pay", "training_spend")
SCHEMES = (
    ("stock", _("Stock symbol")),
    ("customs", _("Customs registration")),
    ("tax", _("Taxpayer number")),
    ("statistics", _("Statistics unit code")),
    ("other", _("Another register")),
)


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

    def __init__(self, *args: object, enterprise: Enterprise | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if enterprise is not None:  # listed companies stand in the register without code and place
            self.fields["credit_code"].required = enterprise.credit_code is not None
            self.fields["region"].required = enterprise.organisation.region_id is not None
        self.fields["region"].source = regions()  # type: ignore[attr-defined]
        self.fields["industry"].source = industries()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(enterprise: Enterprise) -> dict[str, object]:
        """What the register knows."""
        organisation = enterprise.organisation
        return {
            "name": organisation.name,
            "name_en": organisation.name_en,
            "credit_code": enterprise.credit_code or "",
            "legal_representative": enterprise.legal_representative,
            "region": organisation.region,
            "industry": enterprise.industry,
            "size_class": enterprise.size_class,
        }


class EnterpriseYearForm(PageForm):
    """What an enterprise reports of one year; nobody else sees it."""

    sections = (
        Section(_("The year"), ("year", "staff_count")),
        Section(
            _("Amounts in yuan"),
            AMOUNTS,
            _("Leave empty what you do not know."),
        ),
    )
    units = dict.fromkeys(AMOUNTS, _("yuan"))

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
    lowest_grade_pay = MoneyField(_("Lowest wage grade, per month"), blank=True).formfield(required=False)
    training_spend = MoneyField(_("Spend on vocational education"), blank=True).formfield(required=False)

    @staticmethod
    def initial_of(year: int, known: EnterpriseYear | None) -> dict[str, object]:
        """The year, and what was recorded of it."""
        named = {name: getattr(known, name) for name in ("staff_count", *AMOUNTS)} if known else {}
        return {"year": year, **named}


class EnterprisePostForm(PageForm):
    """A post of a year; nobody else sees it."""

    units = {"monthly_wage": _("yuan")}

    year = forms.IntegerField(label=_("Year"), min_value=1978, max_value=2200)
    post = forms.CharField(label=_("Post"), max_length=80, help_text=_("As in your internship slots."))
    staff_count = forms.IntegerField(
        label=_("Staff"), min_value=0, max_value=STAFF_MAX, help_text=_("On-post staff, without interns.")
    )
    monthly_wage = MoneyField(_("Wage per month"), blank=True).formfield(required=False)


class ExternalIdForm(PageForm):
    """How another register names an enterprise."""

    scheme = forms.ChoiceField(label=_("Register"), choices=SCHEMES)
    value = forms.CharField(label=_("Identifier"), max_length=60)


class StatusForm(PageForm):
    """A status, its source and its validity."""

    status = forms.ChoiceField(label=_("Status"), choices=EnterpriseStatus.Status.choices)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The list, document or certificate, with its date.")
    )
    from_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Leave empty while it has no end.")
    )


class StatusEndForm(PageForm):
    """Until when a status held."""

    last_on = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("A day before its first day says that it never held.")
    )


class DuplicateForm(forms.Form):
    """Which kind of likely duplicates to show."""

    WHY = (
        (SAME_IDENTIFIER, _("Same identifier")),
        (SAME_NAME, _("Same name")),
        (NEAR_NAME, _("Names one letter apart")),
    )

    why = forms.ChoiceField(choices=[("", _("All")), *WHY], required=False, label=_("Why"))


class MergeForm(PageForm):
    """Why two rows are one enterprise."""

    reason = forms.CharField(
        label=_("Why these two are one"),
        max_length=200,
        help_text=_("A merge is not taken back; the ledger keeps this."),
    )
