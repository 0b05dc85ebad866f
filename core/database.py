"""Is the database there? A page or an API call that needs it answers 503 with Retry-After while it is not."""

from django.db import InterfaceError, OperationalError, connection

RETRY_AFTER_SECONDS = 5


def is_unreachable(error: BaseException | None) -> bool:
    """Whether this error came about because the database cannot be reached (and not because our SQL is wrong)."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return True
    return False
