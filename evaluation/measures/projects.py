"""What colleges do and earn together with enterprises: projects, applications, patents, technical service."""

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationKind
from evaluation.engine.measures import Counted, measure
from evaluation.measures.provision import OF_A_COLLEGE
from partnerships.models import JointApplication, Patent, PatentKind, ProjectKind, ProjectPartner, ProjectReceipt
from reference.periods import Rolling, RollingYears, Window

FEN = 100
OF_A_PROJECT = {"college": "project__college_id", "college_region": "project__college__organisation__region__code"}


@measure(
    "project_enterprises",
    unit="enterprise",
    window=RollingYears(3),
    title=_("Enterprises in joint projects"),
    says=_("Enterprises that took part in a project with a college in the last three years, each counted once."),
)
def project_enterprises(window: Window) -> Counted:
    """Enterprises that are partners of a project which ran on some day of the last three years, each counted once.

    Basis: where the college stands.
    Source: survey of three Anhui colleges, section 3.3 (enterprises in horizontal research projects).
    """
    rows = ProjectPartner.objects.filter(
        Q(project__ends_on=None) | Q(project__ends_on__gte=window.start),
        project__starts_on__lte=window.end,
        project__recorded_at__lte=window.cutoff,
        recorded_at__lte=window.cutoff,
        organisation__kind=OrganisationKind.ENTERPRISE,
    )
    return Counted(rows, Count("organisation_id", distinct=True), enterprise="organisation_id", **OF_A_PROJECT)


@measure(
    "joint_applications",
    unit="application",
    window=RollingYears(3),
    title=_("Joint applications"),
    says=_("Applications that a college made together with partners in the last three years."),
)
def joint_applications(window: Window) -> Counted:
    """Applications of the last three years that a college made together with at least one partner.

    Basis: where the college stands.
    Source: local proposal, after 国办发〔2017〕95号 (joint research).
    """
    partners = JointApplication.partners.through.objects.filter(jointapplication=OuterRef("pk"))
    rows = JointApplication.objects.filter(
        Exists(partners), applied_on__range=(window.start, window.end), recorded_at__lte=window.cutoff
    )
    return Counted(rows, Count("pk"), **OF_A_COLLEGE)


@measure(
    "patents",
    unit="patent",
    window=RollingYears(3),
    title=_("Invention patents"),
    says=_("Invention patents that were granted to a college in the last three years."),
)
def patents(window: Window) -> Counted:
    """Invention patents that were granted in the last three years, to the college alone or with others.

    Basis: where the college stands.
    Source: survey of three Anhui colleges, section 3.3 (national invention patents over three years).
    """
    rows = Patent.objects.filter(
        kind=PatentKind.INVENTION,
        granted_on__range=(window.start, window.end),
        recorded_at__lte=window.cutoff,
    )
    return Counted(rows, Count("pk"), **OF_A_COLLEGE)


@measure(
    "technical_service_received",
    unit="yuan",
    window=Rolling(days=365),
    title=_("Technical service income received"),
    says=_("Money that came in for technical services in the last 365 days, in yuan."),
)
def technical_service_received(window: Window) -> Counted:
    """Money received for projects of kind technical service in the last 365 days, in yuan. Contracted is not received.

    Basis: where the college stands.
    Source: 横向技术服务到款额 of the national quality report.
    """
    rows = ProjectReceipt.objects.as_of(window.end, window.cutoff).filter(
        occurred_on__gte=window.start, project__kind=ProjectKind.TECHNICAL_SERVICE
    )
    return Counted(rows, Sum("amount"), FEN, **OF_A_PROJECT)
