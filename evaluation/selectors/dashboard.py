"""The first screen of an authority: lights, tiles, and what lies below a region, worst first. Two queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from accounts.actors import Actor
from core import wording
from core.charts import LightCount
from evaluation import wordings
from evaluation.engine.subjects import Level, children_level, code_range
from evaluation.models import IndicatorValue, Light, Publication, Role, Run
from evaluation.selectors.days import months_back
from evaluation.selectors.subjects import Subject, college_url, dashboard_url, of_run
from evaluation.selectors.suppression import small_cells
from evaluation.selectors.tiles import Tile, composite_finding, composite_tiles, indicator_tiles
from evaluation.selectors.values import COLUMNS, Column, Value, value_of_row
from reference.models import Region

WORST_FIRST = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2, Light.GREY: 3}
TILES_MAX = 12
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)


@dataclass(frozen=True)
class Row:
    """A region or college below, with its figures in the order of the columns."""

    level: str
    code: str
    name: str
    name_en: str
    light: str
    light_text: str
    values: list[Value | None]
    coverage: Value | None
    change: float | None
    scores: list[Value | None] = field(default_factory=list)  # in the order of the composites shown
    asked_run: int | None = None

    @property
    def url(self) -> str:
        """Where one goes from here: a region's own dashboard, a college's figures."""
        if self.level == Level.COLLEGE:
            return of_run(college_url(self.code), self.asked_run)
        return of_run(dashboard_url(self.code), self.asked_run)


@dataclass(frozen=True)
class Turn:
    """A subject whose light is not what it was a month ago."""

    name: str
    name_en: str
    before: str
    now: str
    url: str


@dataclass
class Dashboard:
    """What the page shows. Without a publication only the subject is known."""

    subject: Subject
    by: str
    of: str = ""  # the dimension whose indicators the table shows; "": the headline, the index and the dimensions
    run: Run | None = None
    asked_run: int | None = None  # an earlier run that the address names
    columns: list[Column] = field(default_factory=list)
    composites: list[Column] = field(default_factory=list)  # the index and what stands directly under it
    rows: list[Row] = field(default_factory=list)
    counts: list[LightCount] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    dimensions: list[Tile] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)
    coverage: Value | None = None
    before_on: date | None = None

    @property
    def of_colleges(self) -> bool:
        return self.by == "colleges"

    @property
    def shown(self) -> list[Column]:
        """The columns of the table: the headline, and the judged indicators of the dimension asked for."""
        return [
            column
            for place, column in enumerate(self.columns)
            if place == 0 or (column.is_judged and column.dimension == self.of)
        ]

    @property
    def lines(self) -> list[tuple[Row, list[Value | None]]]:
        """The rows of the table, each with its figures in the order of `shown`."""
        places = [self.columns.index(column) for column in self.shown]
        return [(row, [row.values[place] for place in places]) for row in self.rows]

    @property
    def dimension_names(self) -> list[tuple[str, str]]:
        """The dimensions that have judged indicators, by code, each with its name."""
        found = {column.dimension for column in self.columns if column.is_judged}
        return [(column.code, column.label) for column in self.composites if column.code in found]

    @property
    def finding(self) -> str:
        """The title: how many of those below are red."""
        red = next((count for count in self.counts if count.light == Light.RED), None)
        if red is None or not self.rows:
            return _("no figures yet")
        finding = wordings.red_finding(red.now, len(self.rows), of_colleges=self.of_colleges)
        if red.change is None or self.before_on is None:
            return finding
        return wordings.compared_finding(finding, red.change, self.before_on)

    @property
    def dimension_finding(self) -> str:
        """The title over the dimensions, with their scores."""
        return composite_finding(self.dimensions)

    @property
    def table_finding(self) -> str:
        """The title of the table: who fell furthest, or who is lowest."""
        fallen = [row for row in self.rows if row.change is not None and row.change < 0]
        if fallen:
            row = min(fallen, key=lambda one: one.change or 0)
            since = wording.day_short(self.before_on) if self.before_on else ""
            words = {"place": wording.name_of(row), "points": wording.number(abs(row.change or 0), 1), "date": since}
            return _("%(place)s fell furthest: %(points)s points since %(date)s") % words
        known = [
            row for row in self.rows if row.values and row.values[0] is not None and row.values[0].value is not None
        ]
        if not known:
            return _("There is nothing to compare yet")
        row = min(known, key=lambda one: one.values[0].value)  # type: ignore[union-attr, arg-type, return-value]
        words = {"place": wording.name_of(row), "value": row.values[0].text if row.values[0] else ""}
        return _("%(place)s is lowest, with %(value)s") % words


def current_publication(framework: str | None = None) -> Publication | None:
    """The pointer of a framework, or of the first one, with its run and version. One query."""
    pointers = Publication.objects.select_related("run__version__framework").order_by(
        "framework__position", "framework__code"
    )
    if framework is not None:
        pointers = pointers.filter(framework__code=framework)
    return pointers.first()


def earlier_runs(run: Run) -> QuerySet[Run]:
    """Published runs of the same framework, up to this one."""
    return Run.objects.published().filter(version__framework=run.version.framework_id, on__lte=run.on).order_by()


def last_of_months(run: Run, months: int = 12) -> QuerySet:
    """The last published run of each of the months that end with this run's."""
    runs = earlier_runs(run).filter(on__gt=months_back(run.on.replace(day=1), months))
    return runs.annotate(of_month=TruncMonth("on")).values("of_month").annotate(last=Max("pk")).values("last")


