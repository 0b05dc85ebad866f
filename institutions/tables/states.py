"""States in lists."""

from core.tables import StateColumn


class LabelledState(StateColumn):
    """A state that the list annotated: its word and its shape."""

    def __init__(self, *args, choices, **kwargs) -> None:
        self.words = dict(choices)
        super().__init__(*args, **kwargs)

    def render(self, value, record, bound_column):
        return super().render(self.words[value], record, bound_column)

    def value(self, value) -> str:
        return str(self.words[value])
