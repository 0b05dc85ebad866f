"""How much of the data is there: shown beside every figure, never judged."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from evaluation.engine.measures import Counted, measure
from evaluation.measures.provision import OF_ITSELF, open_majors
from institutions.models import College
from reference.periods import Point, Window


@measure(
    "colleges",
    unit="college",
    window=Point(),
    title=_("Vocational colleges"),
    says=_("Vocational colleges of the register that exist on the day."),
)
def colleges(window: Window) -> Counted:
    """Vocational colleges of the register that exist on the day.

    Basis: where the college stands.
    Source: the national list of institutions.
    """
    rows = College.objects.filter(
        Q(organisation__ended_on=None) | Q(organisation__ended_on__gt=window.end),
        is_vocational=True,
        organisation__recorded_at__lte=window.cutoff,
    )
    return Counted(rows, Count("pk"), college="organisation_id", college_region="organisation__region__code")


@measure(
    "reporting_colleges",
    unit="college",
    window=Point(),
    title=_("Vocational colleges that report"),
    says=_("Vocational colleges with at least one open major entered here."),
)
def reporting_colleges(window: Window) -> Counted:
    """Vocational colleges that keep their majors here: at least one is open on the day.

    Without majors no figure per major can be drawn, so this is the least that a college has to enter.

    Basis: where the college stands.
    Source: local proposal.
    """
    vocational = Q(college__is_vocational=True)
    return Counted(open_majors(window), Count("college_id", distinct=True, filter=vocational), **OF_ITSELF)