def month_ago(run: Run) -> QuerySet:
    """The published run nearest before the day a month ago, at most another month older."""
    low, high = months_back(run.on, 2), months_back(run.on, 1)
    return earlier_runs(run).filter(on__lte=high, on__gt=low).order_by("-on", "-pk").values("pk")[:1]


def dashboard(actor: Actor, subject: Subject, *, by: str = "", of: str = "", run: Run | None = None) -> Dashboard:
    """The dashboard of a region, as published now or with an earlier run. Two queries, and what is hidden."""
    chosen = by if by in {"regions", "colleges"} else default_by(subject)
    page = Dashboard(subject, chosen, of, asked_run=run.pk if run is not None else None)
    if run is None:
        pointer = current_publication()
        if pointer is None:
            return page
        run = pointer.run
    page.run = run
    values = list(_values(actor, subject, chosen, run, page.asked_run))
    cells = small_cells(actor, {value.run_id: value.on for value in values})
    _fill(page, [cells.of_value(value) for value in values], run)
    return page


def default_by(subject: Subject) -> str:
    """Regions below the country and a province, colleges below a prefecture or county."""
    return "regions" if subject.level in (Level.NATION, Level.PROVINCE) else "colleges"


def below(subject: Subject, by: str) -> Q:
    """The figures of what lies directly below a region."""
    inside = code_range(subject.level, subject.code)
    if by == "colleges":
        return Q(level=Level.COLLEGE) & (Q() if inside is None else Q(organisation__region__code__range=inside))
    ranged = Q(region__isnull=False) & (Q() if inside is None else Q(code__range=inside))
    found = Q(level=children_level(subject.level)) & ranged
    if subject.level is Level.PROVINCE:  # counties directly under a province, or of a municipality
        found |= Q(level=Level.COUNTY, region__parent__flag=Region.Flag.PLACEHOLDER) & ranged
    return found & ~Q(level=subject.level, code=subject.code)


