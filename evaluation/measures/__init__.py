"""The measures of the product. Importing this package registers them.

Basis: a row falls into a region by where its *college stands*, not by which authority oversees it. A provincial college
in Wuhu counts for Wuhu; who may open its records is another question (accounts.scoping). A college that stands at a
prefecture or province counts there and in no county. Measures of basis "enterprise" say so: there a row falls into the
region where the *enterprise* stands.
"""

from evaluation.measures import (
    coverage,
    equipment,
    governance,
    participation,
    people,
    process,
    projects,
    provision,
    results,
)

__all__ = [
    "coverage",
    "equipment",
    "governance",
    "participation",
    "people",
    "process",
    "projects",
    "provision",
    "results",
]
