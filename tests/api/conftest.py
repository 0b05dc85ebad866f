"""The world of the authorization matrix, asked through the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.response import Response
from rest_framework.test import APIClient

from tests.api.operations import Operation
from tests.api.seeds import SEEDS, SHOWN
from tests.architecture.world import OFTEN

Ask = Callable[..., Response]


@pytest.fixture(scope="module")
def rows_made_before() -> tuple[str, ...]:
    return OFTEN


@pytest.fixture
def ask(world) -> Ask:
    """Send the example of an operation, or what differs from it. Each request is undone, unless `kept`."""

    def send(
        operation: Operation,
        *,
        person: str | None = None,
        row: dict[str, Any] | None = None,
        data: Any = None,
        query: str = "",
        kept: bool = False,
        **headers: str,
    ) -> Response:
        seed = SEEDS[operation.id]
        if operation.id in SHOWN:
            getattr(world, SHOWN[operation.id])
        path = operation.path.format(**(seed.row(world) if row is None else row)) + query
        body = seed.data(world) if data is None and seed.data else data(world) if callable(data) else data
        client = APIClient()
        if person != "anonymous":
            client.cookies.update(world.clients[person or seed.person].cookies)
        with transaction.atomic():
            answer = getattr(client, operation.method)(path, body, format=_format_of(body), headers=headers)
            transaction.set_rollback(not kept)
        return answer

    return send


def _format_of(body: Any) -> str | None:
    """Files go in multipart bodies, from their beginning."""
    values = list(body.values()) if isinstance(body, dict) else []
    files = [value for value in values if isinstance(value, UploadedFile)]
    for file in files:
        file.seek(0)
    return "multipart" if files and all(isinstance(value, str | UploadedFile) for value in values) else None
