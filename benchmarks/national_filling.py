"""Fills a database with a nation, in parts: what is finished stands in `bench.part`, so that a second start goes on.

Rows come without the checks of foreign keys (every key follows from a number), and indexes are built at the end, as
the product defines them. Needs to be the superuser of a PostgreSQL of its own.
"""

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from benchmarks.national_rows import ALL_ROWS, COLLEGE, COLLEGES, ENTERPRISE, MAJORS, SKEWED, Rows

PART = 500_000  # numbers of one statement
FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.part (name text PRIMARY KEY, seconds float NOT NULL);
CREATE TABLE IF NOT EXISTS bench.index (
    number bigserial PRIMARY KEY, name text, make text NOT NULL, drop text NOT NULL, is_there boolean NOT NULL
);
CREATE TABLE IF NOT EXISTS bench.place (number int PRIMARY KEY, region_id bigint NOT NULL);
CREATE TABLE IF NOT EXISTS bench.catalogue (number int PRIMARY KEY, id bigint NOT NULL);
CREATE OR REPLACE FUNCTION bench.dice(g bigint, salt int, sides int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT ((hashint8extended(g, salt) & 9223372036854775807) % sides)::int $$;
CREATE OR REPLACE FUNCTION bench.at(day date) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT (day + time '10:00') AT TIME ZONE 'Asia/Shanghai' $$;
CREATE OR REPLACE FUNCTION bench.host(g bigint, salt int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT {enterprise} + 1 + floor({enterprises} * power(bench.dice(g, salt, 1000000) / 1e6, 2))::bigint $$;
CREATE OR REPLACE FUNCTION bench.keeper(g bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT {skewed} $$;
CREATE OR REPLACE FUNCTION bench.college_of_student(g bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT {skewed} $$;
"""


def once(name: str, work: Callable[[], object]) -> None:
    """Do a part in one transaction and remember it; a part that was done is skipped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM bench.part WHERE name = %s", [name])
        if cursor.fetchone():
            return
    started = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: foreign keys are right by design
        cursor.execute("SET LOCAL synchronous_commit = off")
        work()
        cursor.execute("INSERT INTO bench.part VALUES (%s, %s)", [name, time.monotonic() - started])


def fill(sizes: dict[str, int], colleges: Path) -> None:
    """Everything. Prints what each table took."""
    from core.crypto import seal

    run(FUNCTIONS.format(enterprise=ENTERPRISE, enterprises=sizes["enterprises"], skewed=SKEWED))
    once("sealed", lambda: run("CREATE TABLE bench.sealed AS SELECT %s AS text", [seal("2004-05-06")]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM bench.sealed")
        values: dict[str, Any] = {**sizes, "sealed": f"'{cursor.fetchone()[0]}'"}
    once("places", make_places)
    once("colleges", lambda: make_colleges(colleges))
    once("figures", make_region_figures)
    once("indexes away", take_indexes_away)
    for rows in ALL_ROWS:
        started = time.monotonic()
        number = fill_rows(rows, values)
        if time.monotonic() - started > 1:
            print(f"{time.monotonic() - started:9.1f} s  {rows.model} ({number:,} numbers)", flush=True)
    started = time.monotonic()
    build_indexes()
    once("keys", set_counters)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM bench.part WHERE name = 'vacuum'")
        if not cursor.fetchone():
            cursor.execute("VACUUM (ANALYZE, PARALLEL 2)")
            cursor.execute("INSERT INTO bench.part VALUES ('vacuum', 0)")
    print(f"{time.monotonic() - started:9.1f} s  indexes, vacuum, analyze", flush=True)


def run(sql: str, params: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def make_places() -> None:
    """Where enterprises may stand: every county, and prefectures without one. And the majors that colleges have."""
    run(
        "INSERT INTO bench.place SELECT row_number() OVER (ORDER BY code), id FROM reference_region AS region "
        "WHERE valid_to IS NULL AND level <> 'province' AND NOT EXISTS "
        "(SELECT 1 FROM reference_region AS child WHERE child.parent_id = region.id AND child.valid_to IS NULL)"
    )
    run(
        "INSERT INTO bench.catalogue SELECT number, id FROM "
        "(SELECT row_number() OVER (ORDER BY md5(code)) AS number, id FROM "
        "reference_cataloguemajor WHERE level = 'college') AS majors WHERE number <= %s",
        [MAJORS],
    )


def make_colleges(path: Path) -> None:
    """The vocational colleges of the national list, under keys of their own; each stands where its city is."""
    from accounts.models import Organisation
    from institutions.models import College
    from reference.models import Region

    regions = dict(Region.objects.filter(valid_to=None).values_list("code", "pk"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        listed = [row for row in csv.DictReader(file) if row["is_vocational"] == "Y"]
    moment = "2021-09-01T00:00+08:00"
    organisations = [
        Organisation(
            pk=COLLEGE + number,
            kind="college",
            name=row["name"],
            region_id=regions.get(row["city_code"]),
            overseer_region_id=regions.get(row["city_code"]),
            recorded_at=moment,
        )
        for number, row in enumerate(listed, start=1)
    ]
    if len(organisations) != COLLEGES:
        raise ValueError(f"{COLLEGES} vocational colleges were expected, {len(organisations)} are listed")
    Organisation.objects.bulk_create(organisations)
    College.objects.bulk_create(
        College(organisation_id=COLLEGE + number, school_code=row["school_code"], is_vocational=True)
        for number, row in enumerate(listed, start=1)
    )


def make_region_figures() -> None:
    """Above-scale enterprises as every region filed them, four years."""
    run(
        insert(
            "reference.RegionFigure",
            {
                "region_id": "region.id",
                "figure_id": "code.id",
                "year": "year",
                "value": "CASE level WHEN 'province' THEN 9000 WHEN 'prefecture' THEN 3000 ELSE 500 END "
                "+ (hashint8extended(region.id, year) & 1023)",
                "occurred_on": "make_date(year + 1, 3, 31)",
                "recorded_at": "bench.at(make_date(year + 1, 3, 31))",
            },
            "reference_region AS region, reference_figurecode AS code, generate_series(2022, 2025) AS year",
            "region.valid_to IS NULL AND code.code = 'above_scale_enterprises'",
        )
    )


def model_of(label: str) -> type[models.Model]:
    """A model, or the table between two models: `institutions.Course_majors`."""
    name, _, path = label.partition("_")
    model = apps.get_model(name)
    return model._meta.get_field(path).remote_field.through if path else model


def insert(label: str, columns: dict[str, str], source: str, where: str = "") -> str:
    """INSERT … SELECT with every column that may not be empty: the default of its model, or an empty text."""
    model = model_of(label)
    given = dict(columns)
    for field in model._meta.local_concrete_fields:
        if field.column not in given and not field.null and not isinstance(field, models.AutoField):
            given[field.column] = plain_default(field)
    table, names, values = model._meta.db_table, ", ".join(f'"{name}"' for name in given), ", ".join(given.values())
    condition = f" WHERE {where}" if where else ""
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {source}{condition}"  # noqa: S608 (names of our own)


def plain_default(field: models.Field) -> str:
    if isinstance(field, models.JSONField):
        return "'{}'"
    default = field.default if field.has_default() and not callable(field.default) else ""
    return str(default).upper() if isinstance(default, bool) else f"'{default}'"


def fill_rows(rows: Rows, values: dict[str, Any]) -> int:
    number = eval_number(rows.number.format(**values))
    columns = {name: value.format(**values) for name, value in rows.columns.items()}
    if rows.has_key:
        columns.setdefault("id", "g")
    for low in range(1, number + 1, PART):
        source = f"generate_series({low}::bigint, {min(low + PART - 1, number)}) AS g {rows.joins.format(**values)}"
        sql = insert(rows.model, columns, source, rows.where.format(**values))
        once(f"{rows.model} from {low}", lambda sql=sql: run(sql))
    return number


def eval_number(text: str) -> int:
    """`3 * 500000` and `10000000 * 4 / 5` as PostgreSQL would count them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {text}")
        return int(cursor.fetchone()[0])


def tables() -> list[str]:
    return sorted({model_of(rows.model)._meta.db_table for rows in ALL_ROWS})


def take_indexes_away() -> None:
    """Keep how every index but the primary keys is made, and drop it."""
    run(
        "INSERT INTO bench.index (name, make, drop, is_there) "
        "SELECT conname, format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, "
        "pg_get_constraintdef(oid)), format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname), false "
        "FROM pg_constraint WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)",
        [tables()],
    )
    run(
        "INSERT INTO bench.index (name, make, drop, is_there) "
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), "
        "format('DROP INDEX %%s', indexrelid::regclass), false FROM pg_index "
        "WHERE indrelid::regclass::text = ANY(%s) AND NOT EXISTS "
        "(SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))",
        [tables()],
    )
    for statement in listed("SELECT drop FROM bench.index ORDER BY number"):
        run(statement)


def build_indexes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
    for number, make in listed_rows("SELECT number, make FROM bench.index WHERE NOT is_there ORDER BY number"):
        with transaction.atomic():
            run(make)
            run("UPDATE bench.index SET is_there = true WHERE number = %s", [number])


def set_counters() -> None:
    """The next key of a table comes after those that were given."""
    for rows in ALL_ROWS:
        meta = model_of(rows.model)._meta
        if isinstance(meta.pk, models.AutoField):
            run(
                f"SELECT setval(pg_get_serial_sequence('{meta.db_table}', 'id'), "  # noqa: S608
                f"(SELECT max(id) FROM {meta.db_table}))"
            )


def listed(sql: str) -> list[str]:
    return [row[0] for row in listed_rows(sql)]


def listed_rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def counted() -> Iterator[tuple[str, int, int]]:
    """The largest tables: rows as estimated, bytes with their indexes."""
    yield from listed_rows(
        "SELECT relname, reltuples::bigint, pg_total_relation_size(oid) FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 3 DESC LIMIT 12"
    )
