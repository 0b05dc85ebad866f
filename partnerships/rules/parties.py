"""Who agrees, and for how long."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from partnerships.rules import AGREEMENT, HOUSE_FROM, Context
from partnerships.terms import Terms
from partnerships.terms.values import Side
from reference.rules import Finding, Level, Source, rule

BAD_CODES: dict[type[ValidationError], Promise] = {
    InvalidLength: _("The credit code of %(name)s, %(code)s, does not have 18 characters."),
    InvalidChecksum: _("The check digit of the credit code of %(name)s, %(code)s, is wrong: expected %(expected)s."),
}


@rule(
    "PT-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Enterprise parties have a valid credit code"),
)
def enterprises_have_credit_codes(terms: Terms, context: Context) -> Iterator[Finding]:
    """An enterprise party has a unified social credit code in the register, with a right check digit (GB 32100)."""
    for position, party in enumerate(terms.parties):
        if party.side is not Side.ENTERPRISE:
            continue
        code, field = context.credit_codes.get(party.key, ""), f"parties.{position}"
        if not code:
            yield Finding(field, _("%(name)s has no credit code in the register."), params={"name": party.name})
            continue
        try:
            uscc.validate(code)
        except ValidationError as fault:
            message = BAD_CODES.get(type(fault), _("The credit code of %(name)s, %(code)s, is not valid."))
            yield Finding(field, message, params={"name": party.name, "code": code, "expected": _expected(fault, code)})


def _expected(fault: ValidationError, code: str) -> str:
    return uscc.calc_check_digit(code[:17]) if isinstance(fault, InvalidChecksum) else ""


@rule(
    "PT-04",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Dates are in order"),
)
def dates_are_in_order(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """The agreement has a first and a last day, and the last is not before the first."""
    starts_on, ends_on = terms.basics.starts_on, terms.basics.ends_on
    if starts_on is None:
        yield Finding("basics.starts_on", _("State the first day of the agreement."))
    if ends_on is None:
        yield Finding("basics.ends_on", _("State the last day of the agreement."))
    if starts_on and ends_on and ends_on < starts_on:
        yield Finding("basics.ends_on", _("The agreement ends before it starts."))
