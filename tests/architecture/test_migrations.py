"""Migrations: none missing, no two leaves, and a filled place goes back to nothing and forward again."""

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.run import ROOMS


@pytest.fixture(autouse=True)
def with_migrations(settings):
    """Test databases are made without them (tests/conftest.py); here they are looked at as they are."""
    settings.MIGRATION_MODULES = {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_no_room_has_two_last_migrations():
    assert MigrationLoader(None).detect_conflicts() == {}


def test_every_migration_has_a_name_that_says_something():
    ours = [key for key in MigrationLoader(None).disk_migrations if key[0] in ROOMS]

    assert ours
    assert not [f"{app}.{name}" for app, name in ours if "_auto_" in name]


@pytest.mark.worker
@pytest.mark.once_postgres  # which is stricter; going forward is what every run on SQLite does
def test_a_filled_place_goes_back_and_forward(site):
    """Every room to nothing, each with what stands on it; then all of them again, and the place is as before."""
    with_tables = {app for app, _ in MigrationLoader(None).disk_migrations}
    rooms = [room for room in ROOMS if room in with_tables]  # the first ones take nearly all with them, in one plan
    back = "\n".join(f"call_command('migrate', {room!r}, 'zero', verbosity=0)" for room in rooms)

    site.python(f"from django.core.management import call_command\n{back}")
    on_postgres = site.env["DATABASE_URL"].startswith("postgres")
    tables = "SELECT tablename FROM pg_tables" if on_postgres else "SELECT name FROM sqlite_master"
    left = [name for (name,) in site.rows(tables)]
    site.run("-m", "config.prepare")

    assert left
    assert not [table for table in left if table.split("_")[0] in ROOMS]
    gone_forward = site.rows("SELECT app, name FROM django_migrations")
    assert {(room, name) for room, name in MigrationLoader(None).disk_migrations if room in ROOMS} <= set(gone_forward)