def _values(actor: Actor, subject: Subject, by: str, run: Run, asked_run: int | None) -> Iterator[Value]:
    """The region's own figures over a year and those below it, now and a month ago. One query."""
    visible = IndicatorValue.objects.visible_to(actor).order_by()
    own = visible.filter(
        Q(run=run.pk) | Q(run__in=last_of_months(run)) | Q(run__in=month_ago(run)),
        level=subject.level,
        code=subject.code,
    )
    lower = visible.filter(below(subject, by), Q(run=run.pk) | Q(run__in=month_ago(run)))
    columns: dict[Column, Column] = {}
    for row in own.values_list(*COLUMNS).union(lower.values_list(*COLUMNS), all=True):
        yield value_of_row(row, columns, asked_run)


def _fill(page: Dashboard, values: list[Value], run: Run) -> None:
    # An earlier month may have been judged by another version; columns and thresholds are those of this run.
    columns = {value.indicator.code: value.indicator for value in values if value.run_id == run.pk}
    ordered = sorted(columns.values(), key=lambda one: one.position)
    composites = [one for one in ordered if one.is_composite]
    index = next((one.code for one in composites if not one.under), "")
    page.composites = [one for one in composites if one.under in ("", index)]
    page.of = page.of if page.of in {one.code for one in page.composites} else ""
    judged = [
        one for one in ordered if one.role != Role.COVERAGE and (not one.is_composite or one.role == Role.HEADLINE)
    ]
    page.columns = sorted(judged, key=lambda one: one.role != Role.HEADLINE)
    own: dict[str, dict[int, Value]] = defaultdict(dict)
    now: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    before: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    for value in values:
        if (value.level, value.code) == (page.subject.level, page.subject.code):
            own[value.indicator.code][value.run_id] = value
        elif value.run_id == run.pk:
            now[value.level, value.code][value.indicator.code] = value
        else:
            before[value.level, value.code][value.indicator.code] = value
            page.before_on = value.on
    page.coverage = next(
        (found[run.pk] for code, found in own.items() if run.pk in found and columns[code].role == Role.COVERAGE), None
    )
    headline = page.columns[0].code if page.columns else ""
    page.rows = sorted((_row(page, headline, found, before[key]) for key, found in now.items()), key=_badness)
    page.counts = [_light_count(light, page, before, headline) for light in LIGHTS]
    page.turns = list(_turns(page.rows, before, headline))
    page.dimensions = composite_tiles(page.composites, page.columns, own, run)
    page.tiles = indicator_tiles(page.columns, own, run)[: TILES_MAX - len(page.dimensions)]


def _row(page: Dashboard, headline: str, found: dict[str, Value], before: dict[str, Value]) -> Row:
    first = found.get(headline) or next(iter(found.values()))
    earlier = before.get(headline)
    return Row(
        level=first.level,
        code=first.code,
        name=first.name,
        name_en=first.name_en,
        light=first.light,
        light_text=first.light_text,
        values=[found.get(column.code) for column in page.columns],
        coverage=next((value for value in found.values() if value.indicator.role == Role.COVERAGE), None),
        change=wordings.difference(first.indicator.kind, first.value, earlier.value if earlier else None),
        scores=[found.get(column.code) for column in page.composites],
        asked_run=first.asked_run,
    )


def _badness(row: Row) -> tuple[int, float, str]:
    """Worst light first, then the lowest value; what has no data comes last."""
    first = row.values[0] if row.values else None
    value = first.value if first is not None and first.value is not None else 0.0
    return WORST_FIRST[Light(row.light)], -value if first and first.indicator.direction == "down" else value, row.code


def _light_count(
    light: Light, page: Dashboard, before: dict[tuple[str, str], dict[str, Value]], headline: str
) -> LightCount:
    earlier = [found[headline].light for found in before.values() if headline in found]
    return LightCount(light, sum(row.light == light for row in page.rows), earlier.count(light) if earlier else None)


def _turns(rows: Iterable[Row], before: dict[tuple[str, str], dict[str, Value]], headline: str) -> Iterator[Turn]:
    for row in rows:
        earlier = before.get((row.level, row.code), {}).get(headline)
        if earlier is not None and earlier.light != row.light:
            yield Turn(row.name, row.name_en, earlier.light, row.light, row.url)
