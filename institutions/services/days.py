"""What days of a span must be."""

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput


class EndsTooEarly(InvalidInput):
    """A span ends after it begins."""

    code = "ends_too_early"
    message = _("This is before the day on which it began.")
