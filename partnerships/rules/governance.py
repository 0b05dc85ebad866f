"""Who decides in a body, and who leads an industry community. The page of a body shows what they find.

A body's file is kept here, not founded: nothing is decided that a rule could stop, so all of them warn.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.models.governance import BodyKind, BodySide
from reference.rules import Finding, Level, Source, rule

BODY = ("governance_body",)
FROM = date(2020, 1, 1)
GUIDE_FROM = date(2023, 7, 1)
GUIDE = "行业产教融合共同体建设指南（2023年7月）"
ENTERPRISE, UNIVERSITY, VOCATIONAL = "enterprise", "university", "vocational"


@dataclass(frozen=True)
class BodyFacts:
    """A body on a day. `leads`: what kind of organisation each leading member is; `provinces`: where members stand."""

    kind: str
    legal_form: str
    seats: Mapping[str, int]
    enterprises_vote_on: frozenset[str]  # majors, curriculum, funds
    leads: tuple[str, ...] = ()
    provinces: frozenset[str] = frozenset()


@dataclass(frozen=True)
class BodyContext:
    """Parameters of the day; one that has no value then is not asked for."""

    seats_least: int | None = None  # percent
    provinces_least: int | None = None


@rule(
    "GV-01",
    applies_to=BODY,
    level=Level.WARN,
    source=Source.PROPOSAL,
    valid_from=FROM,
    title=_("Enterprises have a fair share of the seats"),
)
def enterprises_have_seats(body: BodyFacts, context: BodyContext) -> Iterator[Finding]:
    """Of all seats of the council at least the parameter's share is the enterprises'. Without seats: not judged."""
    total, held = sum(body.seats.values()), body.seats.get(BodySide.ENTERPRISE, 0)
    if total and context.seats_least is not None and held * 100 < context.seats_least * total:
        told = {"held": held, "total": total, "least": context.seats_least}
        yield Finding("seats", _("Enterprises hold %(held)s of %(total)s seats, under %(least)s%%."), params=told)


@rule(
    "GV-02",
    applies_to=BODY,
    level=Level.WARN,
    source=Source.PROPOSAL,
    valid_from=FROM,
    title=_("Enterprises vote on majors, curriculum and funds"),
)
def enterprises_vote(body: BodyFacts, context: BodyContext) -> Iterator[Finding]:  # noqa: ARG001
    """One finding for each subject on which they have no vote."""
    for subject, message in (
        ("majors", _("Enterprises have no vote on majors.")),
        ("curriculum", _("Enterprises have no vote on the curriculum.")),
        ("funds", _("Enterprises have no vote on funds.")),
    ):
        if subject not in body.enterprises_vote_on:
            yield Finding(f"enterprises_vote_on_{subject}", message)


@rule(
    "GV-03",
    applies_to=BODY,
    level=Level.WARN,
    source=Source.HOUSE,
    valid_from=FROM,
    title=_("The legal form is stated"),
)
def legal_form_is_stated(body: BodyFacts, context: BodyContext) -> Iterator[Finding]:  # noqa: ARG001
    """Also that it is no legal person is a statement."""
    if not body.legal_form:
        yield Finding("legal_form", _("It is not stated whether the body is a legal person."))


@rule(
    "COM-01",
    applies_to=BODY,
    level=Level.WARN,
    source=Source.LAW,
    document=GUIDE,
    article="s. 1",
    valid_from=GUIDE_FROM,
    title=_("A community is led by one enterprise, one university and one vocational school"),
)
def three_lead(body: BodyFacts, context: BodyContext) -> Iterator[Finding]:  # noqa: ARG001
    """Exactly one each. Degree rights and matching disciplines of the guide are not held here, and not judged."""
    if body.kind != BodyKind.COMMUNITY:
        return
    leads = Counter(body.leads)
    told = {"enterprises": leads[ENTERPRISE], "universities": leads[UNIVERSITY], "schools": leads[VOCATIONAL]}
    if any(leads[kind] != 1 for kind in (ENTERPRISE, UNIVERSITY, VOCATIONAL)):
        message = _(
            "Led by %(enterprises)s enterprises, %(universities)s universities and %(schools)s vocational schools: "
            "it is one each."
        )
        yield Finding("members", message, params=told)


@rule(
    "COM-02",
    applies_to=BODY,
    level=Level.WARN,
    source=Source.LAW,
    document=GUIDE,
    article="s. 1(2)",
    valid_from=GUIDE_FROM,
    title=_("Members of a community come from several provinces"),
)
def several_provinces(body: BodyFacts, context: BodyContext) -> Iterator[Finding]:
    """The guide says across regions; that this means provinces is our reading."""
    if body.kind != BodyKind.COMMUNITY or context.provinces_least is None:
        return
    if len(body.provinces) < context.provinces_least:
        told = {"number": len(body.provinces), "least": context.provinces_least}
        yield Finding("members", _("Members stand in %(number)s provinces; %(least)s are asked for."), params=told)
