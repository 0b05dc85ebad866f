"""Money: CNY, kept as whole fen, shown as Decimal yuan with two places.

A SUM of decimals on SQLite is a float; a SUM of whole fen is exact on both databases.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable, register_combinable_fields
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")
MOST_FEN = 2**63 - 1  # what the column holds
DIGITS = 19

MESSAGES: dict[str, Any] = {
    "invalid": _("“%(value)s” is not an amount of money."),
    "places": _("An amount has at most two decimals; “%(value)s” has more."),
    "range": _("“%(value)s” is too large for an amount of money."),
}


def yuan(fen: int) -> Decimal:
    """Fen as yuan, with two places: 1234 → 12.34."""
    return Decimal(fen).scaleb(-2).quantize(CENT)


def fen(amount: Decimal | int) -> int:
    """Yuan as fen, exactly: 12.34 → 1234. Raises ValidationError: more than two decimals, not a number, too large."""
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValidationError(MESSAGES["invalid"], code="invalid", params={"value": amount})
    if abs(exact) * 100 > MOST_FEN:
        raise ValidationError(MESSAGES["range"], code="range", params={"value": amount})
    whole = exact.scaleb(2)
    if whole != whole.to_integral_value():
        raise ValidationError(MESSAGES["places"], code="places", params={"value": amount})
    return int(whole)


class MoneyField(models.Field):
    """An amount in CNY: Decimal yuan outside, a column of fen inside. Sum, Min and Max give exact Decimals.

    Takes Decimal, int (yuan) and text, never a float. For a mean divide the Sum: each database averages in its own way.
    """

    description = _("Amount of money")
    default_error_messages = MESSAGES

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def to_python(self, value: Any) -> Decimal | None:
        """Yuan with two places. Raises ValidationError."""
        if value is None:
            return None
        if isinstance(value, bool | float) or not isinstance(value, Decimal | int | str):
            raise ValidationError(MESSAGES["invalid"], code="invalid", params={"value": value})
        try:
            amount = Decimal(value)
        except InvalidOperation as error:
            raise ValidationError(MESSAGES["invalid"], code="invalid", params={"value": value}) from error
        return yuan(fen(amount))

    def get_prep_value(self, value: Any) -> int | None:
        """The fen of an amount, for the column and for lookups."""
        prepared = super().get_prep_value(value)
        amount = self.to_python(prepared)
        return None if amount is None else fen(amount)

    def from_db_value(self, value: Any, *_: Any) -> Decimal | None:
        """Fen from the column, or whole fen from an aggregate (PostgreSQL sums up to numeric)."""
        return None if value is None else yuan(int(value))

    def value_to_string(self, obj: models.Model) -> str:
        """For serialised data."""
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """A field for yuan with two places."""
        return super().formfield(
            **{"form_class": forms.DecimalField, "max_digits": DIGITS, "decimal_places": 2, "step_size": None, **kwargs}
        )


for _connector in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(MoneyField, _connector, MoneyField, MoneyField)
register_combinable_fields(MoneyField, Combinable.MUL, models.IntegerField, MoneyField)
register_combinable_fields(models.IntegerField, Combinable.MUL, MoneyField, MoneyField)
