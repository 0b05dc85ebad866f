"""A day alone."""

from rest_framework import serializers


class OnSerializer(serializers.Serializer):
    """From which day."""

    on = serializers.DateField()
