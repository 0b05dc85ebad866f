"""S6 in the API: equal posts under one key happen once, whatever they make."""

import pytest

from accounts.models import IdempotencyKey
from tests.api.operations import operations
from tests.api.seeds import SEEDS
from tests.api.test_operations import check_refusal

KEYED = [name for name, operation in operations().items() if operation.is_idempotent]


@pytest.mark.parametrize("name", KEYED)
def test_the_same_key_gives_the_same_answer(world, ask, name):
    operation, key = operations()[name], {"Idempotency-Key": "night-1"}
    data = SEEDS[name].data(world)
    first = ask(operation, data=data, kept=True, **key)

    again = ask(operation, data=data, kept=True, **key)
    other = ask(operation, data={**data, "reason": "another"}, kept=True, **key)

    assert 200 <= first.status_code < 300, first.content
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert [error["code"] for error in check_refusal(other, 409)] == ["idempotency_key_reused"]


@pytest.mark.parametrize("name", KEYED)
def test_a_refused_post_keeps_no_key(world, ask, name):
    operation, key = operations()[name], {"Idempotency-Key": "night-2"}

    refused = ask(operation, data=[], kept=True, **key)
    assert refused.status_code >= 400 or not operation.body
    if refused.status_code >= 400:
        assert not IdempotencyKey.objects.exists()
        assert ask(operation, data=SEEDS[name].data(world), kept=True, **key).status_code < 300


@pytest.mark.parametrize("key", ["x" * 256, "a\tb"])
def test_a_key_that_is_none(ask, key):
    (error,) = check_refusal(ask(operations()["major_create"], **{"Idempotency-Key": key}), 400)
    assert (error["code"], error["attr"]) == ("invalid_input", "Idempotency-Key")
