"""Forms of projects, receipts, applications and patents."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from institutions.models import College
from partnerships.lookups import partners
from partnerships.models import (
    Agreement,
    JointApplication,
    Patent,
    PatentKind,
    Project,
    ProjectKind,
    ProjectLevel,
    ProjectReceipt,
)
from partnerships.models.agreements import KEEPERS_ALONE

DIGITS = 17
SEVERAL = _("Several are separated by commas.")


def money(label: Any, **kwargs: Any) -> forms.DecimalField:
    """An amount in CNY, above or equal to zero."""
    return forms.DecimalField(label=label, min_value=0, max_digits=DIGITS, decimal_places=2, **kwargs)


def partners_field(label: Any, *, required: bool = True) -> LookupField:
    """Several organisations by name; the form sets where it looks."""
    return LookupField(
        url=reverse_lazy("partnerships:lookup-partners"), many=True, label=label, required=required, help_text=SEVERAL
    )


class ProjectForm(PageForm):
    """Everything about a project but its money that came in."""

    sections = (
        Section(_("The project"), ("title", "number", "kind", "level", "partners", "agreement")),
        Section(_("Period and money"), ("starts_on", "ends_on", "contracted")),
    )
    units = {"contracted": _("CNY")}

    title = forms.CharField(label=_("Title"), max_length=200)
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ProjectKind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=ProjectLevel.choices, help_text=_("Who set the project up."))
    partners = partners_field(_("Partners"))
    agreement = forms.ModelChoiceField(
        label=_("Agreement"), queryset=Agreement.objects.none(), required=False, empty_label=_("None")
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, required=False)
    contracted = money(_("Contracted"), required=False)

    def __init__(self, *args: Any, college: College, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].source = partners()  # type: ignore[attr-defined]
        kept = (
            Agreement.objects.visible_to(actor)
            .originals()
            .filter(keeper_id=college.pk)
            .exclude(state__in=KEEPERS_ALONE)
        )
        self.fields["agreement"].queryset = kept.order_by("number")  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        """A project as the form shows it."""
        names = ("title", "number", "kind", "level", "agreement", "starts_on", "ends_on", "contracted")
        return {name: getattr(project, name) for name in names} | {
            "partners": [row.organisation for row in project.partners.select_related("organisation")]
        }


class ReceiptForm(PageForm):
    """Money that came in. The note says why, where it is more than was contracted."""

    units = {"amount": _("CNY")}

    amount = money(_("Amount"))
    occurred_on = forms.DateField(label=_("Received on"), widget=DayInput)
    payer = forms.ModelChoiceField(
        label=_("Payer"), queryset=None, required=False, empty_label=_("Somebody else, or not known")
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Needed if more comes in than was contracted.")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        payers = Organisation.objects.filter(project_parts__project=project)
        self.fields["payer"].queryset = payers.order_by("name")  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(receipt: ProjectReceipt) -> dict[str, Any]:
        """A receipt as the form shows it."""
        return {name: getattr(receipt, name) for name in ("amount", "occurred_on", "payer", "note")}


class JointApplicationForm(PageForm):
    """Everything about an application."""

    sections = (
        Section(_("The application"), ("title", "programme", "partners", "applied_on")),
        Section(_("What came of it"), ("result", "decided_on", "amount")),
    )
    units = {"amount": _("CNY")}

    title = forms.CharField(label=_("Title"), max_length=200)
    programme = forms.CharField(label=_("Programme"), max_length=120, help_text=_("What was applied for."))
    partners = partners_field(_("Partners"))
    applied_on = forms.DateField(label=_("Applied on"), widget=DayInput)
    result = forms.ChoiceField(label=_("Result"), choices=JointApplication.Result.choices)
    decided_on = forms.DateField(label=_("Decided on"), widget=DayInput, required=False)
    amount = money(_("Amount"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].source = partners()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(application: JointApplication) -> dict[str, Any]:
        """An application as the form shows it."""
        names = ("title", "programme", "applied_on", "result", "decided_on", "amount")
        return {name: getattr(application, name) for name in names} | {"partners": list(application.partners.all())}


class PatentForm(PageForm):
    """Everything about a patent; the day of expiry follows from kind and filing."""

    title = forms.CharField(label=_("Title"), max_length=200)
    number = forms.CharField(label=_("Number"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=PatentKind.choices)
    filed_on = forms.DateField(label=_("Filed on"), widget=DayInput)
    granted_on = forms.DateField(label=_("Granted on"), widget=DayInput, required=False)
    owners = partners_field(_("Co-owners"), required=False)
    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.none(), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, college: College, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owners"].source = partners()  # type: ignore[attr-defined]
        own = Project.objects.visible_to(actor).filter(college=college)
        self.fields["project"].queryset = own  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(patent: Patent) -> dict[str, Any]:
        """A patent as the form shows it."""
        names = ("title", "number", "kind", "filed_on", "granted_on", "project")
        return {name: getattr(patent, name) for name in names} | {"owners": list(patent.owners.all())}
