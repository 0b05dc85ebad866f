"""The list of agreements."""

from functools import cached_property

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationKind
from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, StateColumn
from core.templatetags import ui
from enterprises.models import Enterprise
from partnerships.life import SHAPES
from partnerships.models import Agreement, Party


def others(agreement: Agreement) -> list[Party]:
    """The parties beside the keeper."""
    return [party for party in agreement.parties.all() if party.organisation_id != agreement.keeper_id]


class PartiesColumn(tables.Column):
    """Everybody but the college that keeps the file."""

    def render(self, record: Agreement) -> SafeString:
        return format_html_join(", ", "{}", ((ui.name_of(party.organisation),) for party in others(record)))

    def value(self, record: Agreement) -> str:
        """With a mark that stands in no name: the export can be imported."""
        return "; ".join(wording.name_of(party.organisation) for party in others(record))


class CodesColumn(tables.Column):
    """The credit codes of everybody but the keeper, so that an export can be taken in again without doubt."""

    @cached_property
    def codes(self) -> dict[int, str]:
        """Of the whole register, read once."""
        known = Enterprise.objects.exclude(credit_code=None).exclude(credit_code="")
        return dict(known.values_list("pk", "credit_code"))

    def render(self, record: Agreement) -> str:
        codes = [self.codes.get(party.organisation_id) for party in others(record)]
        return "; ".join(code for code in codes if code) if all(codes) else ""


class AgreementTable(ListTable):
    """Title with number, parties, kind, period, state."""

    caption = _("Agreements")
    title = HeadingColumn(verbose_name=_("Agreement"), sub="number")
    keeper = tables.Column(verbose_name=_("College"), accessor="keeper__name")
    parties = PartiesColumn(verbose_name=_("Counterpart"), empty_values=(), orderable=False)
    kind = tables.Column(verbose_name=_("Kind"))
    starts_on = DayColumn(verbose_name=_("First day"))
    ends_on = DayColumn(verbose_name=_("Last day"))
    state = StateColumn(verbose_name=_("State"), shapes=SHAPES)
    # what an export holds beside what the page shows
    number = tables.Column(verbose_name=_("Number"), visible=False)
    mode = tables.Column(verbose_name=_("Mode"), visible=False)
    codes = CodesColumn(verbose_name=_("Credit code"), visible=False, empty_values=(), orderable=False)
    signed_on = DayColumn(verbose_name=_("Signed on"), visible=False)
    origin = tables.Column(verbose_name=_("Origin"), visible=False)

    class Meta(ListTable.Meta):
        model = Agreement
        fields = (
            *("title", "keeper", "parties", "kind", "starts_on", "ends_on", "state"),
            *("number", "mode", "codes", "signed_on", "origin"),
        )
        sequence = fields

    def render_keeper(self, record: Agreement) -> SafeString:
        return ui.name_of(record.keeper)

    def value_keeper(self, record: Agreement) -> str:
        return wording.name_of(record.keeper)


class CollegeAgreementTable(AgreementTable):
    """For a college: the college is always the same."""

    class Meta(AgreementTable.Meta):
        exclude = ("keeper",)


class EnterpriseAgreementTable(AgreementTable):
    """For an enterprise: what it looks for is the college."""

    class Meta(AgreementTable.Meta):
        exclude = ("parties",)


TABLES: dict[str, type[AgreementTable]] = {
    OrganisationKind.COLLEGE: CollegeAgreementTable,
    OrganisationKind.ENTERPRISE: EnterpriseAgreementTable,
}


def table_for(kind: str | None) -> type[AgreementTable]:
    """The table that a kind of organisation needs; all columns for the others."""
    return TABLES.get(kind or "", AgreementTable)
