"""Explains a figure down to its records: `manage.py explain active_partners 340200 --as-of 2026-11-19`.

Also of one enterprise, agreement, major or governance body (`enterprise:91340200…`, `agreement:A-00001`, `major:5`,
`body:7`), where the measure knows them, and of a filed figure (`figure.above_scale_enterprises 340200`).
"""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import Actor
from accounts.models import Organisation
from core import clock
from enterprises.models import Enterprise
from evaluation.engine.counting import NotCountable, drill_down, value_of
from evaluation.engine.measures import MEASURES
from evaluation.engine.subjects import BODY_PREFIX, NATION_CODE, Level, level_of
from evaluation.frameworks.plan import PREFIX
from evaluation.models import Run
from evaluation.selectors.catalogue import entry
from evaluation.selectors.filed import filed_behind
from evaluation.selectors.subjects import COUNTRY, Subject
from institutions.models import College, Major
from partnerships.models import Agreement, GovernanceBody
from reference.models import FigureCode, Region

SHOWN = 50
ROWS: dict[str, Any] = {"body": GovernanceBody, "major": Major}  # what has no code of its own


class Command(BaseCommand):
    help = "Compute one measure for one subject as of a day, and list the records behind it; or what was filed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("measure", help="the code of a measure, such as active_partners, or figure.CODE")
        parser.add_argument(
            "subject",
            help=f"a region code ({NATION_CODE}: the country), a school code, "
            "enterprise:CREDIT-CODE, agreement:NUMBER, major:ID or body:ID",
        )
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day, ISO; today if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        code, subject = options["measure"], options["subject"]
        on: date = options["as_of"] or clock.today()
        if code.startswith(PREFIX):
            self._filed(code, subject, on)
            return
        if code not in MEASURES:
            raise CommandError(f"There is no measure {code!r}. Known: {', '.join(sorted(MEASURES.names()))}")
        self._counted(code, subject, on)

    def _counted(self, code: str, subject: str, on: date) -> None:
        measure, cutoff = MEASURES[code], clock.night_cutoff(on)
        level, key = _subject(subject)
        try:
            rows = drill_down(measure, level=level, subject=key, on=on, cutoff=cutoff)
        except NotCountable as error:
            keys = ", ".join(sorted(measure.counted(on, cutoff).keys))
            raise CommandError(f"{code} cannot be counted for one {level}: its rows know {keys}.") from error
        window, told = measure.window(on, cutoff), entry(measure)
        self.stdout.write(f"{measure.code} of {level} {subject}: {value_of(measure, rows, on=on, cutoff=cutoff):g}")
        self.stdout.write(f"Unit {told.unit}. Window {window.start} to {window.end}, recorded by {cutoff.isoformat()}")
        self.stdout.write(f"\n{measure.description}\n")
        number = rows.count()
        self.stdout.write(f"{number} records{f', the first {SHOWN}' if number > SHOWN else ''}:")
        for row in rows.order_by("pk")[:SHOWN]:
            self.stdout.write(f"  {row._meta.label} {row.pk}: {row}")

    def _filed(self, code: str, subject: str, on: date) -> None:
        """What stands filed for a region or college: a region's own figure, and the returns of its colleges."""
        figure = FigureCode.objects.filter(code=code.removeprefix(PREFIX)).first()
        if figure is None:
            raise CommandError(f"There is no filed figure {code!r}. manage.py measures lists them.")
        cutoff = clock.night_cutoff(on)
        found = filed_behind(Actor.system("command"), [code], _place(subject), Run(on=on, cutoff=cutoff))
        self.stdout.write(f"{code} ({figure.label}, {figure.unit}) of {subject}, recorded by {cutoff.isoformat()}")
        self.stdout.write(f"{len(found)} filed:")
        for one in found:
            self.stdout.write(f"  {one.year}: {one.value} ({one.by})")


def _subject(text: str) -> tuple[str, str | int]:
    """The level and the key of a subject as counting names it. Raises CommandError."""
    kind, colon, name = text.partition(":")
    if colon:
        return kind, _thing(kind, name)
    level = level_of(text)
    if level is Level.BODY:
        return str(level), int(text.removeprefix(BODY_PREFIX))
    if level is None:
        raise CommandError(f"{text!r} is neither a region code of six digits nor a school code of ten.")
    return str(level), _college(text).pk if level is Level.COLLEGE else text


def _thing(kind: str, name: str) -> int:
    """The key of an enterprise by its credit code, an agreement by its number, a body by its number."""
    found: Any = None
    if kind == "enterprise":
        found = Enterprise.objects.filter(credit_code=name).first()
    elif kind == "agreement":
        found = Agreement.objects.filter(number=name).first()
    elif kind in ROWS and name.isdecimal():
        found = ROWS[kind].objects.filter(pk=int(name)).first()
    if found is None:
        raise CommandError(f"There is no {kind} {name!r}.")
    return int(found.pk)


def _college(code: str) -> College:
    college = College.objects.select_related("organisation").filter(school_code=code).first()
    if college is None:
        raise CommandError(f"There is no college with the school code {code}.")
    return college


def _place(text: str) -> Subject:
    """A region, the country or a college. Raises CommandError for anything else: nobody files for it."""
    level = level_of(text)
    if level is None or level is Level.BODY:
        raise CommandError("A figure is filed for a region (six digits) or a college (ten digits).")
    thing: Region | Organisation | Any = COUNTRY
    if level is Level.COLLEGE:
        thing = _college(text).organisation
    elif level is not Level.NATION:
        thing = Region.objects.filter(code=text, level=str(level), valid_to=None).first()
        if thing is None:
            raise CommandError(f"There is no region {text}.")
    return Subject(level, text, thing)
