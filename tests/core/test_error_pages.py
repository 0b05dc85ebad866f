"""Error pages say what to do, and never whether a row exists."""

import pytest


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_ROLES = []


@pytest.mark.django_db
def test_a_missing_page_has_the_page_of_the_site(operator):
    response = operator.client.get("/there/is/nothing/here/")

    assert response.status_code == 404
    assert "There is nothing here that you can see" in response.content.decode()
    assert "there/is" not in response.content.decode().split("<main")[1]


@pytest.mark.django_db
def test_a_refused_page_says_whom_to_ask(administrator):
    response = administrator.client.get("/style/")

    assert response.status_code == 403
    assert "Ask a colleague whose role allows it" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_says_what_to_do(operator):
    operator.client.handler.enforce_csrf_checks = True

    response = operator.client.post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert "nothing was saved" in response.content.decode()
