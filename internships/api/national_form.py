"""The national form on cooperation."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from core import clock
from institutions.selectors import own_college
from internships.national_form import COLUMNS
from internships.selectors.national_form import FormRow, national_form

YEARS = {str(year) for year in range(1978, 2201)}
YEAR = OpenApiParameter("year", OpenApiTypes.INT, OpenApiParameter.PATH)


class FormColumnSerializer(serializers.Serializer):
    """A column by its code, with its official label."""

    code = serializers.CharField()
    label = serializers.CharField()
    meaning = serializers.CharField()


class GapSerializer(serializers.Serializer):
    """A cell that stays empty, and why."""

    code = serializers.CharField()
    why = serializers.CharField()


class FormRowSerializer(serializers.Serializer):
    """A major and an enterprise; cells as text by the codes of the columns, null where the form stays empty."""

    enterprise = serializers.UUIDField()
    is_reportable = serializers.BooleanField()
    cells = serializers.DictField(child=serializers.CharField(allow_null=True))
    gaps = GapSerializer(many=True)


class NationalFormSerializer(serializers.Serializer):
    """The form of a calendar year."""

    year = serializers.IntegerField()
    columns = FormColumnSerializer(many=True)
    rows = FormRowSerializer(many=True)


class NationalFormViewSet(ViewSet):
    """The national form on cooperation, by the year, for the college acted for."""

    lookup_field = "year"

    @extend_schema(responses=NationalFormSerializer, parameters=[YEAR])
    def retrieve(self, request: Request, year: str) -> Response:
        """All rows, those that cannot be reported too, each with what it lacks."""
        college = own_college(request.actor, "see_national_form")
        if year not in YEARS:
            raise NotFound
        form = national_form(request.actor, college, int(year), at=clock.now())
        rows = [_row(row) for row in (*form.rows, *form.refused)]
        said = {"year": form.year, "columns": COLUMNS, "rows": rows}
        return Response(NationalFormSerializer(said).data)


def _row(row: FormRow) -> dict[str, Any]:
    values = zip(COLUMNS, row.values(), strict=True)
    return {
        "enterprise": row.enterprise.public_id,
        "is_reportable": row.is_reportable,
        "cells": {column.code: None if value is None else str(value) for column, value in values},
        "gaps": row.gaps,
    }
