"""Pay and charges: 教职成〔2021〕4号 Art. 18, and no fee of any kind."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from internships.rules.facts import BeginFacts, Context, SlotFacts
from reference.rules import Finding, Grade, Level, Source, rule

OF_ARTICLE_18: dict[str, Any] = {
    "source": Source.LAW,
    "document": "教职成〔2021〕4号",
    "article": "Art. 18",
    "valid_from": date(2021, 12, 31),
}


def _denied(said: bool | None, field: str, message: str | Promise) -> Iterator[Finding]:
    """What the article asks for and the host denies; a host that has not said yet is not judged."""
    if said is False:
        yield Finding(field, message)


@rule(
    "INT-050",
    applies_to=("slot", "begin"),
    level=Level.WARN,
    title=_("Independent work: at least 80% of the wage of the post, or the lowest grade of the unit"),
    **OF_ARTICLE_18,
)
def pay_is_fair(subject: SlotFacts | BeginFacts, context: Context) -> Iterator[Finding]:
    """Either is enough; "in principle", so it warns. The base is not the probation wage of 2016. Others: more than 0.

    The lowest grade is private to the unit: the message does not say it.
    """
    if subject.pay is None or (isinstance(subject, BeginFacts) and not subject.is_post_internship):
        return
    if subject.pay <= 0:
        yield Finding("pay", _("Students are paid appropriately: say more than 0."))
        return
    if not subject.is_independent or subject.same_post_wage is None:
        return
    reaches_the_lowest = context.lowest_grade_pay is not None and subject.pay >= context.lowest_grade_pay
    if subject.pay < subject.same_post_wage * context.pay_ratio_min and not reaches_the_lowest:
        yield Finding(
            "pay",
            _("The pay lies below %(percent)s%% of the wage of the same post, and below the lowest grade of the unit."),
            params={"percent": f"{(context.pay_ratio_min * 100).normalize():f}"},
        )


@rule(
    "INT-051",
    applies_to=("slot",),
    level=Level.HINT,
    title=_("What the pay follows from: wage of the post, workload, intensity, hours"),
    **OF_ARTICLE_18,
)
def pay_factors_are_recorded(slot: SlotFacts, _context: Context) -> Iterator[Finding]:
    """Workload and hours stand in the tasks and the working time, which SL-01 asks for."""
    if slot.pay is None:
        return
    if slot.same_post_wage is None:
        yield Finding("same_post_wage", _("State the wage of the same post: the pay is measured by it."))
    if slot.labour_level is None and slot.labour_index is None:
        yield Finding("labour_level", _("State the intensity of the labour."))


@rule(
    "INT-052",
    applies_to=("slot",),
    level=Level.BLOCK,
    title=_("Paid in money, in full and on time"),
    **OF_ARTICLE_18,
)
def paid_in_money(slot: SlotFacts, _context: Context) -> Iterator[Finding]:
    """No goods, no vouchers."""
    return _denied(slot.pay_in_money, "pay_in_money", _("Students are paid in money, not in goods or vouchers."))


@rule(
    "INT-053",
    applies_to=("slot",),
    level=Level.WARN,
    title=_("Paid at least once a month"),
    **OF_ARTICLE_18,
)
def paid_every_month(slot: SlotFacts, context: Context) -> Iterator[Finding]:
    """ "In principle", so it warns. A month has at most 31 days."""
    if slot.pay_cycle_days is not None and slot.pay_cycle_days > context.pay_cycle_max_days:
        yield Finding(
            "pay_cycle_days",
            _("%(days)s days between two payments: in principle at most %(max)s."),
            params={"days": slot.pay_cycle_days, "max": context.pay_cycle_max_days},
        )


@rule(
    "INT-054",
    applies_to=("slot",),
    level=Level.BLOCK,
    title=_("Paid to the student directly"),
    **OF_ARTICLE_18,
)
def paid_to_the_student(slot: SlotFacts, _context: Context) -> Iterator[Finding]:
    """Nobody forwards the pay, not even the school."""
    message = _("The pay goes to the student directly, through nobody else.")
    return _denied(slot.pays_student_directly, "pays_student_directly", message)


@rule(
    "INT-055",
    applies_to=("slot",),
    level=Level.BLOCK,
    source=Source.LAW,
    grade=Grade.SECONDARY,
    document="中华人民共和国职业教育法（2022年修订）；教职成〔2021〕4号",
    article="Art. 42; Art. 19 (not confirmed)",
    valid_from=date(2022, 5, 1),
    title=_("Students are charged nothing"),
)
def nothing_is_charged(slot: SlotFacts, context: Context) -> Iterator[Finding]:
    """No deposit, training fee, commission, management, material or job-service fee."""
    if slot.charges is not None and slot.charges > context.student_fee_max:
        yield Finding("charges", _("Students may be charged nothing for an internship."))
