"""What an enterprise reports of one year, and of its posts in that year."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from enterprises.models import Enterprise, EnterprisePost, EnterpriseYear
from enterprises.services.sizes import refresh_size_classes
from ledger.services import record


class YearAhead(InvalidInput):
    """A year that has not begun has no facts."""

    code = "year_ahead"
    message = _("This year has not begun yet.")


class PostNameless(InvalidInput):
    """A post is told by its name."""

    code = "post_nameless"
    message = _("Give the post a name.")


class PostStruck(DomainError):
    """What was corrected or struck already does not stand."""

    code = "post_struck"
    message = _("This row was corrected or struck already. Open the year again.")


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
    lowest_grade_pay: Decimal | None = None,
    training_spend: Decimal | None = None,
) -> EnterpriseYear:
    """File the facts of a year (persons, yuan); what was filed before is superseded. Raises YearAhead.

    The size class follows. The figures stay out of the ledger: they are private to the enterprise.
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
        lowest_grade_pay=lowest_grade_pay,
        training_spend=training_spend,
    )
    actor.require("record_enterprise_year", row)
    if year > on.year:
        raise YearAhead(field="year")
    locked = Enterprise.objects.select_for_update(of=("self",)).select_related("industry").get(pk=enterprise.pk)
    EnterpriseYear.objects.filter(enterprise=enterprise, year=year, superseded_at=None).update(
        superseded_at=row.recorded_at
    )
    row.save()
    refresh_size_classes([locked])
    record(actor=actor, action="enterprise_year.recorded", subject=enterprise.organisation, payload={"year": year})
    return row


@transaction.atomic
def record_enterprise_post(
    *,
    actor: ActorLike,
    enterprise: Enterprise,
    year: int,
    post: str,
    staff_count: int,
    on: date,
    monthly_wage: Decimal | None = None,
) -> EnterprisePost:
    """File how many people a post had in a year and its wage (yuan a month). Raises YearAhead, PostNameless.

    What was filed before is superseded. Private like the year itself: the ledger holds the year alone.
    """
    row = EnterprisePost(
        enterprise=enterprise,
        year=year,
        post=" ".join(post.split()),
        occurred_on=on,
        recorded_at=clock.now(),
        staff_count=staff_count,
        monthly_wage=monthly_wage,
    )
    actor.require("record_enterprise_year", row)
    if year > on.year:
        raise YearAhead(field="year")
    if not row.post:
        raise PostNameless(field="post")
    Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    EnterprisePost.objects.current().filter(enterprise=enterprise, year=year, post=row.post).update(
        superseded_at=row.recorded_at
    )
    row.save()
    record(actor=actor, action="enterprise_post.recorded", subject=enterprise.organisation, payload={"year": year})
    return row


@transaction.atomic
def strike_enterprise_post(*, actor: ActorLike, post: EnterprisePost) -> EnterprisePost:
    """Say that a post of a year was recorded by mistake: it stands no more, and stays known. Raises PostStruck."""
    actor.require("record_enterprise_year", post)
    Enterprise.objects.select_for_update().get(pk=post.enterprise_id)
    post = EnterprisePost.objects.select_for_update().get(pk=post.pk)
    if post.superseded_at is not None:
        raise PostStruck
    post.superseded_at = clock.now()
    post.save(update_fields=["superseded_at"])
    subject = post.enterprise.organisation
    record(actor=actor, action="enterprise_post.struck", subject=subject, payload={"year": post.year})
    return post
