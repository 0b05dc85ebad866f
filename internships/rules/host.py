"""Who may organise internships."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from internships.rules.facts import Context, SlotFacts
from reference.rules import Finding, Level, Source, rule


@rule(
    "INT-025",
    applies_to=("slot",),
    level=Level.BLOCK,
    source=Source.LAW,
    document="教职成〔2021〕4号；中华人民共和国职业教育法（2022年修订）",
    article="Art. 16(6); Art. 50(2)",
    valid_from=date(2021, 12, 31),
    title=_("No intermediary, no human-resources or labour-dispatch company"),
)
def no_intermediary(slot: SlotFacts, context: Context) -> Iterator[Finding]:
    """A company of these industries may take students into its own office, if it says so, never for others; and
    nobody is paid for arranging.
    """
    if slot.industry in context.barred_industries and slot.is_for_third_party is not False:
        yield Finding(
            "is_for_third_party",
            _("Companies of human-resources services and labour dispatch may not arrange internships for others."),
        )
    if slot.agent_fee is not None and slot.agent_fee > 0:
        yield Finding("agent_fee", _("Nobody may be paid for arranging internships."))
