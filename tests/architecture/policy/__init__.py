"""THE table of the authorization matrix: who gets what from every route.

A line names for each method the people of each status; `*` are all others who are signed in. People: outsider (no
membership), administrator, mentor (the college of the row), liaison (the enterprise of the row), reviewer (oversees
both), evaluator, operator, foreign_administrator, foreign_liaison, foreign_reviewer. 400: may post, but sent nothing.

Each room has a module; words.py holds what several use.
"""

from tests.architecture.matrix import Line
from tests.architecture.policy.accounts import ACCOUNTS
from tests.architecture.policy.agreements import AGREEMENTS
from tests.architecture.policy.enterprises import ENTERPRISES
from tests.architecture.policy.evaluation import EVALUATION
from tests.architecture.policy.institutions import INSTITUTIONS
from tests.architecture.policy.internships import INTERNSHIPS
from tests.architecture.policy.promises import PROMISES
from tests.architecture.policy.reference import REFERENCE
from tests.architecture.policy.works import WORKS

POLICY: dict[str, Line] = {
    **ACCOUNTS,
    **REFERENCE,
    **INSTITUTIONS,
    **ENTERPRISES,
    **AGREEMENTS,
    **PROMISES,
    **WORKS,
    **INTERNSHIPS,
    **EVALUATION,
}
