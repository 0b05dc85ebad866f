"""manage.py grant_app_role ROLE: what the role of web, worker and beat may do, on PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

# Entries and checkpoints are only ever added; a payload may be emptied, a head moves; nothing of them is deleted.
STATEMENTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_checkpoint FROM {role}",
    "REVOKE DELETE, TRUNCATE ON ledger_stream FROM {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON ledger_payload FROM {role}",
    "GRANT UPDATE (document, erased_at) ON ledger_payload TO {role}",
)
RULES_ALL = """
    SELECT r.rolsuper OR pg_has_role(r.rolname, t.tableowner, 'member')
    FROM pg_roles r, pg_tables t
    WHERE r.rolname = %s AND t.schemaname = 'public' AND t.tablename = 'ledger_entry'
"""


class Command(BaseCommand):
    help = "Give a PostgreSQL role what the application needs; it may never change or delete an entry of the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles. Leave APP_ROLE empty on SQLite.")
        role = options["role"]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RULES_ALL, [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role!r}: scripts/create-app-role.sh shows how to make one.")
            if found[0]:
                raise CommandError(f"{role!r} rules the tables (owner or superuser): nothing can be kept from it.")
            for statement in STATEMENTS:
                cursor.execute(statement.format(role=connection.ops.quote_name(role)))
        if options["verbosity"]:
            self.stdout.write(f"{role} may read and write, and never change or delete an entry.")
