"""Terms in words, for pages and the printed agreement."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import wording
from partnerships import terms as t
from partnerships.terms.values import Forum
from partnerships.words.benefit import benefit
from partnerships.words.phrases import Row, days, listed, name_in, parts_in_words, sentence


@dataclass(frozen=True)
class ClauseInWords:
    """A clause as its rows of label and text; without rows it is missing."""

    name: str
    label: str | Promise
    rows: tuple[Row, ...]


def in_words(terms: t.Terms) -> list[ClauseInWords]:
    """All clauses in their order."""
    return [
        ClauseInWords("basics", _("Parties and period"), tuple(_basics(terms))),
        ClauseInWords("goals", _("Goals"), tuple(_goals(terms.goals))),
        ClauseInWords("contributions", _("Contributions"), tuple(_contributions(terms))),
        ClauseInWords("obligations", _("Obligations and milestones"), tuple(_obligations(terms))),
        ClauseInWords("ip", _("Intellectual property"), tuple(_ip(terms))),
        ClauseInWords("benefit", _("Benefit"), tuple(benefit(terms))),
        ClauseInWords("risks", _("Risks"), tuple(_risks(terms))),
        ClauseInWords("review", _("Evaluation and adjustment"), tuple(_review(terms.review))),
        ClauseInWords("exit", _("Exit"), tuple(_exit(terms.exit))),
        ClauseInWords("dispute", _("Disputes"), tuple(_dispute(terms.dispute))),
    ]


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


def _goals(goals: t.Goals | None) -> Iterator[Row]:
    held = goals or t.Goals()
    labels = (
        ("educational", _("Educational goal")),
        ("college", _("Goal of the college")),
        ("enterprise", _("Goal of the enterprise")),
        ("vision", _("Shared vision")),
    )
    yield from ((label, getattr(held, name)) for name, label in labels if getattr(held, name))


def _contributions(terms: t.Terms) -> Iterator[Row]:
    for item in (terms.contributions or t.Contributions()).items:
        source = str(item.outside_source.label) if item.outside_source else name_in(terms, item.party)
        said = [listed(filter(None, (str(item.kind.label) if item.kind else "", item.name)))]
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
            said.append(_("accepted when: %(criteria)s") % {"criteria": item.criteria})
        if item.answer_days:
            said.append(_("answer within %(count)d days") % {"count": item.answer_days})
        if item.silence:
            said.append(_("no answer means: %(meaning)s") % {"meaning": item.silence.label})
        yield item.title or _("An obligation"), sentence(said)


def _risks(terms: t.Terms) -> Iterator[Row]:
    for item in (terms.risks or t.Risks()).items:
        said = [item.cause] if item.cause else []
        if item.score:
            scale = {"likelihood": item.likelihood, "impact": item.impact, "score": item.score}
            said.append(_("likelihood %(likelihood)d × impact %(impact)d = %(score)d") % scale)
        if item.owner:
            said.append(_("%(name)s answers for it") % {"name": name_in(terms, item.owner)})
        said += [text for text in (item.response, item.protection) if text]
        if item.review_days:
            said.append(_("judged again every %(count)d days") % {"count": item.review_days})
        yield str(item.category.label) if item.category else _("A risk"), sentence(said)


def _ip(terms: t.Terms) -> Iterator[Row]:
    if isinstance(terms.ip, t.NotApplicable):
        yield _("Does not apply"), terms.ip.because
        return
    for result in (terms.ip or t.IP()).foreground:
        label = " · ".join(filter(None, (str(result.kind.label) if result.kind else "", result.name))) or _("A result")
        said = [str(result.ownership.label) if result.ownership else _("owner not chosen")]
        if result.parts:
            said.append(parts_in_words(result.parts, terms))
        if result.cost_parts:
            said.append(_("costs: %(parts)s") % {"parts": parts_in_words(result.cost_parts, terms)})
        yield label, pgettext("between sentences", "; ").join(said)


def _review(clause: t.Review | None) -> Iterator[Row]:
    held = clause or t.Review()
    if held.every_months:
        yield (
            _("Evaluated"),
            ngettext("every month", "every %(count)d months", held.every_months) % {"count": held.every_months},
        )
    labels = (
        ("assessor", _("Evaluated by")),
        ("criteria", _("Criteria of the evaluation")),
        ("adjustment", _("What follows from it")),
    )
    yield from ((label, getattr(held, name)) for name, label in labels if getattr(held, name))


def _exit(clause: t.Exit | None) -> Iterator[Row]:
    held = clause or t.Exit()
    if held.notice_days:
        yield _("Notice period"), days(held.notice_days)
    if held.cure_days:
        yield _("Time to mend a breach"), days(held.cure_days)
    if held.survives:
        yield _("Goes on after the end"), listed(str(item.label) for item in held.survives)


def _dispute(clause: t.Dispute | None) -> Iterator[Row]:
    held = clause or t.Dispute()
    for step in held.ladder:
        said = [step.body] if step.body else []
        yield str(step.kind.label), listed([*said, *([days(step.days)] if step.days else [])]) or "–"
    if held.final:
        forums = listed(str(Forum(forum).label) for forum in held.final)
        yield _("Final decision"), listed(filter(None, (forums, held.institution)))
