"""S1: every route × person × method × own and foreign row, against the one table; and proof that the check bites."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path
from django.urls.resolvers import RegexPattern, URLResolver

from accounts.models import Membership
from tests.architecture.matrix import Check, expected, line, routes, unlisted
from tests.architecture.policy import POLICY
from tests.architecture.world import OFTEN, PEOPLE, SIGNED_IN, World


@pytest.fixture(autouse=True)
def without_rate_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture(scope="module")
def rows_made_before() -> tuple[str, ...]:
    return OFTEN


def test_every_route_stands_in_the_table():
    assert unlisted(POLICY) == []


def test_the_table_names_no_route_that_is_gone():
    assert sorted(set(POLICY) - {name for name, _ in routes()}) == []


@pytest.mark.parametrize("name", POLICY)
def test_every_line_says_something_about_everybody(name):
    for statuses in POLICY[name].methods.values():
        expected(statuses, PEOPLE if POLICY[name].is_public else SIGNED_IN)


@pytest.mark.once_sqlite
@pytest.mark.parametrize("name", POLICY)
def test_route(world, name):
    check = Check(name, POLICY[name], world)

    faults = check.run()

    assert check.requests >= len(PEOPLE)
    assert not faults, "\n".join(faults)


# ---- Canaries -------------------------------------------------------------------------------------------------------


def leaking(request: HttpRequest, pk: int) -> HttpResponse:
    """What a careless view does: the row, whoever asks."""
    return HttpResponse(str(Membership.objects.get(pk=pk)))


def telling(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuses a foreign row, but with another page than for a missing one."""
    row = Membership.objects.filter(pk=pk).first()
    if row is not None and row.organisation_id == request.actor.organisation_id:
        return HttpResponse(str(row))
    return HttpResponse("not yours" if row else "not there", status=404)


urlpatterns = [
    path("leaking/<int:pk>/", leaking, name="leaking"),
    path("telling/<int:pk>/", telling, name="telling"),
    path("", lambda _request: HttpResponse(), name="home"),
    *get_resolver("accounts.sign_in_urls").url_patterns,
]
CANARY = line(
    {200: "administrator mentor", 404: "*"},
    row=lambda world: {"pk": world.membership.pk},
    others=frozenset({200, 405}),
)


def canary(name: str, world: World, settings) -> list[str]:
    settings.ROOT_URLCONF = __name__
    return Check(name, CANARY, world, urlconf=__name__).run()


def test_an_unlisted_route_is_found():
    resolver = URLResolver(RegexPattern(r"^/"), __name__)

    assert {"leaking", "telling"} <= set(unlisted(POLICY, resolver))


def test_a_leaking_view_is_found(world, settings):
    faults = canary("leaking", world, settings)

    assert "leaking: GET by foreign_administrator: 200, not 404" in faults
    assert not [fault for fault in faults if "by mentor" in fault]


def test_a_view_that_tells_foreign_from_missing_is_found(world, settings):
    faults = canary("telling", world, settings)

    assert "telling: GET by foreign_administrator: can tell a foreign row from a missing one" in faults


def test_a_line_that_forgets_somebody_is_found():
    with pytest.raises(ValueError, match="nothing is said about"):
        expected({200: "administrator"}, SIGNED_IN)
