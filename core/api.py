"""What every API view shares: pages of results and one shape for errors."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from core.bodies import BodyTooLarge
from core.database import RETRY_AFTER_SECONDS, is_unreachable
from core.errors import DomainError
from core.paging import FromBothEnds

ERROR_TYPES = ("validation_error", "client_error", "server_error")


class Pages(PageNumberPagination):
    """Fifty a page, as on the pages of the site; up to 500 on request."""

    django_paginator_class = FromBothEnds
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500


class ErrorSerializer(serializers.Serializer):
    """One thing that is wrong. `code` never changes, `detail` is for people, `attr` names the input, if it is one."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class ErrorsSerializer(serializers.Serializer):
    """The shape of every refusal."""

    type = serializers.ChoiceField(choices=ERROR_TYPES)
    errors = ErrorSerializer(many=True)


class DomainProblem(APIException):
    """A DomainError on its way out of the API: its status and its stable code."""

    def __init__(self, error: DomainError) -> None:
        self.status_code = error.status
        findings = getattr(error, "findings", None)
        if findings:
            super().__init__(
                {finding.field or "non_field_errors": [self._detail(finding)] for finding in findings}, error.code
            )
        elif error.field:
            super().__init__({error.field: [str(error)]}, error.code)
        else:
            super().__init__(str(error), error.code)

    @staticmethod
    def _detail(finding: object) -> str:
        return f"{getattr(finding, 'rule', '')}: {getattr(finding, 'message', '')}".lstrip(": ")


class DatabaseUnreachable(APIException):
    """503 with Retry-After, which DRF takes from `wait`."""

    status_code = 503
    default_code = "database_unreachable"
    wait = RETRY_AFTER_SECONDS


class Nothing(APIView):
    """Addresses below the API that mean nothing: 404 in the shape of all errors."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound


class ErrorHandler(ExceptionHandler):
    """Known errors become answers with a stable code; unknown ones stay errors and are logged."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, DomainError):
            problem = DomainProblem(exc)
            return ValidationError(problem.detail) if exc.status == 400 else problem
        if isinstance(exc, RequestDataTooBig):  # of a body that Django has read before us
            return BodyTooLarge()
        if is_unreachable(exc):
            return DatabaseUnreachable()
        return super().convert_known_exceptions(exc)

    def should_not_handle(self, exc: Exception) -> bool:
        """What nobody expected goes on to `core.errorpages.server_error`, as on pages."""
        return not isinstance(exc, APIException)
