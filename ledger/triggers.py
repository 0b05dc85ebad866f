"""Triggers that refuse to change or delete an entry, on both databases.

SQLite drops all triggers of a table when a migration rebuilds it: every later migration of ledger_entry ends with
`install`, and a test asserts the names after all migrations.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = {
    "postgresql": {"ledger_entry_append_only"},
    "sqlite": {"ledger_entry_no_update", "ledger_entry_no_delete", "ledger_entry_no_replace"},
}

INSTALL = {
    "postgresql": [
        """
        CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'ledger entries are only ever added' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        "DROP TRIGGER IF EXISTS ledger_entry_append_only ON ledger_entry",
        """
        CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
        """,
    ],
    "sqlite": [
        """
        CREATE TRIGGER IF NOT EXISTS ledger_entry_no_update BEFORE UPDATE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'constraint failed: ledger entries are only ever added'); END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS ledger_entry_no_delete BEFORE DELETE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'constraint failed: ledger entries are only ever added'); END
        """,
        # INSERT OR REPLACE deletes without firing the delete trigger
        """
        CREATE TRIGGER IF NOT EXISTS ledger_entry_no_replace BEFORE INSERT ON ledger_entry
        WHEN EXISTS (
            SELECT 1 FROM ledger_entry
            WHERE id = NEW.id OR (stream = NEW.stream AND number = NEW.number)
        )
        BEGIN SELECT RAISE(ABORT, 'constraint failed: ledger entries are only ever added'); END
        """,
    ],
}
REMOVE = {
    "postgresql": [
        "DROP TRIGGER IF EXISTS ledger_entry_append_only ON ledger_entry",
        "DROP FUNCTION IF EXISTS ledger_refuse()",
    ],
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(NAMES["sqlite"])],
}


def install(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython: install the triggers of this database."""
    _run(schema_editor, INSTALL)


def remove(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython: take them off."""
    _run(schema_editor, REMOVE)


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for sql in statements[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)
