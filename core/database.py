"""Is the database there? A page or an API call that needs it answers 503 with Retry-After while it is not."""

from django.db import InterfaceError, OperationalError, connection

RETRY_AFTER_SECONDS = 5


def is_unreachable(error: BaseException | None) -> bool:
    """Whether this error came about because the database cannot be reached (and not because our SQL is wrong)."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if _is_lost_connection(error):
        return True
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return True
    return False


def _is_lost_connection(error: BaseException) -> bool:
    """Whether the server itself said so, or nobody answered: it may be back by the time we ask again.

    PostgreSQL gives every error of our SQL a code; a refused or broken connection has none, or one of 08... and 57P...
    """
    if connection.vendor != "postgresql" or error.__cause__ is None:
        return False
    code = getattr(error.__cause__, "sqlstate", None) or getattr(error.__cause__, "pgcode", None)
    return code is None or code.startswith(("08", "57P"))
