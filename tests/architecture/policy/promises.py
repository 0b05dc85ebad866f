"""Routes of what an agreement promises, risks and leaves at its end."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import COLLEGE, EVERYONE, OF_THE_AGREEMENT

ASSESSED = {
    "assessed_on": "2026-11-20", "assessor": "Both", "findings": "Forty certified", "grade": "good",
    "decision": "go_on",
}  # fmt: skip
CLAIM = {"kind": "insurance", "provider": "An insurer", "lost_on": "2026-11-19", "amount": "10"}

PROMISES: dict[str, Line] = {
    "partnerships:agreement-settlement": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.lived.pk}),
    "partnerships:exit-payment-confirm": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.exit_payment.pk},
        data=lambda _w: {"paid_on": "2026-11-20"},
    ),
    "agreement-settlement": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.lived.pk}),
    "exit-payment-list": line(EVERYONE),
    "exit-payment-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.exit_payment.pk}),
    "exit-payment-confirm": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.exit_payment.pk},
        data=lambda _w: {"paid_on": "2026-11-20"},
    ),
    "partnerships:risk-list": line(EVERYONE),
    "partnerships:risk-figure": line(
        post={302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.watched_risk.pk},
        data=lambda _w: {"figure-value": "3", "figure-occurred_on": "2026-11-20"},
    ),
    "risk-figures": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.watched_risk.pk},
        data=lambda _w: {"value": "3", "occurred_on": "2026-11-20"},
    ),
    "partnerships:claim-file": line(
        post={302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: {f"claim-{name}": value for name, value in CLAIM.items()},
    ),
    "partnerships:claim-decide": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.claim.pk},
        data=lambda w: {f"decision-{w.claim.pk}-decided_on": "2026-11-20"},
    ),
    "partnerships:agreement-emergency": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"occurred_on": "2026-11-20", "note": "Fire"},
    ),
    "risk-claims": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: CLAIM,
    ),
    "claim-list": line(EVERYONE),
    "claim-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.claim.pk}),
    "claim-decide": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.claim.pk},
        data=lambda _w: {"paid": "5", "decided_on": "2026-11-20"},
    ),
    "partnerships:agreement-assessments": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: ASSESSED,
    ),
    "partnerships:assessment-answer": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.assessment.pk},
        data=lambda _w: {"answer": "agree"},
    ),
    "assessment-list": line(EVERYONE),
    "assessment-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.assessment.pk}),
    "assessment-answer": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.assessment.pk},
        data=lambda _w: {"agrees": True},
    ),
    "agreement-assessments": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: ASSESSED,
    ),
    "drill-list": line(EVERYONE),
    "drill-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.drill.pk}),
    "agreement-drills": line(
        post={201: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"occurred_on": "2026-11-20", "note": "Fire"},
    ),
    "partnerships:contact-add": line(
        post={302: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"contact-topic": "Fire", "contact-name": "Li", "contact-phone": "119"},
    ),
    "partnerships:contact-remove": line(
        post={302: "liaison", 403: "administrator mentor", 404: REST}, row=lambda w: {"pk": w.contact.pk}
    ),
    "agreement-contacts": line(
        post={201: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"topic": "Fire", "name": "Li", "phone": "119"},
    ),
    "contact-list": line(EVERYONE),
    "contact-detail": line(
        {200: "administrator mentor liaison", 404: REST},
        delete={204: "liaison", 403: "administrator mentor", 404: REST},
        row=lambda w: {"pk": w.contact.pk},
    ),
    "partnerships:agreement-activities": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {400: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
    ),
    "partnerships:activity-confirm": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST}, row=lambda w: {"pk": w.activity.pk}
    ),
    "partnerships:agreement-simulation": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:scenario-keep": line(
        post={400: "administrator liaison mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "partnerships:scenario-drop": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.scenario.pk}
    ),
    "partnerships:agreement-progress": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.lived.pk}),
    "partnerships:contribution-equipment": line(
        post={400: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
    ),
    "partnerships:base-link": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda w: {"base": w.own_base.pk},
    ),
    "partnerships:base-unlink": line(post={404: REST}, row=lambda w: {"pk": w.lived.pk, "base": w.own_base.pk}),
    "partnerships:contribution-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.contribution.pk}
    ),
    "partnerships:contribution-deliver": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
        data=lambda _w: {"delivered_on": "2026-11-20"},
    ),
    "partnerships:contribution-answer": line(
        post={302: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.delivered.pk},
        data=lambda _w: {"answer": "accept"},
    ),
    "partnerships:obligation-list": line(EVERYONE),
    "partnerships:obligation-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.obligation.pk}),
    "partnerships:obligation-report": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.obligation.pk},
        data=lambda _w: {"done_on": "2026-11-20"},
    ),
    "partnerships:obligation-answer": line(
        post={302: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.reported.pk},
        data=lambda _w: {"answer": "accept"},
    ),
    "partnerships:risk-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: {"likelihood": 2, "impact": 2},
    ),
    "agreement-activities": line(
        post={201: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda w: {"party": "enterprise", "kind": w.activity.kind, "occurred_on": "2026-11-20"},
    ),
    "agreement-simulation": line(
        post={200: OF_THE_AGREEMENT, 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"years": [{"stage": "commercial", "year": 1, "income": "100.01"}]},
    ),
    "contribution-equipment": line(
        post={400: "administrator mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
    ),
    "agreement-bases": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda w: {"base": w.own_base.pk},
    ),
    "agreement-bases-unlink": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda w: {"base": w.own_base.pk},
    ),
    "contribution-list": line(EVERYONE),
    "contribution-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.contribution.pk}),
    "contribution-deliver": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
        data=lambda _w: {"delivered_on": "2026-11-20"},
    ),
    "contribution-answer": line(
        post={200: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.delivered.pk},
        data=lambda _w: {"is_accepted": True},
    ),
    "obligation-list": line(EVERYONE),
    "obligation-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.obligation.pk}),
    "obligation-report": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.obligation.pk},
        data=lambda _w: {"done_on": "2026-11-20"},
    ),
    "obligation-answer": line(
        post={200: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.reported.pk},
        data=lambda _w: {"is_accepted": True},
    ),
    "benefit-scenario-list": line(
        EVERYONE,
        {201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        data=lambda w: {
            "agreement": w.in_force.pk,
            "name": "Cautious",
            "years": [{"stage": "commercial", "year": 1, "income": "100.01"}],
        },
    ),
    "benefit-scenario-detail": line(
        {200: COLLEGE, 404: REST},
        delete={204: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.scenario.pk},
    ),
    "risk-list": line(EVERYONE),
    "risk-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.risk.pk}),
    "risk-reviews": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: {"likelihood": 2, "impact": 2},
    ),
    "activity-list": line(EVERYONE),
    "activity-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.activity.pk}),
    "activity-confirm": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST}, row=lambda w: {"pk": w.activity.pk}
    ),
}
