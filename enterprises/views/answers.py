"""What answers of this room have in common."""

from django.forms import Form

REFUSED = 409


def status_of(form: Form) -> int:
    """200 for a form that is shown, 409 for one that comes back."""
    return REFUSED if form.is_bound and form.errors else 200
