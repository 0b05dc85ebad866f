"""What the API reads of a body. (Views of DRF import their parsers: this module imports none of them.)"""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class BodyTooLarge(APIException):
    """413: files go in multipart bodies, everything else is small."""

    status_code = 413
    default_code = "body_too_large"
    default_detail = _("The body is too large.")


class BoundedJSON(JSONParser):
    """JSON bodies up to DATA_UPLOAD_MAX_MEMORY_SIZE, which DRF itself does not ask for, and of any sane depth."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Raises BodyTooLarge, ParseError."""
        meta = (parser_context or {})["request"].META
        if int(meta.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise BodyTooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The body is nested too deeply.")) from error
