"""Forms of this room."""

from typing import Any

from django import forms

from accounts.models import User
from core.forms import PageForm, Section
from notices.models import Channel, Frequency
from notices.registry import kinds
from notices.selectors import choices_of
from notices.services import IN_APP_CHOICES


class PreferenceForm(PageForm):
    """One section for each kind of notice, one choice for each channel."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = []
        for kind in kinds.names():
            chosen = choices_of([user.pk], kind)
            for channel in Channel:
                allowed = IN_APP_CHOICES if channel == Channel.IN_APP else tuple(Frequency)
                self.fields[f"{kind}-{channel}"] = forms.ChoiceField(
                    label=channel.label,
                    choices=[(frequency.value, frequency.label) for frequency in allowed],
                    initial=chosen[user.pk, channel],
                )
            sections.append(Section(kinds[kind].title, tuple(f"{kind}-{channel}" for channel in Channel)))
        self.sections = sections  # type: ignore[misc]

    def choices(self) -> dict[tuple[str, str], str]:
        """What was chosen: (kind, channel) → frequency."""
        return {(name.rpartition("-")[0], name.rpartition("-")[2]): value for name, value in self.cleaned_data.items()}
