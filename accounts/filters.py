"""Filters of this room's lists, shared by page and API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from core.filters import ListFilter


class OrganisationFilter(ListFilter):
    """Organisations by name and kind."""

    search = ("name", "name_en")
    q_label = _("Name")

    kind = django_filters.ChoiceFilter(choices=OrganisationKind.choices, label=_("Kind"))

    class Meta(ListFilter.Meta):
        model = Organisation
        fields = ["kind"]
