"""The unified social credit code (GB 32100-2015): what is wrong with one, and at which character.

Eighteen characters: registering authority, kind, six digits of the place, nine of the organisation, one check digit.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
PLACE = slice(2, 8)


@dataclass(frozen=True)
class Fault:
    """What is wrong: where (counted from 1; 0 is the whole), what stands there, and what should, if one can tell."""

    position: int
    found: str
    message: str | Promise
    expected: str = ""
    code: str = "credit_code"


def compact(text: str) -> str:
    """The code as it is kept: capitals, without spaces and hyphens, half-width."""
    return uscc.compact(text.translate(HALF_WIDTH))


HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: " "}


def fault_of(text: str) -> Fault | None:
    """The first thing that is wrong with a code, or None."""
    code = compact(text)
    if len(code) != LENGTH:
        params: dict[str, object] = {"length": LENGTH, "given": len(code)}
        return Fault(0, code, _("A credit code has %(length)d characters; this one has %(given)d.") % params)
    for position, character in enumerate(code, start=1):
        if character not in ALPHABET:
            params = {"position": position, "found": character}
            return Fault(
                position,
                character,
                _(
                    "Character %(position)d, “%(found)s”, cannot stand in a credit code, which has digits"
                    " and capitals, but no I, O, S, V or Z."
                )
                % params,
            )
        if position - 1 in range(PLACE.start, PLACE.stop) and not character.isdigit():
            params = {"position": position, "found": character}
            return Fault(
                position,
                character,
                _("Character %(position)d, “%(found)s”, has to be a digit: characters 3 to 8 are the place.") % params,
            )
    expected = uscc.calc_check_digit(code)
    if code[-1] != expected:
        params = {"position": LENGTH, "found": code[-1], "expected": expected}
        return Fault(
            LENGTH,
            code[-1],
            _(
                "The check digit does not fit: character %(position)d is “%(found)s” and should be “%(expected)s”."
                " Compare the whole code with the licence."
            )
            % params,
            expected=expected,
            code="credit_code_check_digit",
        )
    return None


def validate_credit_code(text: str) -> None:
    """Validator of forms. Raises ValidationError with the fault."""
    fault = fault_of(text)
    if fault is not None:
        raise ValidationError(str(fault.message), code=fault.code)
