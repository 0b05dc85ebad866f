"""Money is exact on both databases and says what it cannot hold."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Max, Sum
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from core.money import MOST_FEN, MoneyField, fen, yuan

with isolate_apps("core"):

    class Purse(models.Model):
        """A table of this test alone."""

        amount = MoneyField(null=True)
        bonus = MoneyField(default=Decimal(0))

        class Meta:
            app_label = "core"
            db_table = "test_purse"


@pytest.fixture
def purses(db):
    key = "integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE test_purse (id {key}, amount bigint, bonus bigint)")
    yield Purse.objects
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_purse")


def test_sums_are_exact_decimals(purses):
    for amount in ["0.10", "0.20", "9007199254740993.01", "-0.01"]:
        purses.create(amount=Decimal(amount), bonus=1)

    found = purses.aggregate(total=Sum("amount"), most=Max("amount"), both=Sum(F("amount") + F("bonus")))

    assert found["total"] == Decimal("9007199254740993.30")
    assert isinstance(found["total"], Decimal)
    assert found["most"] == Decimal("9007199254740993.01")
    assert found["both"] == Decimal("9007199254740997.30")
    assert purses.aggregate(total=Sum(F("bonus") * 2))["total"] == Decimal("8.00")


def test_amounts_are_compared_in_yuan(purses):
    purses.create(amount=Decimal(3000))
    purses.create(amount=None)

    assert purses.get(amount__gte=Decimal("2999.99")).amount == Decimal("3000.00")
    assert not purses.filter(amount__gt=3000).exists()
    assert purses.filter(amount__in=["3000.00"]).exists()
    assert purses.get(amount=None).amount is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0.001", "places"),
        ("NaN", "invalid"),
        ("Infinity", "invalid"),
        ("x", "invalid"),
        (1.1, "invalid"),
        (True, "invalid"),
        ("92233720368547758.08", "range"),
        ("1E+400", "range"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(value, code):
    with pytest.raises(ValidationError) as refused:
        MoneyField().to_python(value)

    assert refused.value.code == code
    assert str(value) in refused.value.messages[0]


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_fen_and_yuan_are_inverse(amount):
    assert fen(yuan(amount)) == amount
    assert yuan(amount).as_tuple().exponent == -2


def test_the_form_field_takes_two_places():
    field = MoneyField().formfield()

    assert field.clean("12.34") == Decimal("12.34")
    for bad in ["12.345", "NaN", "12345678901234567890"]:
        with pytest.raises(ValidationError):
            field.clean(bad)
