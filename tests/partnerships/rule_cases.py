"""The complete terms of the model agreement, and cases in which a rule finds one thing, and nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import translation

from partnerships import terms as t
from partnerships.rules.model import model_terms
from partnerships.terms.values import (
    AgreementKind,
    AgreementMode,
    AtExit,
    BeneficiaryRole,
    BenefitBasis,
    ContributionKind,
    InsuranceKind,
    Ownership,
    ResultUse,
    Stage,
)
from reference.examples import changed

with translation.override("en"):
    COMPLETE = model_terms()
LI = t.InnerPart("college", "Li", BeneficiaryRole.INVENTOR, 1)
UNIT = t.InnerPart("college", "Unit", BeneficiaryRole.UNIT, 1)


def so(values: dict[str, object]) -> t.Terms:
    """The complete terms with some values changed, by their paths."""
    terms = COMPLETE
    for path, value in values.items():
        terms = changed(terms, path, value)
    return terms


NONE = t.NotApplicable("None")
TALENT = {"basics.kind": AgreementKind.TALENT}
EQUITY = {"benefit.stages.0.basis": BenefitBasis.EQUITY}
HALVES = {"contributions.items.0.value": Decimal(50_000), "benefit.stages.0.basis": None}
ALL_STAGES = tuple(Stage)
CASES = [
    ("BN-03", "benefit.without_income", so({"benefit.without_income": ALL_STAGES[:2]}), so({"benefit": t.Benefit()})),
    ("BN-03", "benefit.without_income", so({"benefit.without_income": ALL_STAGES}), COMPLETE),
    (
        "BN-07",
        "benefit.stages.0.inner",
        so({"basics.kind": AgreementKind.TECHNOLOGY_TRANSFER, "benefit.stages.0.inner": (replace(LI, part=99),
                                                                                      replace(UNIT, part=100))}),
        so({"basics.kind": AgreementKind.TECHNOLOGY_TRANSFER, "benefit.stages.0.inner": (LI, UNIT)}),
    ),
    (
        "BN-07",
        "benefit.stages.0.inner",
        so({**EQUITY, "benefit.stages.0.inner": (replace(LI, part=None), UNIT)}),
        so({**EQUITY, "benefit.stages.0.inner": (LI, replace(UNIT, part=None), replace(UNIT, part=None))}),
    ),
    (
        "BN-08",
        "benefit.stages.0.parts",
        so({**EQUITY, "contributions.items.1.kind": ContributionKind.TECHNOLOGY,
            "benefit.stages.0.parts": {"college": 299, "enterprise": 701}}),
        so({**EQUITY, "benefit.stages.0.parts": {"college": 299, "enterprise": 701}}),
    ),
    (
        "BN-09",
        "benefit.stages.0.parts",
        so({**HALVES, "benefit.stages.0.parts": {"college": 71, "enterprise": 29}}),
        so({**HALVES, "benefit.stages.0.parts": {"college": 70, "enterprise": 30}}),
    ),
    (
        "BN-09",
        "benefit.stages.0.parts",
        so({"contributions.items.1.value": None}),
        so({"contributions.items.1.value": None, "benefit.stages.0.parts": {"college": 20, "enterprise": 80}}),
    ),
    ("EX-02", "exit.students", so({**TALENT, "exit": None}), so({"exit.students": ""})),
    ("EX-02", "exit.students", so({**TALENT, "exit.students": " "}), so(TALENT)),
    ("EX-05", "exit.pays", so({"exit.pays": None}), so({"exit.pays": None, "exit.settlement": AtExit.NOTHING})),
    ("EX-05", "exit.settlement", so({"exit": None}), so({"exit": None, "contributions": None})),
    ("IN-01", "insurance.policies.0.is_renewed", so({**TALENT, "insurance.policies.0.is_renewed": False}), so(TALENT)),
    ("IN-01", "insurance.policies.0.payer", so({**TALENT, "insurance.policies.0.payer": "uncle"}), so(TALENT)),
    (
        "IN-01",
        "insurance.policies.0.kind",
        so({**TALENT, "insurance.policies.0.kind": InsuranceKind.PROPERTY}),
        so({"insurance.policies.0.kind": InsuranceKind.PROPERTY}),
    ),
    (
        "IN-02",
        "insurance.policies.0.ends_on",
        so({"insurance.policies.0.ends_on": date(2029, 12, 30), "insurance.policies.0.is_renewed": False}),
        so({"insurance.policies.0.ends_on": date(2029, 12, 31), "insurance.policies.0.is_renewed": False}),
    ),
    ("IP-05", "ip.background.0.name", so({"ip.background": ()}), so({**TALENT, "ip.background": ()})),
    ("IP-05", "ip.background.0.name", so({"ip.background": ()}), so({"ip": t.NotApplicable("None")})),
    ("IP-06", "licences.items.0.licensee", so({"licences.items.0.licensee": "college"}), COMPLETE),
    ("IP-06", "licences.items.0.licensee", so({"licences.items.0.licensee": "uncle"}), COMPLETE),
    (
        "IP-09",
        "ip.foreground.0.use",
        so({"ip.foreground.0.parts": {"enterprise": 1}, "ip.foreground.0.use": ResultUse.OWNERS}),
        so({"ip.foreground.0.use": ResultUse.OWNERS}),
    ),
    (
        "IP-09",
        "ip.foreground.0.use",
        so({"ip.foreground.0.ownership": Ownership.ENTERPRISE, "ip.foreground.0.use": ResultUse.ALL_PAID}),
        so({"ip.foreground.0.ownership": Ownership.COLLEGE, "ip.foreground.0.use": ResultUse.OWNERS}),
    ),
    ("IP-10", "enforcement.duty", so({**TALENT, "enforcement.duty": ""}), so({**TALENT, "enforcement": None})),
    ("IP-10", "enforcement.cost_parts", so({"enforcement.cost_parts": {}}), so({"enforcement": t.NotApplicable("No")})),
    ("IP-10", "enforcement.first_right", so({"enforcement.first_right": ""}), COMPLETE),
    (
        "IP-11",
        "ip.foreground.0.abandon_days",
        so({"ip.foreground.0.abandon_days": None}),
        so({"ip.foreground.0.abandon_days": None, "ip.foreground.0.payer": ""}),
    ),
    (
        "IP-11",
        "ip.foreground.0.abandon_days",
        so({"ip.foreground.0.abandon_days": None, "ip.foreground.0.ownership": Ownership.ENTERPRISE}),
        so({"ip.foreground.0.abandon_days": None, "ip.foreground.0.ownership": Ownership.COLLEGE}),
    ),
    (
        "MD-01",
        "setting.hours",
        so({"basics.mode": AgreementMode.CLOUD, "setting": t.Setting(platform="P", sessions=1)}),
        so({"basics.mode": AgreementMode.CLOUD, "setting": t.NotApplicable("No")}),
    ),
    ("PB-01", "disclosure.review_days", so({"disclosure.review_days": None}), so({"disclosure.review_days": 60})),
    ("PB-01", "disclosure.review_days", so({"disclosure": None}), so({**TALENT, "disclosure": None})),
    ("PB-02", "disclosure.delay_months", so({"disclosure.delay_months": 7}), so({"disclosure.delay_months": None})),
    ("RK-05", "risks.items.0.side", so({"risks.items.0.side": None}), so({"risks.items.0.threshold": None})),
    ("RK-07", "emergency.steps", so({**TALENT, "emergency.steps": ""}), so({**TALENT, "emergency": NONE})),
    ("RK-07", "emergency.trigger", so({**TALENT, "emergency.trigger": ""}), so({"emergency": None})),
    ("TS-01", "safety.equipment", so({**TALENT, "safety.equipment": ""}), so({**TALENT, "safety": NONE})),
    ("TS-01", "safety.trainer", so({**TALENT, "safety.trainer": ""}), so({"safety": None})),
]  # fmt: skip
