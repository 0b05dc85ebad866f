"""Terms in words, for pages and the printed agreement."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import wording
from partnerships import terms as t
from partnerships.library import in_own_language
from partnerships.terms.values import Forum
from partnerships.words.benefit import benefit
from partnerships.words.described import described
from partnerships.words.phrases import Row, days, listed, name_in, sentence


@dataclass(frozen=True)
class ClauseInWords:
    """A clause as its rows of label and text; without rows it is missing."""

    name: str
    label: str | Promise
    rows: tuple[Row, ...]


def in_words(terms: t.Terms) -> list[ClauseInWords]:
    """All clauses in their order."""
    own = {
        "basics": _basics,
        "contributions": _contributions,
        "obligations": _obligations,
        "benefit": benefit,
        "risks": _risks,
        "dispute": lambda held: _dispute(held.dispute),
    }
    return [
        ClauseInWords(name, label, tuple(own[name](terms) if name in own else described(getattr(terms, name), terms)))
        for name, label in t.LABELS.items()
    ]


def rows_in_words(terms: t.Terms) -> list[Row]:
    """All rows of all clauses, each under its clause."""
    return [(f"{clause.label} · {label}", text) for clause in in_words(terms) for label, text in clause.rows]


def _basics(terms: t.Terms) -> Iterator[Row]:
    basics = terms.basics
    for party in terms.parties:
        yield str(party.side.label), party.name + (f" ({party.contact})" if party.contact else "")
    if basics.kind:
        yield _("Kind"), str(basics.kind.label)
    if basics.mode:
        yield _("Mode"), str(basics.mode.label)
    if basics.starts_on:
        yield _("First day"), wording.day(basics.starts_on)
    if basics.ends_on:
        yield _("Last day"), wording.day(basics.ends_on)


def _contributions(terms: t.Terms) -> Iterator[Row]:
    for item in (terms.contributions or t.Contributions()).items:
        source = str(item.outside_source.label) if item.outside_source else name_in(terms, item.party)
        said = [listed(filter(None, (str(item.kind.label) if item.kind else "", in_own_language(item.name))))]
        if item.value is not None:
            said.append(wording.money(item.value))
        if item.valuation_by:
            valued = {"by": item.valuation_by, "on": wording.day(item.valued_on) if item.valued_on else "–"}
            said.append(_("valued by %(by)s, %(on)s") % valued)
        if item.owner_during:
            said.append(_("owned by %(name)s during the agreement") % {"name": name_in(terms, item.owner_during)})
        if item.owner_at_exit:
            said.append(_("owned by %(name)s when it ends") % {"name": name_in(terms, item.owner_at_exit)})
        if item.due_on:
            said.append(_("to be delivered by %(day)s") % {"day": wording.day(item.due_on)})
        if item.depreciation_years:
            said.append(_("written off over %(count)d years") % {"count": item.depreciation_years})
        yield source or _("A contribution"), sentence(said)


def _obligations(terms: t.Terms) -> Iterator[Row]:
    for item in (terms.obligations or t.Obligations()).items:
        said = [_("a milestone")] if item.is_milestone else []
        if item.debtor or item.creditor:
            names = {"debtor": name_in(terms, item.debtor) or "–", "creditor": name_in(terms, item.creditor) or "–"}
            said.append(_("%(debtor)s owes it to %(creditor)s") % names)
        if item.due_on:
            said.append(_("due on %(day)s") % {"day": wording.day(item.due_on)})
        if item.criteria:
            said.append(_("accepted when: %(criteria)s") % {"criteria": in_own_language(item.criteria)})
        if item.answer_days:
            said.append(_("answer within %(count)d days") % {"count": item.answer_days})
        if item.silence:
            said.append(_("no answer means: %(meaning)s") % {"meaning": item.silence.label})
        yield in_own_language(item.title) or _("An obligation"), sentence(said)


def _risks(terms: t.Terms) -> Iterator[Row]:
    for item in (terms.risks or t.Risks()).items:
        said = [item.cause] if item.cause else []
        if item.score:
            scale = {"likelihood": item.likelihood, "impact": item.impact, "score": item.score}
            said.append(_("likelihood %(likelihood)d × impact %(impact)d = %(score)d") % scale)
        if item.owner:
            said.append(_("%(name)s answers for it") % {"name": name_in(terms, item.owner)})
        said += [text for text in (item.response, item.protection) if text]
        if item.watched and item.threshold is not None:
            watched = {"figure": item.watched, "side": item.side.label if item.side else "–",
                       "threshold": wording.number(item.threshold)}  # fmt: skip
            said.append(_("warns when “%(figure)s” is %(threshold)s: %(side)s") % watched)
        if item.source:
            said.append(_("figure from %(source)s") % {"source": item.source})
        if item.review_days:
            said.append(_("judged again every %(count)d days") % {"count": item.review_days})
        yield str(item.category.label) if item.category else _("A risk"), sentence(said)


def _dispute(clause: t.Dispute | None) -> Iterator[Row]:
    held = clause or t.Dispute()
    for step in held.ladder:
        said = [in_own_language(step.body)] if step.body else []
        yield str(step.kind.label), listed([*said, *([days(step.days)] if step.days else [])]) or "–"
    if held.final:
        forums = listed(str(Forum(forum).label) for forum in held.final)
        yield _("Final decision"), listed(filter(None, (forums, in_own_language(held.institution))))
    said_last = ((_("Seat"), held.seat), (_("Law that applies"), held.law))
    yield from ((label, in_own_language(text)) for label, text in said_last if text)
