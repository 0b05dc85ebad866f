"""Who takes part: enterprises with an agreement in force, and those of them with which something really happens."""

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from enterprises.models import EnterpriseStatus
from evaluation.engine.measures import Counted, measure
from partnerships.models import Party
from partnerships.models.parties import PartyQuerySet
from reference.periods import Point, Rolling, Window

OF_A_PARTY = {
    "college": "agreement__keeper_id",
    "college_region": "agreement__keeper__region__code",
    "enterprise": "organisation_id",
    "enterprise_region": "organisation__region__code",
    "agreement": "agreement_id",
}


def partners(window: Window) -> PartyQuerySet:
    """Enterprise parties of agreements in force on the last day of the window."""
    known = Party.objects.enterprises().filter(recorded_at__lte=window.cutoff)
    return known.in_force(on=window.end, cutoff=window.cutoff)


@measure(
    "partners_in_force",
    unit="enterprise",
    window=Point(),
    title=_("Enterprises with an agreement in force"),
    says=_("Enterprises with an agreement in force on the day, each counted once; by where the college stands."),
)
def partners_in_force(window: Window) -> Counted:
    """Enterprises that are a party of at least one agreement in force on the day, each counted once.

    An enterprise with agreements of two colleges counts once in the region of both, and once for each college.

    Basis: where the college that keeps the agreement stands.
    Source: the denominator of "actual participation" in the 2025 paper on rectification lights.
    """
    return Counted(partners(window), Count("organisation_id", distinct=True), **OF_A_PARTY)


@measure(
    "leading_partners",
    unit="enterprise",
    window=Point(),
    title=_("Partners that lead"),
    says=_("Enterprises with an agreement in force on the day that were then in the Top 500 or led their industry."),
)
def leading_partners(window: Window) -> Counted:
    """Of the enterprises with an agreement in force, those that the register had as Top 500 or leader on the day.

    Basis: where the college that keeps the agreement stands.
    Source: survey of three Anhui colleges, section 3.1 (partners that are China Top 500 or industry leaders).
    """
    leads = EnterpriseStatus.objects.as_of(window.end, window.cutoff).filter(
        enterprise=OuterRef("organisation_id"),
        status__in=(EnterpriseStatus.Status.TOP_500, EnterpriseStatus.Status.LEADER),
    )
    counted = Count("organisation_id", distinct=True, filter=Exists(leads))
    return Counted(partners(window), counted, **OF_A_PARTY)


@measure(
    "above_scale_partners",
    unit="enterprise",
    window=Point(),
    title=_("Above-scale enterprises with an agreement in force"),
    says=_(
        "Enterprises above designated size with an agreement in force on the day, with a college anywhere; "
        "by where the enterprise stands."
    ),
    basis="enterprise",
)
def above_scale_partners(window: Window) -> Counted:
    """Enterprises that the register had as above designated size on the day, with an agreement in force then.

    Each is counted once, with whichever college the agreement is. Of a college: its partners, wherever they stand.

    Basis: where the enterprise stands, as the statistics bureau counts the enterprises of a region.
    Source: numerator of "broad participation" in the 2025 paper on rectification lights.
    """
    above = EnterpriseStatus.objects.as_of(window.end, window.cutoff).filter(
        enterprise=OuterRef("organisation_id"), status=EnterpriseStatus.Status.ABOVE_SCALE
    )
    counted = Count("organisation_id", distinct=True, filter=Exists(above))
    return Counted(partners(window), counted, **OF_A_PARTY)


@measure(
    "active_partners",
    unit="enterprise",
    window=Rolling(days=180),
    title=_("Enterprises with confirmed activity"),
    says=_(
        "Enterprises with an agreement in force on the day and an activity in the window that the other side has "
        "confirmed, each counted once; by where the college stands."
    ),
)
def active_partners(window: Window) -> Counted:
    """Enterprises of agreements in force with an activity within 180 days that the other side has confirmed.

    The day itself is the last of the 180. The activity and its confirmation were recorded by the cut-off. Each
    enterprise is counted once.

    Basis: where the college that keeps the agreement stands.
    Source: "actual participation" of the 2025 paper on rectification lights.
    """
    return Counted(partners(window).with_activity(window), Count("organisation_id", distinct=True), **OF_A_PARTY)
