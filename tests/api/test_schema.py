"""The schema: valid, without warnings, in both languages, and complete."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from tests.api.operations import draw, operations, schema


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_is_valid_and_without_warnings(language):
    drawn = draw(language)

    assert not GENERATOR_STATS, [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    validate_schema(drawn)


def test_every_operation_has_words():
    summaries = {operation.id: operation.said["summary"] for operation in operations().values()}
    assert len(summaries) > 50
    assert not [name for name, said in summaries.items() if not said or len(said) > 80]
    assert not [operation.id for operation in operations().values() if not operation.said["description"]]


def test_every_operation_says_how_one_signs_in_and_how_it_refuses():
    for operation in operations().values():
        assert operation.said["security"] == [{"token": []}, {"session": []}], operation.id
        assert {"401", "403"} <= set(operation.said["responses"]), operation.id
        for status, answer in operation.said["responses"].items():
            if status >= "400":
                part = answer["content"]["application/json"]["schema"]
                assert part == {"$ref": "#/components/schemas/Errors"}, (operation.id, status)


def test_whatever_creates_takes_a_key():
    creating = {name for name, one in operations().items() if "201" in one.said["responses"]}
    assert len(creating) > 5
    assert creating <= {name for name, one in operations().items() if one.is_idempotent}


def test_names_of_choices_say_what_they_are():
    enums = [name for name in schema()["components"]["schemas"] if name.endswith("Enum")]
    assert not [name for name in enums if any(character.isdigit() for character in name)]


@pytest.mark.parametrize("path", ["/api/v1/schema/", "/api/v1/docs/"])
def test_only_for_who_is_signed_in(client, administrator, path):
    assert client.get(path).status_code == 401
    assert administrator.client.get(path).status_code == 200
