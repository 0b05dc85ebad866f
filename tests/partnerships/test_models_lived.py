"""What the database itself refuses of contributions, obligations and risks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from partnerships.models import Contribution, Obligation, Risk, RiskReview
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force


@pytest.fixture
def agreement(administrator, liaison):
    return make_agreement_in_force(administrator.organisation, liaison.organisation)


def refuses(make, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_a_contribution_comes_from_a_party_or_from_outside(agreement):
    party = agreement.parties.get(key="enterprise")
    plain = {"agreement": agreement, "kind": "money", "name": "Grant", "value": Decimal("10.50")}
    make = Contribution.objects.create
    refuses(make, key="1", **plain)
    refuses(make, key="1", party=party, outside_source="alumni", **plain)
    refuses(make, key="1", party=party, **{**plain, "value": Decimal(-1)})
    assert make(key="1", party=party, **plain).value == Decimal("10.50")
    refuses(make, key="1", outside_source="alumni", **plain)
    assert make(key="2", outside_source="alumni", **plain).pk


def test_nobody_owes_to_himself(agreement):
    college, enterprise = (agreement.parties.get(key=key) for key in ("college", "enterprise"))
    plain = {"agreement": agreement, "key": "1", "title": "Deliver", "due_on": TODAY}
    refuses(Obligation.objects.create, debtor=college, creditor=college, **plain)
    made = Obligation.objects.create(debtor=enterprise, creditor=college, **plain)
    assert not made.is_overdue(TODAY)
    assert made.is_overdue(TODAY + timedelta(days=1))
    assert made.is_late is None


def test_a_risk_is_judged_from_one_to_five_and_the_last_review_counts(agreement, liaison):
    plain = {"agreement": agreement, "category": "safety", "cause": "Machines"}
    refuses(Risk.objects.create, key="judged", likelihood=0, impact=3, **plain)
    refuses(Risk.objects.create, key="judged", likelihood=3, impact=6, **plain)
    risk = Risk.objects.create(key="judged", likelihood=3, impact=4, review_days=90, **plain)
    assert (risk.score, risk.review_due_on(date(2026, 1, 1))) == (12, date(2026, 4, 1))

    said = {"risk": risk, "reviewed_by": liaison.organisation}
    RiskReview.objects.create(**said, likelihood=1, impact=2, occurred_on=date(2026, 5, 1))
    RiskReview.objects.create(**said, likelihood=5, impact=5, occurred_on=date(2026, 4, 1))
    risk = Risk.objects.prefetch_related("reviews").get(key="judged")
    assert (risk.score, risk.review_due_on(date(2026, 1, 1))) == (2, date(2026, 7, 30))
