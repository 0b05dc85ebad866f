"""Phrases of which the words of clauses are made."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import wording
from core.shares import Parts
from partnerships import terms as t
from partnerships.library import in_own_language

Row = tuple[str, str]


def parts_in_words(parts: Mapping[str, int], terms: t.Terms) -> str:
    """Parts with names and percent, in the order of the parties: “College 60 (60.00%), Enterprise 40 (40.00%)”."""
    keys = [party.key for party in terms.parties if party.key in parts]
    keys += sorted(set(parts) - set(keys))
    names = {party.key: party.name for party in terms.parties}
    values = tuple(parts[key] for key in keys)
    if not any(values):
        return listed(f"{names.get(key, key)} {parts[key]}" for key in keys)
    percents = Parts(values).percents()
    return listed(
        f"{names.get(key, key)} {parts[key]} ({percent_of_whole(percent)})"
        for key, percent in zip(keys, percents, strict=True)
    )


def listed(items: Iterable[str]) -> str:
    """Items in one line, as the language of the page lists them."""
    return pgettext("between items of a list", ", ").join(items)


def percent_of_whole(percent: Decimal) -> str:
    """60%, 33.34%."""
    return f"{wording.number(percent, 0 if percent == percent.to_integral_value() else 2)}%"


def name_in(terms: t.Terms, key: str) -> str:
    """The name of the party of a key; the key itself where there is none."""
    party = terms.party(key)
    return party.name if party else key


def sentence(parts: Iterable[str]) -> str:
    """Facts one after the other, those from the library in the language of the reader; a dash where there is none. A
    full stop that somebody wrote stays at the end alone."""
    *before, last = [in_own_language(part) for part in parts if part] or ["–"]
    return pgettext("between sentences", "; ").join([*(part.rstrip("。.") for part in before), last])


def days(count: int) -> str:
    """30 days."""
    return _("%(count)d days") % {"count": count}
