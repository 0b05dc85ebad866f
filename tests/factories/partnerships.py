"""Agreements, signed and lived, through the services."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from stdnum.cn import uscc

from accounts.actors import Actor
from accounts.models import Membership, Organisation, OrganisationKind, Role
from enterprises.models import Enterprise
from institutions.models import College, Equipment
from institutions.models.equipment import EquipmentStatus
from institutions.services.equipment import add_equipment
from partnerships import services
from partnerships import terms as t
from partnerships.models import Activity, ActivityKind, Agreement
from partnerships.selectors import findings_of, terms_of
from partnerships.services.drafting import SIDES
from partnerships.terms.values import (
    AgreementKind,
    AtExit,
    ContributionKind,
    Forum,
    InsuranceKind,
    LicenceOut,
    Ownership,
    PaysAtExit,
    ResultKind,
    ResultUse,
    RiskCategory,
    Side,
    Silence,
    Stage,
    Survival,
    Trigger,
)
from tests.factories.accounts import TODAY, make_member, make_organisation

STARTS_ON, ENDS_ON = date(2026, 1, 1), date(2029, 12, 31)
_numbers = count(1)


def make_credit_code() -> str:
    """A code that nobody has, with a right check digit."""
    body = f"91340200MA{next(_numbers):07d}"
    return body + uscc.calc_check_digit(body)


def give_credit_code(organisation: Organisation, code: str | None = None) -> str:
    """Put an enterprise's code into the register unless it has one. Returns it."""
    enterprise = Enterprise.objects.get(pk=organisation.pk)
    if code or not enterprise.credit_code:
        enterprise.credit_code = code or make_credit_code()
        enterprise.save(update_fields=["credit_code"])
    return enterprise.credit_code


ANSWERS = {
    "inventor": "college", "separable": False, "payer": "both", "public_money": True, "background": "college",
    "exclusive": "after_trial", "owns_later": False, "other_industries": True, "teaches": True, "secret": False,
    "defender": "both", "fee_payer": "college",
}  # fmt: skip
"""Of the wizard: they lead to an option to an exclusive licence."""


def actor_of(organisation: Organisation) -> Actor:
    """Somebody who may sign for an organisation; a member is made where there is none."""
    role = Role.COLLEGE_ADMINISTRATOR if organisation.kind == OrganisationKind.COLLEGE else Role.ENTERPRISE_LIAISON
    membership = (
        Membership.objects.select_related("user", "organisation__overseer_region")
        .filter(organisation=organisation, role=role, ended_at=None)
        .first()
    )
    return Actor.for_membership(membership) if membership else make_member(role, organisation).actor


def joint_result(**fields: Any) -> t.IP:
    """A jointly owned invention, 60 : 40."""
    defaults = {
        "kind": ResultKind.INVENTION,
        "ownership": Ownership.JOINT,
        "parts": {"college": 60, "enterprise": 40},
        "cost_parts": {"college": 60, "enterprise": 40},
        "use": ResultUse.ALL_FREE,
        "licence_out": LicenceOut.TOGETHER,
    }
    return t.IP((t.ForegroundResult(**{**defaults, **fields}),), has_no_background=True)


def complete_risks() -> t.Risks:
    """A small risk of every category, so that no kind of agreement misses one."""
    return t.Risks(
        tuple(
            t.Risk(category=category, cause=f"{category.label} may suffer.", likelihood=2, impact=3)
            for category in RiskCategory
        )
    )


def complete_clauses(keys: Sequence[str]) -> dict[str, Any]:
    """Clauses that meet every rule, for parties of these keys."""
    alike, college, last = dict.fromkeys(keys, 1), keys[0], keys[-1]
    stage = t.BenefitStage(Stage.COMMERCIAL, alike, due_days=60, has_audit_right=True)
    return {
        "goals": t.Goals("Students can test reducers.", "Train for the region.", "Find future staff."),
        "ip": joint_result(parts=alike, cost_parts=alike),
        "enforcement": t.Enforcement(college, college, 15, alike, alike, last),
        "disclosure": t.Disclosure("Drawings", 5, 30, 6, is_thesis_free=True),
        "benefit": t.Benefit((stage,), tuple(each for each in Stage if each is not Stage.COMMERCIAL)),
        "risks": complete_risks(),
        "insurance": t.Insurance((t.Policy(InsuranceKind.LIABILITY, "Insurer", payer=last, is_renewed=True),)),
        "emergency": t.Emergency("Somebody is hurt.", "Stop, call, tell.", 6),
        "safety": t.TeachingSafety(last, "A test.", last, 10),
        "review": t.Review(
            12, "Committee of both", "Students employed", "The committee proposes changes.", (Trigger.POLICY,)
        ),
        "breach": t.Breach("It mends the breach and pays for the loss.", Decimal("50000.00")),
        "exit": t.Exit(
            30, 15, (Survival.CONFIDENTIALITY,), settlement=AtExit.UNAMORTISED, pays=PaysAtExit.AT_FAULT,
            students="They finish the term.", change_of_control="Nothing changes.",
        ),
        "dispute": t.Dispute((), (Forum.COURT,), seat="Hefei", law="Law of the PRC"),
    }  # fmt: skip


