"""Bodies that are larger or deeper than anybody needs are refused in the shape of all errors."""

import json
import uuid

import pytest
from rest_framework.test import APIClient

from accounts.services.people import make_api_token
from core import clock
from tests.api.test_operations import check_refusal


@pytest.fixture(params=["session", "token"])
def client(request, administrator):
    """Django reads the body of a session's request, for its CSRF check; that of a token's is read by the parser."""
    client = APIClient(enforce_csrf_checks=False)
    if request.param == "session":
        client.force_login(administrator.user)
    else:
        _token, text = make_api_token(
            actor=administrator.actor, name="t", days=1, submission=uuid.uuid4(), at=clock.now()
        )
        client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (json.dumps({"name": "x" * 6 * 1024 * 1024}), 413, "body_too_large"),
        ("[" * 100_000, 400, "parse_error"),
        ("{", 400, "parse_error"),
    ],
    ids=["large", "deep", "broken"],
)
def test_a_body_that_nobody_needs_is_refused(client, body, status, code):
    answer = client.generic("POST", "/api/v1/agreements/", body, content_type="application/json")

    (error,) = check_refusal(answer, status)
    assert error["code"] == code
