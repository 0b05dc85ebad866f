"""How the cooperation is evaluated on the way, and what follows."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Aside
from partnerships import terms as t
from partnerships.forms.base import NO_LAW, SectionForm
from partnerships.forms.fields import CleanText

FIELDS = ("every_months", "assessor", "criteria", "adjustment")


class ReviewForm(SectionForm):
    """Evaluation and adjustment."""

    name = "review"
    units = {"every_months": _("months")}
    every_months = forms.IntegerField(label=_("Evaluated every"), min_value=1, max_value=60, required=False)
    assessor = forms.CharField(
        label=_("Evaluated by"),
        max_length=200,
        required=False,
        help_text=_("A committee of both sides, or a third party."),
    )
    criteria = CleanText(
        label=_("Criteria of the evaluation"), help_text=_("What is looked at, and what counts as good enough.")
    )
    adjustment = CleanText(
        label=_("What follows from it"), help_text=_("Who proposes a change, and how it is decided on.")
    )
    asides = {
        "criteria": Aside(
            NO_LAW, _("Without agreed criteria neither side can show that the cooperation falls short of its goals.")
        )
    }

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        clause = terms.review or t.Review()
        yield from ((name, getattr(clause, name)) for name in FIELDS)

    def value(self) -> t.Review | None:
        clause = t.Review(**{name: self.cleaned_data[name] for name in FIELDS})
        return clause if clause != t.Review() or self.terms.review else None
