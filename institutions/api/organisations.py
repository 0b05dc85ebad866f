"""Organisations in bodies, by public id."""

from typing import Any

from rest_framework import serializers

from core.lookups import Source


def organisation_field(source: Source, **fields: Any) -> serializers.SlugRelatedField:
    """An organisation of a lookup, which may be left out."""
    asked = {"required": False, "allow_null": True, "default": None, **fields}
    return serializers.SlugRelatedField(slug_field="public_id", queryset=source.rows, **asked)
