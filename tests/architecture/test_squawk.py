"""What a migration does to a running PostgreSQL, judged by squawk: no long lock, no scan under a lock, nothing lost.

Migrations of before the first release found the tables, which are empty then; the later ones meet rows. Which are which
stands in FOUNDING; docs/operations.md says how a table in use is changed (NOT VALID, CONCURRENTLY, a default first).
"""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.run import ROOMS

pytestmark = pytest.mark.postgres

SQUAWK = Path(sys.executable).parent / "squawk"
# what is Django's way or ours: text with a length, ids as they are, timeouts set by who migrates, a default that is
# dropped again in the same statement
OURS = (
    "prefer-text-field,prefer-bigint-over-int,prefer-bigint-over-smallint,prefer-identity,prefer-robust-stmts,"
    "require-lock-timeout,require-statement-timeout,ban-drop-default"
)
FOUNDING = {  # the last one of each room that is not judged: made while its tables were empty
    "accounts": 1, "enterprises": 1, "evaluation": 1, "institutions": 3, "internships": 3, "jobs": 1, "ledger": 2,
    "notices": 1, "partnerships": 27, "reference": 1,
}  # fmt: skip


def number(name: str) -> int:
    return int(name.split("_", maxsplit=1)[0])


def judged(sql: str, folder: Path) -> list[str]:
    """What squawk says of statements that run in one transaction."""
    file = folder / "migration.sql"
    file.write_text(sql)
    done = subprocess.run(
        [SQUAWK, "--reporter", "gcc", "--assume-in-transaction", "--pg-version", "15", "-e", OURS, file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return [line for line in done.stdout.splitlines() if "warning:" in line or "error:" in line]


def test_no_migration_holds_up_a_table_in_use(db, settings, tmp_path):
    settings.MIGRATION_MODULES = {}
    loader = MigrationExecutor(connection).loader
    ours = [key for key in loader.disk_migrations if key[0] in ROOMS]

    later = [key for key in ours if number(key[1]) > FOUNDING.get(key[0], 0)]
    found = {
        name: judged("\n".join(loader.collect_sql([(loader.disk_migrations[name], False)])), tmp_path) for name in later
    }

    assert {app: max(number(name) for room, name in ours if room == app) for app in FOUNDING} == {
        app: max([last, *(number(name) for room, name in later if room == app)]) for app, last in FOUNDING.items()
    }, "FOUNDING names a migration that is not there"
    assert not {name: said for name, said in found.items() if said}


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ('CREATE INDEX "by_title" ON "partnerships_agreement" ("title");', "require-concurrent-index-creation"),
        ('ALTER TABLE "partnerships_agreement" ADD COLUMN "x" integer NOT NULL;', "adding-required-field"),
        ('ALTER TABLE "partnerships_agreement" DROP COLUMN "title";', "ban-drop-column"),
    ],
)
def test_a_planted_statement_is_found(sql, rule, tmp_path):
    assert any(rule in line for line in judged(sql, tmp_path))