def make_agreement(
    keeper: Organisation | None = None,
    counterpart: Organisation | Sequence[Organisation] | None = None,
    *,
    on: date = TODAY,
    title: str = "Reducers, jointly developed",
    kind: AgreementKind = AgreementKind.JOINT_RESEARCH,
    starts_on: date | None = STARTS_ON,
    ends_on: date | None = ENDS_ON,
    number: str = "",
    **clauses: Any,
) -> Agreement:
    """A draft whose clauses meet every rule; any clause can be given (`ip=joint_result(...)`, `goals=None`)."""
    keeper = keeper or make_organisation(OrganisationKind.COLLEGE)
    if counterpart is None:
        counterpart = make_organisation(OrganisationKind.ENTERPRISE)
    others = [counterpart] if isinstance(counterpart, Organisation) else list(counterpart)
    for other in others:
        if other.kind == OrganisationKind.ENTERPRISE:
            give_credit_code(other)
    actor = actor_of(keeper)
    sides = [SIDES.get(organisation.kind, Side.OTHER).value for organisation in (keeper, *others)]
    keys = [f"{side}-{sides[:place].count(side) + 1}" if side in sides[:place] else side
            for place, side in enumerate(sides)]  # fmt: skip
    return services.create_draft(
        actor=actor,
        counterparts=others,
        basics=t.Basics(title, kind, None, starts_on, ends_on),
        number=number,
        on=on,
        clauses={**complete_clauses(keys), **clauses},
    )


def send(agreement: Agreement, *, on: date = TODAY) -> Agreement:
    """Hand a draft to signature; warnings get a reason."""
    return services.send_to_signature(
        actor=actor_of(agreement.keeper),
        agreement=agreement,
        on=on,
        reasons={found.rule: "It is known." for found in findings_of(agreement, on=on) if found.needs_reason},
    )


def sign(agreement: Agreement, organisation: Organisation, *, on: date = TODAY) -> Agreement:
    """Sign for one party."""
    party = agreement.parties.get(organisation=organisation)
    shown = t.digest(terms_of(Agreement.objects.get(pk=agreement.pk)))
    services.sign(actor=actor_of(organisation), party=party, digest_shown=shown, on=on)
    return Agreement.objects.get(pk=agreement.pk)


def make_agreement_in_signature(*args: Any, on: date = TODAY, **kwargs: Any) -> Agreement:
    """An agreement that waits for its signatures."""
    return send(make_agreement(*args, on=on, **kwargs), on=on)


def make_agreement_in_force(*args: Any, on: date = TODAY, **kwargs: Any) -> Agreement:
    """An agreement that every party has signed on a day; in force from then (or from its first day, if later)."""
    agreement = make_agreement_in_signature(*args, on=on, **kwargs)
    for party in agreement.parties.select_related("organisation"):
        agreement = sign(agreement, party.organisation, on=on)
    return agreement


def make_lived_agreement(college: Organisation, enterprise: Organisation, *, on: date = TODAY) -> Agreement:
    """In force, with contributions `bench` and `hours`, obligations `lend` and `teach` and a risk; all of them of the
    enterprise, `hours` delivered and `teach` reported done.
    """
    owned = {"party": "enterprise", "value": Decimal(1000), "owner_during": "enterprise", "owner_at_exit": "college"}
    owed = {"debtor": "enterprise", "creditor": "college", "criteria": "Seen", "due_on": on, "answer_days": 10}
    agreement = make_agreement_in_force(
        college,
        enterprise,
        on=on,
        contributions=t.Contributions(
            (
                t.Contribution("bench", kind=ContributionKind.EQUIPMENT, name="Bench", due_on=on, **owned),
                t.Contribution("hours", kind=ContributionKind.PEOPLE, name="Hours", **owned),
            )
        ),
        obligations=t.Obligations(
            (
                t.Obligation("lend", title="Lend engineers", silence=Silence.ACCEPTED, is_milestone=True, **owed),
                t.Obligation("teach", title="Teach", silence=Silence.REFUSED, **owed),
            )
        ),
    )
    actor = actor_of(enterprise)
    hours, teach = agreement.contributions.get(key="hours"), agreement.obligations.get(key="teach")
    services.deliver_contribution(actor=actor, contribution=hours, delivered_on=on, on=on)
    services.report_done(actor=actor, obligation=teach, done_on=on, on=on)
    return agreement


def make_piece(college: Organisation, *, on: date = TODAY) -> Equipment:
    """A piece of equipment of a college that belongs to no contribution."""
    return add_equipment(
        actor=actor_of(college),
        college=College.objects.get(pk=college.pk),
        name=f"Bench {next(_numbers)}",
        value=Decimal(1000),
        on=on,
        state=EquipmentStatus.ACCEPTED,
    )


def make_activity(
    agreement: Agreement,
    *,
    occurred_on: date = TODAY,
    on: date | None = None,
    by: Organisation | None = None,
    party_key: str = "enterprise",
    kind: str = ActivityKind.TEACHING,
) -> Activity:
    """An activity, recorded by the college unless `by` says otherwise, and confirmed by nobody yet."""
    return services.record_activity(
        actor=actor_of(by or agreement.keeper),
        agreement=agreement,
        party=agreement.parties.get(key=party_key),
        kind=kind,
        occurred_on=occurred_on,
        on=on or occurred_on,
        description="Two lessons on tolerances",
    )


def make_confirmed_activity(agreement: Agreement, *, confirmed_on: date | None = None, **kwargs: Any) -> Activity:
    """An activity that the other side has confirmed: it makes the agreement live."""
    activity = make_activity(agreement, **kwargs)
    party = activity.party.organisation
    other = party if activity.recorded_by_id == agreement.keeper_id else agreement.keeper
    services.confirm_activity(actor=actor_of(other), activity=activity, on=confirmed_on or activity.occurred_on)
    return activity
