"""What Django and DRF take for the same fifty rows with nothing of ours around: the measure of our own weight.

Both stand behind the same middleware (session, sign-in, policy) and read the same rows with the same two queries.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from partnerships.models import Agreement, Party

FIFTY = 50
PAGE = """<!doctype html><html lang="en"><head><title>Agreements</title></head><body><p>{{ page.paginator.count }}</p>
<table>
{% for row in page %}<tr><td>{{ row.number }}</td><td>{{ row.title }}</td><td>{{ row.keeper.name }}</td>
<td>{% for party in row.parties.all %}{{ party.organisation.name }} {% endfor %}</td>
<td>{{ row.get_kind_display }}</td>
<td>{{ row.starts_on }}</td><td>{{ row.ends_on }}</td><td>{{ row.get_state_display }}</td></tr>{% endfor %}
</table></body></html>"""


def rows() -> Any:
    """Agreements with what a list shows."""
    return Agreement.objects.select_related("keeper").prefetch_related("parties__organisation").order_by("-changed_at")


def bare_list(request: HttpRequest) -> HttpResponse:
    """Fifty agreements in a table."""
    page = Paginator(rows(), FIFTY).get_page(request.GET.get("page"))
    return HttpResponse(engines["django"].from_string(PAGE).render({"page": page}, request))


class BareParty(serializers.ModelSerializer):
    """A party."""

    name = serializers.CharField(source="organisation.name")

    class Meta:
        model = Party
        fields = ("id", "key", "side", "name")


class BareAgreement(serializers.ModelSerializer):
    """An agreement."""

    parties = BareParty(many=True)

    class Meta:
        model = Agreement
        fields = ("id", "number", "title", "kind", "mode", "starts_on", "ends_on", "state", "changed_at", "parties")


class BareAgreements(ListAPIView):
    """Fifty agreements as JSON."""

    schema = None
    serializer_class = BareAgreement
    queryset = rows()


urlpatterns = [
    path("bare/", bare_list),
    path("api/bare/", BareAgreements.as_view()),
    path("", include("config.urls")),
]
