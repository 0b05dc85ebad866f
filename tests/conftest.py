"""The cast, the clock and the real data.

The cast: two colleges and two enterprises in Wuhu, Anhui; the authority of Anhui; another authority (Zhejiang); the
operator; an outsider with an account and no membership.
"""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import translation

from accounts.models import Membership, Role, User
from config.demo import PEOPLE, tell
from config.night import evaluate_for
from config.prepare import compile_messages
from core import clock
from ledger import triggers
from tests.factories.accounts import PASSWORD, TODAY, Member, make_member
from tests.undoing import undone

pytest_plugins = ["tests.processes", "tests.ledger_triggers", "tests.architecture.world"]
SHARED = Path(os.environ.get("RONGHE_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))


def pytest_configure(config: pytest.Config) -> None:
    """Translations are compiled before any process of the run needs them."""
    if not hasattr(config, "workerinput"):
        compile_messages()
    gc.freeze()  # what the product imports stays
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of pages, and those that reach no database, need not run on both: docs/decisions/time-of-the-tests.md."""
    for item in items:
        if item.path.stem.endswith("pages"):
            item.add_marker("once_sqlite")
        touches = {"db", "transactional_db", "prepared_site"} & set(getattr(item, "fixturenames", ()))
        if not touches and not any(item.get_closest_marker(name) for name in ("django_db", "worker", "postgres")):
            item.add_marker("once_sqlite")


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Test databases are made from the models, which is quicker by a factor of five; that the migrations lead to the
    same is checked (`makemigrations --check`), and every place that a test starts goes through them."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test database holds what the product ships (parameters, framework), the triggers of the ledger, which no
    model says, and the cache table."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            triggers.install(apps, editor)
        MigrationRecorder(connection).ensure_schema()  # the table that says which migrations ran, which no model says
        call_command("createcachetable", verbosity=0)
        call_command("load_shipped", verbosity=0)


@pytest.fixture(autouse=True)
def english():
    """Every test begins in English; a page in Chinese leaves its language active in the process."""
    with translation.override("en"):
        yield


@pytest.fixture
def the_day():
    """The clock stands at noon of TODAY."""
    with clock.at(datetime(TODAY.year, TODAY.month, TODAY.day, 4, 0, tzinfo=UTC)):
        yield TODAY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data; where it is absent the tests that need it are skipped and say so."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no real data at {SHARED}/data (set RONGHE_SHARED)")
    return SHARED / "data"


@pytest.fixture
def administrator(db) -> Member:
    """Administrator of the first college."""
    return make_member(Role.COLLEGE_ADMINISTRATOR)


@pytest.fixture
def mentor(administrator) -> Member:
    """Teacher of the first college."""
    return make_member(Role.MENTOR, administrator.organisation)


@pytest.fixture
def colleague_administrator(db) -> Member:
    """Administrator of another college in the same city."""
    return make_member(Role.COLLEGE_ADMINISTRATOR)


@pytest.fixture
def liaison(db) -> Member:
    """Liaison of the first enterprise."""
    return make_member(Role.ENTERPRISE_LIAISON)


@pytest.fixture
def other_liaison(db) -> Member:
    """Liaison of another enterprise."""
    return make_member(Role.ENTERPRISE_LIAISON)


@pytest.fixture
def reviewer(db) -> Member:
    """Reviewer of the province of the cast."""
    return make_member(Role.REVIEWER, region="340000")


@pytest.fixture
def other_reviewer(db) -> Member:
    """Reviewer of another province."""
    return make_member(Role.REVIEWER, region="330000")


@pytest.fixture
def evaluator(db) -> Member:
    """A third-party evaluator."""
    return make_member(Role.EVALUATOR)


@pytest.fixture
def operator(db) -> Member:
    """The platform's operator."""
    return make_member(Role.OPERATOR, region=None)


@pytest.fixture
def outsider(db) -> Client:
    """Signed in, member of nothing."""
    user = User(email="outsider@example.org", name="Outsider", language="en")
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def told_demo(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo without its survey, told on TODAY, with the figures of a month ago and of yesterday; once for a module
    of tests.
    """
    with undone(django_db_blocker):
        tell(TODAY, with_survey=False)
        for days in (32, 1):
            evaluate_for(TODAY - timedelta(days=days))
        yield


@pytest.fixture
def demo(told_demo, db) -> dict[str, Member]:
    """The people of the demo by their role."""
    people = Membership.objects.filter(user__email__in=[person.email for person in PEOPLE])
    names = {
        Role.COLLEGE_ADMINISTRATOR: "administrator",
        Role.ENTERPRISE_LIAISON: "liaison",
    }
    members = people.select_related("user", "organisation__overseer_region")
    return {names.get(row.role, str(row.role)): Member(row) for row in members}


def pytest_make_parametrize_id(config, val, argname):
    """Name long bytes by their parameter: a file's content may hold the time, and parallel runs compare names."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None
