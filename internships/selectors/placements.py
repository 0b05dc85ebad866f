"""What the page of a placement shows to one actor."""

from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from accounts.models import Link
from internships.models import (
    HelpRequest,
    Placement,
    PlacementFinding,
    PlacementInsurance,
    PlacementMentor,
    PlacementOutcome,
    TripartiteAgreement,
)
from internships.selectors.judging import begin_findings
from reference.rules import RULES, Finding


@dataclass(frozen=True)
class Gate:
    """What a placement needs before it begins: met, or with what is missing."""

    rule: str
    title: str
    findings: list[Finding]

    @property
    def is_met(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class PlacementPage:
    """A placement with everything that stands around it, as far as the actor sees it."""

    placement: Placement
    gates: list[Gate]
    warnings: list[Finding]
    kept: list[PlacementFinding]
    tripartite: TripartiteAgreement | None
    insurances: list[PlacementInsurance]
    mentors: list[PlacementMentor]
    outcome: PlacementOutcome | None
    help_requests: list[HelpRequest]
    help_link: Link | None  # the last one that was sent to the student: for the college alone

    @property
    def open_gates(self) -> int:
        return sum(not gate.is_met for gate in self.gates)


def placement_page(placement: Placement, *, actor: Actor, on: date) -> PlacementPage:
    """The page of a placement. Gates are asked until it has begun."""
    is_waiting = placement.is_arranged
    findings = begin_findings(placement, on=on) if is_waiting else []
    gates = [
        Gate(rule.id, str(rule.title), [found for found in findings if found.rule == rule.id])
        for rule in RULES.of("begin", on)
        if is_waiting and not any(found.rule == rule.id and found.needs_reason for found in findings)
    ]
    of_this = {"placement": placement}
    links = Link.objects.visible_to(actor).filter(act="ask_for_help", subject_type=Placement._meta.label_lower)
    return PlacementPage(
        placement=placement,
        gates=gates,
        warnings=[found for found in findings if found.needs_reason],
        kept=list(PlacementFinding.objects.visible_to(actor).current().warnings().filter(**of_this).order_by("rule")),
        tripartite=TripartiteAgreement.objects.visible_to(actor).filter(**of_this).first(),
        insurances=list(PlacementInsurance.objects.visible_to(actor).filter(**of_this).order_by("valid_from")),
        mentors=list(PlacementMentor.objects.visible_to(actor).filter(**of_this).order_by("side", "from_on")),
        outcome=PlacementOutcome.objects.visible_to(actor).current().filter(**of_this).first(),
        help_link=links.filter(subject_id=placement.pk, withdrawn_at=None).order_by("-pk").first(),
        help_requests=list(HelpRequest.objects.visible_to(actor).filter(**of_this).order_by("-asked_on", "-pk")),
    )
