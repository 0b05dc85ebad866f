"""What enterprises answered to "can you host?"."""

import re
from datetime import date

from internships.models import HostingAnswer
from reference.periods import SchoolYear, Term

TERM_KEY = re.compile(r"(20\d\d|21\d\d)-([12])")


def asked_term(key: str) -> Term | None:
    """The term of a key such as 2026-2; None for what is no term."""
    found = TERM_KEY.fullmatch(key)
    return Term(SchoolYear(int(found[1])), int(found[2])) if found else None


def hosting_answer(enterprise_id: int | None, *, on: date) -> HostingAnswer | None:
    """What an enterprise said of the term of a day; None: nothing."""
    term = Term.of(on)
    said = HostingAnswer.objects.current().filter(enterprise_id=enterprise_id)
    return said.filter(first_year=term.school_year.first_year, term=term.number).first()
