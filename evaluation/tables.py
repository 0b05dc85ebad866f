"""The lists of runs, versions of frameworks and filed figures."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn, StateColumn, TextColumn
from evaluation.models import FigureQuestion, FrameworkVersion, QuestionState, Run, RunState
from reference.models import RegionFigure

RUN_SHAPES = {
    RunState.PLANNED: "open",
    RunState.RUNNING: "half",
    RunState.COMPUTED: "half",
    RunState.CHECKED: "full",
    RunState.PUBLISHED: "done",
    RunState.HELD: "ask",
    RunState.FAILED: "ended",
}


class RunTable(ListTable):
    """Runs, newest first."""

    caption = _("Runs")
    number = HeadingColumn(
        accessor="pk", verbose_name=_("Run"), linkify=("evaluation:run-detail", {"pk": tables.A("pk")})
    )
    on = DayColumn(verbose_name=_("Day"))
    kind = tables.Column(accessor="get_kind_display", order_by="kind", verbose_name=_("Kind"))
    state = StateColumn(shapes=RUN_SHAPES, verbose_name=_("State"))
    version = TextColumn(accessor="version", order_by="version__framework__code", verbose_name=_("Framework"))
    seconds = NumberColumn(places=1, orderable=False, verbose_name=_("Seconds"))
    finished_at = DayColumn(verbose_name=_("Finished"))
    digest = tables.Column(orderable=False, verbose_name=_("Digest"))

    class Meta(ListTable.Meta):
        model = Run
        fields = ("number", "on", "kind", "state", "version", "seconds", "finished_at", "digest")
        order_by = "-number"

    def render_digest(self, value: str) -> str:
        """The first eight letters: enough to compare by eye."""
        return value[:8]

    def value_digest(self, value: str) -> str:
        """All of it in files."""
        return value


STATE = FrameworkVersion.State
VERSION_SHAPES = {
    STATE.DRAFT: "open",
    STATE.CONSULTATION: "ask",
    STATE.APPROVED: "full",
    STATE.IN_FORCE: "done",
    STATE.RETIRED: "ended",
}


class FrameworkVersionTable(ListTable):
    """Versions of frameworks, the newest of each first."""

    caption = _("Frameworks")
    framework = HeadingColumn(
        verbose_name=_("Framework"),
        linkify=("evaluation:framework-detail", {"code": tables.A("framework__code"), "number": tables.A("number")}),
        order_by="framework__code",
    )
    number = tables.Column(verbose_name=_("Version"))
    state = StateColumn(shapes=VERSION_SHAPES, verbose_name=_("State"))
    effective_from = DayColumn(verbose_name=_("Effective from"))
    effective_to = DayColumn(verbose_name=_("Effective to"))
    source = TextColumn(verbose_name=_("Source"))

    class Meta(ListTable.Meta):
        model = FrameworkVersion
        fields = ("framework", "number", "state", "effective_from", "effective_to", "source")
        order_by = ("framework", "-effective_from")


class FiledFigureTable(ListTable):
    """Figures that authorities filed for regions."""

    caption = _("Figures of regions")
    region = HeadingColumn(
        verbose_name=_("Region"),
        linkify=("evaluation:filed-figure", {"pk": tables.A("pk")}),
        order_by="region__code",
    )
    figure = NameColumn(verbose_name=_("Figure"), order_by="figure__code")
    year = tables.Column(verbose_name=_("Year"))
    value = NumberColumn(verbose_name=_("Value"))
    source = TextColumn(verbose_name=_("Source"))
    occurred_on = DayColumn(verbose_name=_("Filed"))
    change_reason = TextColumn(verbose_name=_("Reason for the correction"))

    class Meta(ListTable.Meta):
        model = RegionFigure
        fields = ("region", "figure", "year", "value", "source", "occurred_on", "change_reason")
        order_by = ("region", "-year")

    def render_year(self, value: int) -> str:
        """A year is no quantity: no groups of three."""
        return str(value)


QUESTION_SHAPES = {QuestionState.OPEN: "open", QuestionState.ANSWERED: "half", QuestionState.CLOSED: "done"}


class FigureQuestionTable(ListTable):
    """Questions on figures, newest first."""

    caption = _("Questions")
    text = HeadingColumn(
        verbose_name=_("Question"),
        linkify=("evaluation:question-detail", {"pk": tables.A("pk")}),
        accessor="short_text",
        order_by="text",
    )
    indicator = TextColumn(accessor="indicator__label", verbose_name=_("Indicator"), order_by="indicator__code")
    subject = NameColumn(verbose_name=_("College or region"), accessor="subject", order_by="code")
    asked_by = NameColumn(verbose_name=_("Asked by"), order_by="asked_by__name")
    answerer = tables.Column(accessor="get_answerer_display", verbose_name=_("Answered by"), order_by="answerer")
    state = StateColumn(shapes=QUESTION_SHAPES, verbose_name=_("State"))
    asked_on = DayColumn(verbose_name=_("Asked on"))
    answered_on = DayColumn(verbose_name=_("Answered on"))

    class Meta(ListTable.Meta):
        model = FigureQuestion
        fields = ("text", "indicator", "subject", "asked_by", "answerer", "state", "asked_on", "answered_on")
        order_by = "-asked_on"
