"""What view sets of all rooms share: rows begin with what the actor sees, bodies are checked, answers are fresh."""

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import mixins
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from accounts.actors import Actor


class ScopedViewSet(GenericViewSet):
    """Rows of `model` that the actor may see: any other row is missing. `serializer_class` shows one of them."""

    model: type[Model]

    @property
    def actor(self) -> Actor:
        """Who asks, and for which organisation."""
        return self.request.actor

    def get_queryset(self) -> QuerySet[Any]:
        """A subclass narrows and orders what `super()` gives."""
        return self.model.objects.visible_to(self.actor)

    def sent(self, serializer_class: type[Serializer]) -> dict[str, Any]:
        """The body of this request, checked. Raises ValidationError."""
        form = serializer_class(data=self.request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return form.validated_data

    def answer(self, row: Model, status: int = 200) -> Response:
        """The row as the actor sees it now."""
        fresh = self.get_queryset().get(pk=row.pk)
        return Response(self.serializer_class(fresh, context=self.get_serializer_context()).data, status=status)


class ListedViewSet(mixins.ListModelMixin, ScopedViewSet):
    """Rows in pages, filtered by `filterset_class`, the one of the site's page."""


class ReadViewSet(mixins.RetrieveModelMixin, ListedViewSet):
    """The same, and one row."""
