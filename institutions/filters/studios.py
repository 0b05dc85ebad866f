"""Filters of studios."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.filters import ListFilter
from institutions.models import SkillMasterStudio


class SkillMasterStudioFilter(ListFilter):
    """Studios by name, master and level."""

    search = ("name", "master", "enterprise__name", "college__organisation__name")
    q_label = _("Name or master")

    level = django_filters.ChoiceFilter(choices=SkillMasterStudio.Level.choices, label=_("Level"))
    recognised = django_filters.BooleanFilter(method="by_recognition", label=pgettext_lazy("studio", "Recognised now"))

    class Meta(ListFilter.Meta):
        model = SkillMasterStudio
        fields = ["level"]

    def by_recognition(self, rows: Any, name: str, value: bool) -> QuerySet:
        """Recognised today, or not."""
        now = rows.recognised(clock.today())
        return now if value else rows.exclude(pk__in=now.values("pk"))
