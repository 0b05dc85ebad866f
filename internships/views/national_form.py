"""The national form on cooperation: of the college acted for, in a year, as a page and as a file."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock, exports, wording
from core.pages import EXPORTS
from institutions.selectors import own_college
from internships.national_form import COLUMNS
from internships.selectors.national_form import NationalForm, national_form

YEARS_SHOWN = 6


def years() -> range:
    """The years that can be asked for, this one first."""
    this = clock.today().year
    return range(this, this - YEARS_SHOWN, -1)


def _empty(form: NationalForm) -> list[tuple[str, str]]:
    """Which cells of rows to report stay empty, and why: once for a column, with the rows where it is some only."""
    of: dict[tuple[str, str], list[str]] = {}
    for row in form.rows:
        for gap in row.gaps:
            of.setdefault((gap.code, str(gap.why)), []).append(wording.name_of(row.enterprise))
    meanings = {column.code: str(column.meaning) for column in COLUMNS}
    return [
        (meanings[code], why if len(names) == len(form.rows) else f"{wording.listed(dict.fromkeys(names))} – {why}")
        for (code, why), names in of.items()
    ]


@require_safe
def cooperation_form(request: HttpRequest) -> HttpResponseBase:
    """Rows to report, and what lacks for which reason; `export` gives the rows as a file with official headings."""
    college = own_college(request.actor, "see_national_form")
    asked = request.GET.get("year", str(clock.today().year))
    year = next((year for year in years() if str(year) == asked), None)
    if year is None:
        raise Http404
    form = national_form(request.actor, college, year, at=clock.now())
    kind = request.GET.get("export")
    if kind in EXPORTS:
        rows = ([exports.cell(value) for value in row.values()] for row in form.rows)
        return EXPORTS[kind](f"cooperation-{college.school_code}-{year}", [column.label for column in COLUMNS], rows)
    page = {"form": form, "columns": COLUMNS, "years": years(), "year": year, "empty": _empty(form)}
    return render(request, "internships/national_form.html", page)
