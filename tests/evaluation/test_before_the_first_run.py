"""A site on which nothing was evaluated yet."""

import pytest

from tests.evaluation.test_pages import page, text

pytestmark = pytest.mark.django_db


def test_the_dashboard_says_so(reviewer):
    assert "No figures are published yet" in text(page(reviewer, "dashboard"))


def test_a_college_sees_the_figures_of_this_moment(administrator, the_day):
    assert "Nothing is published yet" in text(page(administrator, "my-figures"))
