"""The page on which a liaison shows what the cooperation gives and returns in a year, and the lists behind it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.models import Role
from core import clock, exports, wording
from core.pages import EXPORTS
from enterprises.selectors import own_enterprise
from institutions.selectors import own_college
from internships.selectors.balance import GIVES, RETURNS, SOURCES, Sources, Year, balance, records_of
from internships.selectors.college_balance import COLLEGE_SOURCES

YEARS_SHOWN = 6


def _year(request: HttpRequest) -> tuple[Year, range, Sources]:
    """The year asked for, this one unless the address says another; those to choose from; what is counted for whom."""
    is_college = request.actor.role == Role.COLLEGE_ADMINISTRATOR
    owner = (own_college if is_college else own_enterprise)(request.actor, "see_balance")
    this = clock.today().year
    choices = range(this, this - YEARS_SHOWN, -1)
    asked = request.GET.get("year", str(this))
    number = next((year for year in choices if str(year) == asked), None)
    if number is None:
        raise Http404
    return Year(request.actor, owner.pk, number), choices, COLLEGE_SOURCES if is_college else SOURCES


@require_safe
def cooperation_balance(request: HttpRequest) -> HttpResponse:
    """What the enterprise, or the college, gave and what came back, in a year."""
    year, choices, sources = _year(request)
    sides = (
        (_("What it gives"), balance(year, GIVES, sources)),
        (_("What it returns"), balance(year, RETURNS, sources)),
    )
    page = {"year": year.number, "years": choices, "sides": sides, "today": clock.today()}
    page["is_college"] = sources is COLLEGE_SOURCES
    return render(request, "internships/balance.html", page)


@require_safe
def balance_records(request: HttpRequest, line: str) -> HttpResponseBase:
    """The records behind one figure of the balance; `export` gives them as a file."""
    year, _choices, sources = _year(request)
    source = sources.get(line)
    if source is None or source.records is None:
        raise Http404
    records = records_of(line, year, sources)
    kind = request.GET.get("export")
    if kind in EXPORTS:
        header = [
            _("Date"),
            pgettext("record", "What"),
            pgettext("record", "With"),
            *([str(source.amount_title)] if source.amount_title else []),
        ]
        rows = (
            [
                record.on,
                record.title,
                wording.name_of(record.partner) if record.partner else "",
                *([exports.cell(record.amount)] if source.amount_title else []),
            ]
            for record in records
        )
        return EXPORTS[kind](f"{line}-{year.number}", header, rows)
    page = {"year": year.number, "source": source, "records": records}
    return render(request, "internships/balance_records.html", page)
