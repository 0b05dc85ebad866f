"""Filters of lists, shared by the page and the API."""

import unicodedata
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.fields import ChoiceField

from core.forms import PageForm

YES_OR_NO = {"true", "false", "1", "0", "on"}  # `on`: what a box sends that is ticked
YES_AND_NO = [("true", pgettext_lazy("filter", "Yes")), ("false", pgettext_lazy("filter", "No"))]
BRACKETS = str.maketrans("()", "（）")  # names of companies are written with either


def spellings(word: str) -> set[str]:
    """A word as typed, in half-width, and in half-width with full-width brackets."""
    half = unicodedata.normalize("NFKC", word)
    return {word, half, half.translate(BRACKETS)}


def matches(text: str, fields: tuple[str, ...]) -> Q:
    """Rows where every word stands in one of the fields."""
    words = text.split()
    return reduce(
        and_,
        (
            reduce(or_, (Q(**{f"{name}__icontains": spelling}) for name in fields for spelling in spellings(word)))
            for word in words
        ),
        Q(),
    )


def without_blanks(query: QueryDict) -> QueryDict:
    """What is asked for: `state=` asks for nothing, and is no mistake."""
    asked = query.copy()
    for name, values in query.lists():
        asked.setlist(name, [value for value in values if value])
    return asked


class FilterForm(PageForm):
    """The filter panel: nothing in it is required; a few fixed choices are boxes to tick, no choice means all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                self._offer(field)
            if isinstance(field, ChoiceField | forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = _("All")
                field.widget.choices = field.choices
            if isinstance(field, forms.NullBooleanField):
                field.widget.choices = [("", _("All")), *YES_AND_NO]

    def clean(self) -> dict[str, Any]:
        """A yes or no that is neither is wrong; without this it would filter nothing."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            said = self.data.get(self.add_prefix(name))
            if not said or not isinstance(field, forms.BooleanField):
                continue
            is_open = isinstance(field, forms.NullBooleanField) and cleaned.get(name) is None
            if is_open or str(said).lower() not in YES_OR_NO:
                self.add_error(name, forms.ValidationError(_("Say true or false."), code="invalid_choice"))
        return cleaned

    @staticmethod
    def _offer(field: forms.ChoiceField) -> None:
        if type(field.widget) is forms.SelectMultiple:
            field.widget = forms.CheckboxSelectMultiple(choices=field.widget.choices)


class TickField(forms.BooleanField):
    """A box to tick: ticked or not asked, never "no"."""

    def clean(self, value: Any) -> bool | None:
        return super().clean(value) or None


class TickFilter(django_filters.Filter):
    """A condition that a box adds."""

    field_class = TickField


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day, both included: `name_after` and `name_before` in the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", django_filters.widgets.DateRangeWidget(attrs={"type": "date"}))
        super().__init__(*args, **kwargs)


class ListFilter(django_filters.FilterSet):
    """A filter with free text. `search` names the text columns that `q` looks into."""

    search: ClassVar[tuple[str, ...]] = ()
    q_label: ClassVar[Any] = _("Search")

    q = django_filters.CharFilter(method="search_text", label=_("Search"), max_length=100, widget=forms.SearchInput)

    class Meta:
        form = FilterForm

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """`q` comes first, where there is something to search."""
        found = super().get_filters()
        q = found.pop("q", None)
        return {"q": q, **found} if q and cls.search else found

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(without_blanks(data) if isinstance(data, QueryDict) else data, *args, **kwargs)
        if self.search:
            self.filters["q"].label = self.q_label

    def get_form_class(self) -> type[forms.Form]:
        """The form, on the base that knows our markup even where a subclass has its own Meta."""
        form_class = super().get_form_class()
        return (
            form_class if issubclass(form_class, PageForm) else type(form_class.__name__, (FilterForm, form_class), {})
        )

    def search_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Free text over `search`."""
        return queryset.filter(matches(value, self.search))
