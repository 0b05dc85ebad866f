"""The benefit clause in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core import wording
from partnerships import terms as t
from partnerships.terms.values import DeductionKind
from partnerships.words.phrases import Row, days, listed, name_in, parts_in_words, percent_of_whole, sentence


def benefit(terms: t.Terms) -> Iterator[Row]:
    """A row for each stage, and below it one for each list that it has."""
    if isinstance(terms.benefit, t.NotApplicable):
        yield _("Does not apply"), terms.benefit.because
        return
    clause = terms.benefit or t.Benefit()
    for stage in clause.stages:
        label = str(stage.stage.label) if stage.stage else _("A stage")
        yield label, sentence(_split(stage, terms))
        if made := list(_made(stage, terms)):
            yield _("%(stage)s: how it comes about") % {"stage": label}, sentence(made)
        if stage.deductions:
            taken = (_deduction(deduction, terms) for deduction in stage.deductions)
            yield _("%(stage)s: taken off first") % {"stage": label}, sentence(taken)
        for party in dict.fromkeys(inner.party for inner in stage.inner):
            passed_on = listed(_inner(inner) for inner in stage.inner if inner.party == party)
            yield _("%(stage)s: passed on by %(name)s") % {"stage": label, "name": name_in(terms, party)}, passed_on
        if rewards := list(_rewards(stage, terms)):
            yield _("%(stage)s: rewards") % {"stage": label}, sentence(rewards)
    if clause.without_income:
        yield _("No income is expected in"), listed(str(stage.label) for stage in clause.without_income)


def _split(stage: t.BenefitStage, terms: t.Terms) -> Iterator[str]:
    """How a stage is split."""
    if stage.basis:
        yield str(stage.basis.label)
    if not stage.tiers:
        yield parts_in_words(stage.parts, terms)
    for tier in stage.tiers:
        parts = parts_in_words(tier.parts, terms)
        if tier.up_to is None:
            yield _("above: %(parts)s") % {"parts": parts}
        else:
            yield _("up to %(sum)s: %(parts)s") % {"sum": wording.money(tier.up_to), "parts": parts}
    if stage.performance:
        told = {"percent": percent_of_whole(stage.performance), "name": name_in(terms, stage.performance_to)}
        yield _("%(percent)s beforehand for %(name)s, as far as agreed figures are reached") % told
    yield from _payment(stage, terms)


def _made(stage: t.BenefitStage, terms: t.Terms) -> Iterator[str]:
    """How the income comes about, and rights to buy shares."""
    if stage.each is not None:
        told = {"sum": wording.money(stage.each), "unit": stage.unit or _("unit")}
        yield _("%(sum)s for each %(unit)s") % told
    if stage.fee is not None:
        yield _("%(sum)s a year") % {"sum": wording.money(stage.fee)}
    for payment in stage.payments:
        yield _("%(sum)s at “%(name)s”") % {"sum": wording.money(payment.amount or 0), "name": payment.name or "–"}
    if stage.paid_by:
        yield _("paid by %(name)s itself") % {"name": name_in(terms, stage.paid_by)}
    for option in stage.options:
        yield _option(option, terms)


def _option(option: t.ShareOption, terms: t.Terms) -> str:
    told = {
        "holder": name_in(terms, option.holder),
        "granter": name_in(terms, option.granter),
        "shares": option.shares or "–",
        "price": "–" if option.price is None else wording.money(option.price),
        "name": option.name or "–",
    }
    words = _("option “%(name)s”: %(holder)s may buy %(shares)s shares from %(granter)s at %(price)s each") % told
    if option.years is None:
        return words
    return listed([words, _("until the end of year %(year)s") % {"year": option.years}])


def _rewards(stage: t.BenefitStage, terms: t.Terms) -> Iterator[str]:
    """The least that makers get; the fund and its awards."""
    if stage.makers_least:
        yield _("inventors and teams get at least %(percent)s") % {"percent": percent_of_whole(stage.makers_least)}
    if stage.fund:
        told = {"percent": percent_of_whole(stage.fund), "name": name_in(terms, stage.fund_of)}
        yield _("%(percent)s of the share of %(name)s go into its reward fund") % told
    for award in stage.awards:
        yield _("award “%(name)s”: %(sum)s") % {"name": award.name or "–", "sum": wording.money(award.amount or 0)}


def _payment(stage: t.BenefitStage, terms: t.Terms) -> Iterator[str]:
    """Bounds and terms of payment."""
    if stage.payer:
        yield _("paid by %(name)s") % {"name": name_in(terms, stage.payer)}
    sums = (
        (stage.minimum, _("split from %(sum)s on")),
        (stage.floor, _("at least %(sum)s a year")),
        (stage.cap, _("at most %(sum)s a year")),
    )
    yield from (words % {"sum": wording.money(amount)} for amount, words in sums if amount is not None)
    if stage.due_days:
        yield _("paid within %(days)s after the end of a year") % {"days": days(stage.due_days)}
    if stage.has_audit_right:
        yield _("the others may look into the accounts")


def _deduction(deduction: t.Deduction, terms: t.Terms) -> str:
    said = [deduction.name or (str(deduction.kind.label) if deduction.kind else _("Deduction"))]
    if deduction.kind is DeductionKind.PERCENT and deduction.percent is not None:
        said.append(percent_of_whole(deduction.percent))
    elif deduction.kind is DeductionKind.FIXED and deduction.amount is not None:
        said.append(_("%(sum)s a year") % {"sum": wording.money(deduction.amount)})
    elif deduction.kind is DeductionKind.COSTS:
        said.append(_("until covered"))
    if deduction.cap is not None:
        said.append(_("at most %(sum)s a year") % {"sum": wording.money(deduction.cap)})
    if deduction.to:
        said.append(_("to %(name)s") % {"name": name_in(terms, deduction.to)})
    if deduction.until_recovered:
        said.append(_("only until the costs are covered"))
    return listed(said)


def _inner(inner: t.InnerPart) -> str:
    named = f"{inner.name or _('A beneficiary')} {inner.part if inner.part is not None else '–'}"
    if not inner.moves_to:
        return named
    return _("%(part)s (moves to %(name)s)") % {"part": named, "name": inner.moves_to}
