"""A second verifier, in SQL alone (PostgreSQL). It shares no code with the first: a fault of one shows in the other."""

from collections.abc import Iterator

from django.db import connection

from ledger.verify import Fault

SQL = """
WITH chain AS (
    SELECT e.*,
           lag(e.digest, 1, '') OVER same AS digest_before,
           lag(e.number, 1, 0) OVER same AS number_before,
           lead(e.number) OVER same AS number_after
    FROM ledger_entry e
    WINDOW same AS (PARTITION BY e.stream ORDER BY e.number)
)
SELECT c.stream, c.number,
       CASE
           WHEN encode(sha256(convert_to(
               c.previous_digest || E'\\n' || c.stream || E'\\n' || c.number || E'\\n'
               || to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\\n'
               || c.actor_key || E'\\n' || c.actor_label || E'\\n' || coalesce(c.organisation_id::text, '') || E'\\n'
               || c.action || E'\\n' || c.subject_label || E'\\n' || c.payload_digest, 'UTF8')), 'hex') <> c.digest
               THEN 'was changed'
           WHEN c.number <> c.number_before + 1 THEN 'the entry before it is missing'
           WHEN c.previous_digest <> c.digest_before THEN 'does not follow the entry before it'
           WHEN c.number_after IS NULL AND s.head_digest IS DISTINCT FROM c.digest THEN 'does not fit its head'
           WHEN p.entry_id IS NULL THEN 'its payload is missing'
           WHEN p.erased_at IS NULL AND encode(sha256(convert_to(p.salt || E'\\n' || p.document, 'UTF8')), 'hex')
               <> c.payload_digest THEN 'its payload was changed'
       END AS what
FROM chain c
LEFT JOIN ledger_payload p ON p.entry_id = c.id
LEFT JOIN ledger_stream s ON s.key = c.stream
"""


def faults_by_sql() -> Iterator[Fault]:
    """What the database itself finds. Raises NotImplementedError on other databases than PostgreSQL."""
    if connection.vendor != "postgresql":
        raise NotImplementedError("Only PostgreSQL can verify the ledger in SQL.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({SQL}) AS found WHERE what IS NOT NULL ORDER BY stream, number")  # noqa: S608
        for stream, number, what in cursor.fetchall():
            yield Fault(stream, number, what)
