"""Words that several tables of the matrix use."""

from tests.architecture.matrix import REST

EVERYONE = {200: REST}
OPERATOR_ONLY = {200: "operator", 403: REST}
COLLEGE = "administrator mentor"
OF_THE_COLLEGE = "administrator mentor reviewer"
OF_THE_BASE = OF_THE_AGREEMENT = "administrator mentor liaison reviewer"
ADMINISTRATORS, LIAISONS = "administrator foreign_administrator", "liaison foreign_liaison"
ADMINISTRATORS_ONLY = {200: ADMINISTRATORS, 403: REST}
LIAISONS_ONLY = {200: LIAISONS, 403: REST}
ON_TODAY = {"on": "2026-11-20"}
