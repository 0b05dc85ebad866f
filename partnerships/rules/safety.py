"""Safety of those who learn at the enterprise, and of their data."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, WITH_STUDENTS, Context, house
from partnerships.terms import DataProtection, NotApplicable, TeachingSafety, Terms
from partnerships.terms.values import AgreementKind
from reference.rules import Finding, Level, Source, rule

PERSONAL_INFORMATION_LAW = "中华人民共和国个人信息保护法"


@house(
    "TS-01",
    Level.WARN,
    _("Where students work it is stated who trains them in safety"),
    fails={"basics.kind": AgreementKind.TALENT, "safety": None},
)
def students_are_trained(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Who trains, and who provides protective equipment."""
    if terms.basics.kind not in WITH_STUDENTS or isinstance(terms.safety, NotApplicable):
        return
    clause = terms.safety or TeachingSafety()
    if not clause.trainer:
        yield Finding("safety.trainer", _("Say who trains students in safety before they begin."))
    if not clause.equipment:
        yield Finding("safety.equipment", _("Say who provides protective equipment."))


@rule(
    "DP-01",
    applies_to=AGREEMENT,
    level=Level.WARN,
    source=Source.LAW,
    document=PERSONAL_INFORMATION_LAW,
    article="Art. 21",
    valid_from=date(2021, 11, 1),
    title=_("What is done with personal data is agreed"),
    fails={"data.purpose": ""},
)
def data_are_ruled(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Purpose, data and the day of deletion, once the clause is begun: a processor needs an agreement on them."""
    if not isinstance(terms.data, DataProtection):
        return
    for name, message in (
        ("data", _("Say which personal data are passed on.")),
        ("purpose", _("Say for what purpose.")),
        ("delete_days", _("Say within how many days after the end they are deleted.")),
    ):
        if not getattr(terms.data, name):
            yield Finding(f"data.{name}", message)
