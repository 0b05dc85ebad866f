"""What the page of a body shows."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.actors import Actor
from accounts.models import Organisation, OrganisationKind
from core import clock
from institutions.models import College
from partnerships.models import BodyMember, BodySeats, BodySide, Decision, GovernanceBody, Meeting
from partnerships.rules.governance import ENTERPRISE, UNIVERSITY, VOCATIONAL, BodyContext, BodyFacts
from reference import parameters
from reference.rules import RULES, Finding, Rule, check

YEAR = timedelta(days=365)
PARAMETERS = ("governance.enterprise_seats_least", "governance.community_provinces_least")
SHAPES = {BodySide.COLLEGE: "full", BodySide.ENTERPRISE: "half", BodySide.GOVERNMENT: "open", BodySide.OTHER: "draft"}
HELD, PLANNED, LATE = "full", "draft", "open"


@dataclass(frozen=True)
class SideLine:
    """The seats of one side, and the shape that draws them."""

    side: BodySide
    seats: int
    total: int

    @property
    def label(self) -> str:
        """The side in words."""
        return str(self.side.label)

    @property
    def shape(self) -> str:
        """An ink square, another one for each side."""
        return SHAPES[self.side]

    @property
    def rate(self) -> float:
        """The share of all seats, from 0 to 1."""
        return self.seats / self.total

    @property
    def units(self) -> range:
        """As many shapes as there are seats."""
        return range(self.seats)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting and what it decided."""

    meeting: Meeting
    decisions: list[Decision]
    on: date

    @property
    def shape(self) -> str:
        """Held, planned for a day to come, or past without minutes."""
        if self.meeting.held_on is not None:
            return HELD
        return LATE if self.is_late else PLANNED

    @property
    def is_late(self) -> bool:
        """Its day has passed and nobody recorded that it was held."""
        return self.meeting.held_on is None and self.meeting.planned_on < self.on


@dataclass(frozen=True)
class FindingLine:
    """What a rule found, and where the rule comes from: its kind of source, the document, how sure we are."""

    finding: Finding
    source: str
    document: str
    grade: str


@dataclass(frozen=True)
class BodyPage:
    """A body on a day."""

    sides: list[SideLine]
    members: list[BodyMember]
    former: list[BodyMember]
    findings: list[FindingLine]
    meetings: list[MeetingLine]
    held: int
    agreed: int


def body_page(body: GovernanceBody, *, on: date) -> BodyPage:
    """Everything about a body, for somebody who may see it."""
    members = list(body.members.filter(superseded_at=None).select_related("organisation__region"))
    standing = [row for row in members if row.until_on is None or row.until_on > on]
    seats = seats_on(body, on)
    total = sum(seats.values())
    meetings = list(body.meetings.prefetch_related("decisions"))
    since = on - YEAR
    rules = {rule.id: rule for rule in RULES}
    return BodyPage(
        sides=[SideLine(BodySide(side), number, total) for side, number in seats.items()],
        members=standing,
        former=[row for row in members if row not in standing],
        findings=[_line(finding, rules[finding.rule]) for finding in findings_of_body(body, on=on)],
        meetings=[MeetingLine(row, list(row.decisions.all()), on) for row in meetings],
        held=sum(row.held_on is not None and since < row.held_on <= on for row in meetings),
        agreed=body.meetings_a_year,
    )


def seats_on(body: GovernanceBody, on: date) -> dict[str, int]:
    """Seats by side on a day, as we know it now, in the order of the sides."""
    rows = BodySeats.objects.filter(body=body).as_of(on, clock.now()).values_list("side", "seats")
    found = dict(rows)
    return {side: found[side] for side in BodySide.values if side in found}


def findings_of_body(body: GovernanceBody, *, on: date) -> list[Finding]:
    """What the rules of a day find."""
    members = BodyMember.objects.filter(body=body).as_of(on, clock.now()).select_related("organisation__region")
    found = {code: row.value for code, row in parameters.parameters(PARAMETERS, on=on).items()}
    organisations = [row.organisation for row in members]
    facts = BodyFacts(
        kind=body.kind,
        legal_form=body.legal_form,
        seats=seats_on(body, on),
        enterprises_vote_on=frozenset(
            subject for subject in ("majors", "curriculum", "funds") if getattr(body, f"enterprises_vote_on_{subject}")
        ),
        leads=_kinds([row.organisation for row in members if row.is_lead]),
        provinces=frozenset(row.region.code[:2] for row in organisations if row.region is not None),
    )
    context = BodyContext(
        seats_least=found.get("governance.enterprise_seats_least"),
        provinces_least=found.get("governance.community_provinces_least"),
    )
    return check("governance_body", facts, context, on=on)


def _line(finding: Finding, rule: Rule) -> FindingLine:
    return FindingLine(finding, str(rule.source.label), rule.document, str(rule.grade.label))


def _kinds(leads: list[Organisation]) -> tuple[str, ...]:
    """What leads: a vocational school by its register entry, a university by its level."""
    colleges = College.objects.in_bulk([row.pk for row in leads])
    kinds = []
    for row in leads:
        if row.kind == OrganisationKind.ENTERPRISE:
            kinds.append(ENTERPRISE)
        elif row.pk in colleges:
            kinds.append(VOCATIONAL if colleges[row.pk].is_vocational else UNIVERSITY)
    return tuple(kinds)


def bodies_of(actor: Actor, *, on: date) -> QuerySet[GovernanceBody]:
    """Bodies that an actor sees, with `member_count` on a day, for lists."""
    members = BodyMember.objects.as_of(on, clock.now()).filter(body=OuterRef("pk")).order_by().values("body")
    count = Subquery(members.annotate(number=Count("pk")).values("number"))
    bodies = GovernanceBody.objects.visible_to(actor).select_related("keeper__organisation", "region")
    return bodies.annotate(member_count=Coalesce(count, 0))
