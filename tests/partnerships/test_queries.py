"""A page of an agreement with all clauses, thirty entries in them and forty risks takes at most twenty queries."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import terms as t
from partnerships.rules.model import model_terms
from partnerships.terms.values import ContributionKind, RiskCategory, Silence
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement, make_agreement_in_force

pytestmark = pytest.mark.usefixtures("the_day")
MOST = 20
CATEGORIES = list(RiskCategory)


def many_clauses() -> dict:
    """Every clause of the model, with fifteen contributions, fifteen obligations and forty risks."""
    model = model_terms()
    owned = {"party": "enterprise", "owner_during": "enterprise", "owner_at_exit": "college"}
    owed = {"debtor": "enterprise", "creditor": "college", "criteria": "Seen", "silence": Silence.ACCEPTED}
    put_in = (
        t.Contribution(kind=ContributionKind.PEOPLE, name=f"Hours {n}", value=Decimal(1000 + n), **owned)
        for n in range(15)
    )
    due = (
        t.Obligation(title=f"Lesson {n}", due_on=TODAY + timedelta(days=n), answer_days=10, **owed) for n in range(15)
    )
    risks = (
        t.Risk("", CATEGORIES[n % len(CATEGORIES)], f"It fails {n}", 2, 3, "college", review_days=90) for n in range(40)
    )
    clauses = {name: getattr(model, name) for name in t.CLAUSES if name != "setting"}
    lists = {"contributions": t.Contributions(tuple(put_in)), "obligations": t.Obligations(tuple(due))}
    return clauses | lists | {"risks": replace(model.risks, items=tuple(risks))}


def test_pages_with_many_clauses_and_risks(administrator, liaison):
    clauses = many_clauses()
    sides = (administrator.organisation, liaison.organisation)
    in_force = make_agreement_in_force(*sides, **clauses)
    draft = make_agreement(*sides, title="Another", **clauses)
    assert (in_force.risks.count(), in_force.contributions.count() + in_force.obligations.count()) == (40, 30)
    pages = [
        (member, reverse(f"partnerships:{name}", args=[agreement.pk, *more]))
        for member, agreement, name, more in (
            (administrator, in_force, "agreement-detail", []),
            (liaison, in_force, "agreement-detail", []),
            (liaison, in_force, "agreement-progress", []),
            (liaison, in_force, "agreement-assessments", []),
            (administrator, draft, "agreement-terms", ["risks"]),
            (administrator, draft, "agreement-terms", ["benefit"]),
            (administrator, draft, "agreement-check", []),
        )
    ]
    counts = {}
    for member, page in pages:
        member.client.get(page)  # signed in, parameters read
        with CaptureQueriesContext(connection) as asked:
            shown = member.client.get(page)
        assert shown.status_code == 200
        counts[page, member.user.pk] = len(asked)
    assert max(counts.values()) <= MOST, counts
