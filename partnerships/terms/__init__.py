"""The terms document: frozen dataclasses, strict reading, canonical writing, the digest that is signed."""

from partnerships.terms.document import (
    CLAUSES,
    IP,
    SCHEMA,
    Basics,
    Benefit,
    BenefitStage,
    Dispute,
    Exit,
    ForegroundResult,
    Goals,
    NotApplicable,
    PartyRef,
    Step,
    Terms,
)
from partnerships.terms.reading import FieldFault, TermsUnreadable, read_as, read_clause, read_terms
from partnerships.terms.writing import canonical, digest, to_json

__all__ = [
    "CLAUSES",
    "IP",
    "SCHEMA",
    "Basics",
    "Benefit",
    "BenefitStage",
    "Dispute",
    "Exit",
    "FieldFault",
    "ForegroundResult",
    "Goals",
    "NotApplicable",
    "PartyRef",
    "Step",
    "Terms",
    "TermsUnreadable",
    "canonical",
    "digest",
    "read_as",
    "read_clause",
    "read_terms",
    "to_json",
]
