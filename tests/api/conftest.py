"""The world of the authorization matrix, asked through the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from rest_framework.response import Response
from rest_framework.test import APIClient

from tests.api.operations import Operation
from tests.api.seeds import SEEDS, SHOWN

Ask = Callable[..., Response]


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
            answer = getattr(client, operation.method)(path, body, headers=headers)
            transaction.set_rollback(not kept)
        return answer

    return send
