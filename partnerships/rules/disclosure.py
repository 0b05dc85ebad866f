"""What may be published, and when."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import RESEARCH, Context, house
from partnerships.terms import Disclosure, Terms
from reference.rules import Finding, Level


def _clause(terms: Terms) -> Disclosure | None:
    """The clause where it is begun, an empty one where the purpose is knowledge; None where nothing is asked."""
    if isinstance(terms.disclosure, Disclosure):
        return terms.disclosure
    return Disclosure() if terms.disclosure is None and terms.basics.kind in RESEARCH else None


@house(
    "PB-01",
    Level.WARN,
    _("Who reads a text before it is published has a time for it"),
    fails={"disclosure.review_days": 61},
)
def reading_has_a_time(terms: Terms, context: Context) -> Iterator[Finding]:
    """The days are stated, and at most the parameter’s."""
    clause = _clause(terms)
    if clause is None:
        return
    if clause.review_days is None:
        yield Finding("disclosure.review_days", _("Say for how many days a text is shown to the others."))
    elif context.review_days_max is not None and clause.review_days > context.review_days_max:
        yield Finding(
            "disclosure.review_days",
            _("More than %(most)s days hold up theses and articles."),
            params={"most": context.review_days_max},
        )


@house(
    "PB-02",
    Level.WARN,
    _("A publication is not delayed for long"),
    fails={"disclosure.delay_months": 7},
)
def delay_is_short(terms: Terms, context: Context) -> Iterator[Finding]:
    """At most the parameter’s months."""
    clause, most = _clause(terms), context.delay_months_max
    if clause is not None and most is not None and (clause.delay_months or 0) > most:
        yield Finding(
            "disclosure.delay_months", _("A delay of more than %(most)s months is unusual."), params={"most": most}
        )


@house(
    "PB-03",
    Level.WARN,
    _("A thesis may be handed in and defended"),
    fails={"disclosure.is_thesis_free": False},
)
def theses_are_free(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Students finish in time, whatever is confidential; what is secret is left out of the public part."""
    clause = _clause(terms)
    if clause is not None and not clause.is_thesis_free:
        yield Finding("disclosure.is_thesis_free", _("Nothing says that a thesis may be handed in and defended."))
