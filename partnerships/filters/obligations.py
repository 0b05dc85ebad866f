"""Filters of contributions, obligations and risks."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.filters import DayRangeFilter, ListFilter, TickFilter
from partnerships.models import Contribution, ContributionStage, Obligation, ObligationStage, Risk
from partnerships.models.obligations import WAITS_FOR_DEBTOR
from partnerships.terms.values import ContributionKind, RiskCategory

KEY_MAX = 2**63 - 1
SCALE = [(str(number), str(number)) for number in range(1, 6)]


def of_agreement() -> django_filters.NumberFilter:
    """The agreement, from links to a list: not a question of the panel."""
    return django_filters.NumberFilter(
        field_name="agreement_id", label=_("Agreement"), widget=forms.HiddenInput, min_value=1, max_value=KEY_MAX
    )


class ObligationFilter(ListFilter):
    """Text, state, whose turn it is, due day."""

    search = ("title", "agreement__number", "agreement__title", "debtor__organisation__name")
    q_label = _("Obligation, agreement or debtor")

    agreement = of_agreement()
    state = django_filters.MultipleChoiceFilter(choices=ObligationStage.choices, label=_("State"))
    due_on = DayRangeFilter(label=_("Due on"))
    overdue = TickFilter(method="only_overdue", label=_("Overdue"))
    is_milestone = TickFilter(field_name="is_milestone", label=_("Milestones only"))
    my_turn = TickFilter(method="only_my_turn", label=_("Waits for my organisation"))

    class Meta(ListFilter.Meta):
        model = Obligation
        fields: list[str] = []

    def only_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """What waits for its debtor after its day."""
        return queryset.filter(state__in=WAITS_FOR_DEBTOR, due_on__lt=clock.today())

    def only_my_turn(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """What the actor's organisation has to do, or to answer."""
        own = self.request.actor.organisation_id
        return queryset.filter(
            Q(debtor__organisation_id=own, state__in=WAITS_FOR_DEBTOR)
            | Q(creditor__organisation_id=own, state=ObligationStage.DONE)
        )


class ContributionFilter(ListFilter):
    """Text, kind, state, due day."""

    search = ("name", "agreement__number", "agreement__title")
    q_label = _("Contribution or agreement")

    agreement = of_agreement()
    kind = django_filters.MultipleChoiceFilter(choices=ContributionKind.choices, label=_("Kind"))
    state = django_filters.MultipleChoiceFilter(choices=ContributionStage.choices, label=_("State"))
    due_on = DayRangeFilter(label=_("To be delivered by"))

    class Meta(ListFilter.Meta):
        model = Contribution
        fields: list[str] = []


class RiskFilter(ListFilter):
    """Text and category."""

    search = ("cause", "agreement__number", "agreement__title")
    q_label = _("Risk or agreement")

    agreement = of_agreement()
    category = django_filters.MultipleChoiceFilter(
        choices=RiskCategory.choices, label=pgettext_lazy("risk", "What it is about")
    )

    likelihood = django_filters.ChoiceFilter(choices=SCALE, method="as_judged", label=_("Likelihood"))
    impact = django_filters.ChoiceFilter(choices=SCALE, method="as_judged", label=_("Impact"))
    overdue = TickFilter(method="only_overdue", label=_("To be judged again"))
    warning = TickFilter(method="only_warning", label=_("Past the threshold"))

    class Meta(ListFilter.Meta):
        model = Risk
        fields: list[str] = []

    def as_judged(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """As judged last, not as agreed."""
        return queryset.judged().filter(**{f"{name}_now": int(value)})

    def only_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Whose review is late."""
        return queryset.filter(pk__in=Risk.objects.visible_to(self.request.actor).review_overdue(clock.today()))

    def only_warning(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Whose figure is past its threshold."""
        return queryset.warning()
