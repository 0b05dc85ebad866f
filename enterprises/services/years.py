"""What an enterprise reports of one year."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.actors import ActorLike
from core.errors import InvalidInput
from enterprises.models import Enterprise, EnterpriseYear
from ledger.services import record


class YearAhead(InvalidInput):
    """A year that has not begun has no facts."""

    code = "year_ahead"
    message = _("This year has not begun yet.")


@transaction.atomic
def record_enterprise_year(
    *,
    actor: ActorLike,
    enterprise: Enterprise,
    year: int,
    on: date,
    staff_count: int | None = None,
    revenue: Decimal | None = None,
    total_assets: Decimal | None = None,
    research_spend: Decimal | None = None,
    payroll: Decimal | None = None,
    training_spend: Decimal | None = None,
) -> EnterpriseYear:
    """File the facts of a year (persons, yuan); what was filed before is superseded. Raises YearAhead.

    The figures stay out of the ledger: they are private to the enterprise.
    """
    row = EnterpriseYear(
        enterprise=enterprise,
        year=year,
        occurred_on=on,
        recorded_at=clock.now(),
        staff_count=staff_count,
        revenue=revenue,
        total_assets=total_assets,
        research_spend=research_spend,
        payroll=payroll,
        training_spend=training_spend,
    )
    actor.require("record_enterprise_year", row)
    if year > on.year:
        raise YearAhead(field="year")
    Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    EnterpriseYear.objects.filter(enterprise=enterprise, year=year, superseded_at=None).update(
        superseded_at=row.recorded_at
    )
    row.save()
    record(actor=actor, action="enterprise_year.recorded", subject=enterprise.organisation, payload={"year": year})
    return row
