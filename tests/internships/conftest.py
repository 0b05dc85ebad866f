"""These tests sign in without a second factor: what it asks for is tested in tests/accounts."""

import pytest


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = []
