"""Forms of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.forms import PageForm
from core.imports import importers


class ImportForm(PageForm):
    """Which table a file holds, and the file."""

    name = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV (UTF-8 or GB18030), up to 10 MB, headings in the first line."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [  # type: ignore[attr-defined]
            (name, importers[name].title or name) for name in importers.names() if importers[name].may_run(actor)
        ]
