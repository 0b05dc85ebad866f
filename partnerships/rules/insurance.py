"""Insurance of those who learn at the enterprise."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, WITH_STUDENTS, Context, house
from partnerships.terms import Insurance, Terms
from partnerships.terms.values import AgreementKind, InsuranceKind
from reference.rules import Finding, Level, Source, rule

VOCATIONAL_EDUCATION_LAW = "中华人民共和国职业教育法（2022年修订）"


def _policies(terms: Terms) -> Insurance:
    return terms.insurance if isinstance(terms.insurance, Insurance) else Insurance()


@rule(
    "IN-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.LAW,
    document=VOCATIONAL_EDUCATION_LAW,
    article="Art. 50",
    valid_from=date(2022, 5, 1),
    title=_("Liability insurance covers every internship from its first to its last day"),
    fails={"basics.kind": AgreementKind.TALENT, "insurance": None},
)
def internships_are_insured(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Where students work, a liability policy covers the whole time of the internship; a party pays the premium."""
    if terms.basics.kind not in WITH_STUDENTS:
        return
    liability = [
        (position, policy)
        for position, policy in enumerate(_policies(terms).policies)
        if policy.kind is InsuranceKind.LIABILITY
    ]
    if not liability:
        yield Finding("insurance.policies.0.kind", _("Name the liability insurance for internships."))
    for position, policy in liability:
        path = f"insurance.policies.{position}"
        if not policy.is_renewed:
            yield Finding(
                f"{path}.is_renewed", _("State that it covers every internship from its first to its last day.")
            )
        if terms.party(policy.payer) is None:
            yield Finding(f"{path}.payer", _("Choose the party that pays the premium; students do not."))


@house(
    "IN-02",
    Level.WARN,
    _("No policy ends before the agreement"),
    fails={"insurance.policies.0.ends_on": date(2028, 1, 1), "insurance.policies.0.is_renewed": False},
)
def policies_last(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A policy with a last day before the agreement’s own is renewed, or leaves a gap."""
    ends_on = terms.basics.ends_on
    for position, policy in enumerate(_policies(terms).policies):
        if ends_on and policy.ends_on and policy.ends_on < ends_on and not policy.is_renewed:
            yield Finding(
                f"insurance.policies.{position}.ends_on", _("This policy ends before the agreement and is not renewed.")
            )
