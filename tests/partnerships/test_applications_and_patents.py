"""What applications and patents refuse."""

from datetime import timedelta

import pytest

from core.errors import InvalidInput
from partnerships.services.applications import DecidedBeforeApplied, DecisionNeedsDay
from partnerships.services.patents import GrantedBeforeFiled, PatentNumberTaken, ProjectNotOfCollege
from partnerships.services.projects import NeedsPartner
from tests.factories.accounts import TODAY
from tests.factories.work import STARTED, make_application, make_patent, make_project

pytestmark = pytest.mark.django_db
BEFORE, TOMORROW = STARTED - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"result": "granted"}, DecisionNeedsDay),
        ({"result": "pending", "decided_on": TODAY}, DecisionNeedsDay),
        ({"result": "refused", "decided_on": BEFORE}, DecidedBeforeApplied),
        ({"applied_on": TOMORROW}, InvalidInput),
        ({"result": "refused", "decided_on": TOMORROW}, InvalidInput),
    ],
)
def test_a_result_has_its_day(administrator, liaison, fields, error):
    with pytest.raises(error):
        make_application(administrator.organisation, liaison.organisation, **fields)


def test_an_application_may_be_decided_on_its_own_day(administrator, liaison):
    made = make_application(
        administrator.organisation, liaison.organisation, result="granted", decided_on=STARTED, amount=7
    )
    assert made.amount == 7
    with pytest.raises(NeedsPartner):
        make_application(administrator.organisation)


def test_a_patent_is_recorded_once_and_granted_after_filing(administrator, colleague_administrator, liaison):
    make_patent(administrator.organisation, number="ZL1", granted_on=STARTED)
    with pytest.raises(PatentNumberTaken):
        make_patent(colleague_administrator.organisation, number="ZL1")
    with pytest.raises(GrantedBeforeFiled):
        make_patent(administrator.organisation, granted_on=BEFORE)
    with pytest.raises(InvalidInput):
        make_patent(administrator.organisation, granted_on=TOMORROW)
    foreign = make_project(colleague_administrator.organisation, liaison.organisation)
    with pytest.raises(ProjectNotOfCollege):
        make_patent(administrator.organisation, project=foreign)
