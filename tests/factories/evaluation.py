"""A small world for measures: facts with exact days and moments, written as rows so that every boundary can be set."""

from datetime import UTC, date, datetime, timedelta

from accounts.models import Organisation, OrganisationKind
from core import clock
from institutions.models import BaseState, College, Major, MajorState, TrainingBase, TrainingBaseState
from partnerships.models import (
    Activity,
    ActivityConfirmation,
    ActivityKind,
    Agreement,
    AgreementKind,
    AgreementState,
    Party,
    Side,
    State,
)
from reference.models import CatalogueMajor
from tests.factories.accounts import make_organisation

EARLY = datetime(2025, 9, 1, 4, 0, tzinfo=UTC)  # everything is recorded by then unless a test says otherwise
LONG_AGO = date(2025, 1, 1)
DAY = date(2026, 11, 19)
CUTOFF = clock.night_cutoff(DAY)
JUST_AFTER = CUTOFF + timedelta(microseconds=1)


def make_college(region: str | None = "340202", *, code: str | None = None, **fields) -> Organisation:
    """A vocational college that stands in a region."""
    organisation = make_organisation(OrganisationKind.COLLEGE, region=region)
    Organisation.objects.filter(pk=organisation.pk).update(recorded_at=EARLY)
    College.objects.filter(pk=organisation.pk).update(
        **({"school_code": code} if code else {}), education_level="associate", ownership="public", **fields
    )
    organisation.refresh_from_db()
    return organisation


def make_enterprise(region: str = "340200") -> Organisation:
    """An enterprise."""
    return make_organisation(OrganisationKind.ENTERPRISE, region=region)


def make_partnership(
    college: Organisation,
    *enterprises: Organisation,
    state: str = State.IN_FORCE,
    from_on: date = LONG_AGO,
    until_on: date | None = None,
    recorded_at: datetime = EARLY,
) -> Agreement:
    """An agreement in one state over a span, with its parties."""
    agreement = Agreement.objects.create(
        keeper=college,
        number=f"A-{Agreement.objects.count() + 1:05d}",
        title="Cooperation",
        kind=AgreementKind.TALENT,
        state=state,
        recorded_at=EARLY,
    )
    Party.objects.create(agreement=agreement, organisation=college, side=Side.COLLEGE, key="college", recorded_at=EARLY)
    for position, enterprise in enumerate(enterprises, start=1):
        Party.objects.create(
            agreement=agreement,
            organisation=enterprise,
            side=Side.ENTERPRISE,
            key=f"enterprise-{position}",
            position=position,
            recorded_at=EARLY,
        )
    AgreementState.objects.create(
        agreement=agreement, state=state, from_on=from_on, until_on=until_on, recorded_at=recorded_at
    )
    return agreement


def party_of(agreement: Agreement, enterprise: Organisation) -> Party:
    return agreement.parties.get(organisation=enterprise)


def make_activity(
    party: Party,
    *,
    on: date,
    confirmed_on: date | None = None,
    is_confirmed: bool = True,
    recorded_at: datetime = EARLY,
    confirmed_at: datetime = EARLY,
) -> Activity:
    """An activity that the enterprise recorded and the college confirmed."""
    activity = Activity.objects.create(
        agreement=party.agreement,
        party=party,
        kind=ActivityKind.TEACHING,
        occurred_on=on,
        recorded_by=party.organisation,
        recorded_at=recorded_at,
    )
    if is_confirmed:
        ActivityConfirmation.objects.create(
            activity=activity,
            organisation=party.agreement.keeper,
            signer_label="Person",
            occurred_on=confirmed_on or on,
            recorded_at=confirmed_at,
        )
    return activity


def make_major(
    college: Organisation,
    *,
    state: str = MajorState.State.OPEN,
    from_on: date = LONG_AGO,
    until_on: date | None = None,
    recorded_at: datetime = EARLY,
) -> Major:
    """A major in one state over a span."""
    catalogue, _ = CatalogueMajor.objects.get_or_create(
        code="460103", defaults={"level": "college", "name": "数控技术", "category_code": "46", "class_code": "4601"}
    )
    major = Major.objects.create(
        college_id=college.pk, catalogue=catalogue, name=f"数控技术{Major.objects.count() + 1}"
    )
    MajorState.objects.create(major=major, state=state, from_on=from_on, until_on=until_on, recorded_at=recorded_at)
    return major


def make_base(
    college: Organisation,
    host: Organisation | None,
    *,
    state: str = BaseState.ACTIVE,
    from_on: date = LONG_AGO,
    until_on: date | None = None,
    recorded_at: datetime = EARLY,
    is_on_campus: bool = False,
) -> TrainingBase:
    """A training base in one state over a span."""
    base = TrainingBase.objects.create(
        college_id=college.pk, name=f"实训基地{TrainingBase.objects.count() + 1}", host=host, is_on_campus=is_on_campus
    )
    TrainingBaseState.objects.create(
        base=base, state=state, from_on=from_on, until_on=until_on, recorded_at=recorded_at
    )
    return base


def make_small_world() -> dict[str, Organisation]:
    """A fixed data set: three colleges in two provinces, one at a prefecture, with partners, majors and bases.

    Lights of actual participation: Wuhu (340200) 1 of 4, red; Hefei (340100) 1 of 3, yellow; Ningbo (330200) green.
    """
    colleges = {
        "county": make_college("340202", code="4134000001"),
        "prefecture": make_college("340200", code="4134000002"),  # stands in no county
        "hefei": make_college("340104", code="4134000003"),
        "ningbo": make_college("330203", code="4133000001"),
        "empty": make_college("330200", code="4133000002"),
    }
    enterprises = [make_enterprise() for _ in range(8)]
    first, second, third, fourth, *others = enterprises
    wuhu = make_partnership(colleges["county"], first, second, third)
    also = make_partnership(colleges["prefecture"], third, fourth)  # the third counts once in Wuhu
    hefei = make_partnership(colleges["hefei"], first, *others[:2])  # and the first once in Anhui
    ningbo = make_partnership(colleges["ningbo"], *others[2:])
    make_activity(party_of(wuhu, first), on=DAY - timedelta(days=10))
    make_activity(party_of(also, fourth), on=DAY - timedelta(days=200))
    make_activity(party_of(hefei, others[0]), on=DAY)
    for enterprise in others[2:]:
        make_activity(party_of(ningbo, enterprise), on=DAY - timedelta(days=30))
    for college, majors in (("county", 2), ("prefecture", 1), ("hefei", 1), ("ningbo", 1)):
        for _ in range(majors):
            make_major(colleges[college])
    make_base(colleges["county"], first)
    make_base(colleges["county"], second, state=BaseState.PROPOSED)
    make_base(colleges["ningbo"], others[2], state=BaseState.RECOGNISED)
    return colleges
