"""Names for entries: a contribution, an obligation or a risk keeps its key, whatever happens to those around it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from partnerships.terms.document import ROWS, Terms
from partnerships.terms.reading import FieldFault, TermsUnreadable


def with_keys(terms: Terms, *, prefix: str = "") -> Terms:
    """The terms with a key for every entry: those without one get the next number, after `prefix` (an amendment has
    its own, so that two of them never give the same key). Raises TermsUnreadable: the same key twice.
    """
    faults: list[FieldFault] = []
    for clause in ROWS:
        held = getattr(terms, clause)
        if held is None:
            continue
        given = [item.key for item in held.items if item.key]
        faults += [
            FieldFault(f"{clause}.items.{position}.key", _("Another entry has this key."))
            for position, item in enumerate(held.items)
            if item.key and given.count(item.key) > 1
        ]
        if len(given) == len(held.items):
            continue
        numbers = [key.removeprefix(prefix) for key in given if key.startswith(prefix)]
        last = max((int(number) for number in numbers if number.isascii() and number.isdecimal()), default=0)
        items = []
        for item in held.items:
            last += not item.key
            items.append(item if item.key else replace(item, key=f"{prefix}{last}"))
        terms = replace(terms, **{clause: replace(held, items=tuple(items))})
    if faults:
        raise TermsUnreadable(faults)
    return terms
