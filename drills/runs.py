"""A made-up country and the runs of its nights: what the drills of runs look at, straight in the database."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg2
import psycopg2.extras

from tests.processes import Site

FIRST = date(2026, 11, 15)
AGREEMENTS = 20_000
RESUMED_SECONDS = 60.0  # R4 of the quality figures

MAKE_A_COUNTRY = f"""
from datetime import date
from benchmarks import evaluation as made_up
made_up.fill({AGREEMENTS})
from django.db import connection
connection.cursor().execute("ANALYZE")
"""


def make_a_country(site: Site) -> None:
    site.python(MAKE_A_COUNTRY)


def nights(number: int) -> list[date]:
    return [FIRST + timedelta(days=n) for n in range(number)]


def digest_of(printed: str) -> str:
    """The digest that `manage.py evaluate` prints."""
    found = re.search(r"Digest: +([0-9a-f]{64})", printed)
    assert found, printed
    return found[1]


@dataclass
class Watch:
    """Looks at runs in the database, beside Django."""

    url: str

    def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        with (
            psycopg2.connect(self.url) as connection,
            connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor,
        ):
            cursor.execute(sql, params)
            found = [dict(row) for row in cursor.fetchall()]
        connection.close()
        return found

    def run_of(self, on: date) -> dict[str, Any]:
        """The nightly run of a day; there is one."""
        runs = self.rows("SELECT * FROM evaluation_run WHERE kind = 'nightly' AND \"on\" = %s", on)
        assert len(runs) == 1, runs
        return runs[0]

    def state_of(self, on: date) -> str:
        return self.run_of(on)["state"]

    def held(self, run_id: int) -> dict[int, int]:
        """Tasks that somebody holds, with their attempts."""
        tasks = self.rows(
            "SELECT id, attempts FROM evaluation_runtask WHERE run_id = %s AND done_at IS NULL AND lease IS NOT NULL",
            run_id,
        )
        return {task["id"]: task["attempts"] for task in tasks}

    def is_taken_up(self, task_id: int, attempts: int) -> bool:
        """Somebody else has begun or done the task since."""
        (task,) = self.rows("SELECT attempts, done_at FROM evaluation_runtask WHERE id = %s", task_id)
        return task["done_at"] is not None or task["attempts"] > attempts

    def attempts(self) -> int:
        (found,) = self.rows("SELECT sum(attempts)::int AS number FROM evaluation_runtask")
        return found["number"]

    def doubled(self) -> int:
        """Figures that are there twice, and figures beyond what the tasks say they wrote."""
        (found,) = self.rows(
            "SELECT (SELECT count(*) FROM (SELECT FROM evaluation_measurevalue GROUP BY run_id, level, code, measure "
            "HAVING count(*) > 1) AS twice) + (SELECT count(*) FROM (SELECT FROM evaluation_indicatorvalue "
            "GROUP BY run_id, level, code, indicator_id HAVING count(*) > 1) AS twice) "
            "+ abs((SELECT count(*) FROM evaluation_measurevalue) + (SELECT count(*) FROM evaluation_indicatorvalue) "
            "- (SELECT sum(value_count) FROM evaluation_runtask)) AS number"
        )
        return int(found["number"])


dice = random.Random(812)  # noqa: S311
