"""S15, the sample: every operation answers 2xx with its example, and no simple wrong input gives 5xx."""

from typing import Any
from zlib import crc32

import pytest

from tests.api.operations import faults, operations, schema
from tests.api.seeds import SEEDS

ERRORS = {"$ref": "#/components/schemas/Errors"}
WITH_BODY = [name for name, one in operations().items() if one.method in ("post", "put", "patch")]
WITH_ROW = [name for name, one in operations().items() if one.parameters("path")]
WRONG: tuple[Any, ...] = (
    None,
    "",
    "x",
    "\x00",
    "😀" * 300,
    -1,
    10**30,
    1.5,
    True,
    [],
    [None],
    {},
    {"a": [{}]},
    {"educational": "a\x00b"},
    "2026-13-45",
)
STRANGE_IDS = ("0", "-1", "abc", "9" * 40, "%00", "%F0%9F%98%80", "1e5")


def check_refusal(answer, *statuses: int) -> list[dict[str, Any]]:
    """The one shape of all errors. Returns them."""
    assert answer.status_code in statuses, (answer.status_code, answer.content)
    assert not faults(answer.json(), ERRORS), answer.json()
    assert answer.json()["errors"]
    return answer.json()["errors"]


def test_every_operation_has_an_example():
    assert set(operations()) - set(SEEDS) == set()
    assert set(SEEDS) - set(operations()) == set()


@pytest.mark.parametrize("name", operations())
def test_the_example_is_answered_as_the_schema_says(ask, name):
    operation = operations()[name]

    answer = ask(operation)

    assert 200 <= answer.status_code < 300, answer.content
    expected = operation.answer_schema(answer.status_code)
    found = faults(answer.json(), expected) if expected else [answer.content] * bool(answer.content)
    assert found == []
    if operation.is_list and not operation.id.startswith("membership"):
        assert answer.json()["count"], "an empty list shows nothing"


@pytest.mark.once_sqlite
@pytest.mark.once_sqlite
@pytest.mark.parametrize("name", operations())
def test_anonymous_is_401(ask, name):
    (error,) = check_refusal(ask(operations()[name], person="anonymous"), 401)
    assert error["code"] == "not_authenticated"


@pytest.mark.once_postgres
@pytest.mark.parametrize("name", WITH_BODY)
def test_wrong_bodies_are_refused_in_one_shape(ask, name):
    operation = operations()[name]
    for body in ({}, [], "text", [[]], {"": ""}):
        answer = ask(operation, data=body)
        if answer.status_code >= 300:
            check_refusal(answer, 400, 403, 409)
    example = SEEDS[name].data or (lambda _world: {})
    for field in operation.body:
        for value in WRONG[crc32(f"{name} {field}".encode()) % 4 :: 4]:  # each value meets a quarter of all fields
            answer = ask(operation, data=lambda world, field=field, value=value: {**example(world), field: value})
            if answer.status_code >= 300:
                check_refusal(answer, 400, 403, 409)


@pytest.mark.once_postgres
@pytest.mark.parametrize("name", WITH_ROW)
def test_a_foreign_row_is_missing(ask, name):
    operation, seed = operations()[name], SEEDS[name]
    if seed.stranger is None:
        return
    foreign = ask(operation, person=seed.stranger)
    missing = ask(operation, person=seed.stranger, row=nowhere(operation))

    check_refusal(foreign, 404)
    assert foreign.content == missing.content


@pytest.mark.parametrize("name", WITH_ROW)
def test_strange_ids_are_missing(ask, name):
    operation = operations()[name]
    for text in STRANGE_IDS:
        row = {**dict.fromkeys(operation.parameters("path"), text)}
        (error,) = check_refusal(ask(operation, row=row), 404)
        assert (error["code"], error["attr"]) == ("not_found", None)


def nowhere(operation) -> dict[str, str]:
    """An address of this shape where no row is."""
    shapes = operation.parameters("path")
    return {
        name: "00000000-0000-0000-0000-000000000001" if shape.get("format") == "uuid" else
        shape["enum"][0] if "enum" in shape else "999999999"
        for name, shape in shapes.items()
    }  # fmt: skip


def test_the_check_of_bodies_bites():
    part = operations()["me_retrieve"].answer_schema(200)
    assert faults({"role": 3}, part)
    assert schema()["components"]["schemas"]["Errors"]


def test_addresses_that_mean_nothing_are_missing_in_the_same_shape(client, administrator):
    check_refusal(administrator.client.get("/api/v1/nothing/at/all/"), 404)
    check_refusal(client.get("/api/v1/nothing/"), 401)
    check_refusal(administrator.client.patch("/api/v1/majors/"), 405)
    check_refusal(administrator.client.post("/api/v1/majors/", b"{", content_type="application/json"), 400)
    check_refusal(administrator.client.post("/api/v1/majors/", b"x", content_type="text/plain"), 415)
