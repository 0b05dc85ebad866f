"""What a form page answers."""

from typing import Any

REFUSED = 409


def status_of(form: Any) -> int:
    """200 for a form that is shown, 409 for one that comes back."""
    return REFUSED if form.is_bound and form.errors else 200
