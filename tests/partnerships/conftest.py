"""Tests of agreements read English, whatever a page spoke before them."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
