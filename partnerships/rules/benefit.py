"""Who gets what."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, HOUSE_FROM, Context
from partnerships.terms import Benefit, NotApplicable, Terms
from reference.rules import Finding, Level, Source, rule


@rule(
    "BN-01",
    applies_to=AGREEMENT,
    level=Level.BLOCK,
    source=Source.HOUSE,
    valid_from=HOUSE_FROM,
    title=_("Parts of every stage name each party and add up"),
)
def parts_name_each_beneficiary(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Every stage gives each party a part (zero is a part), nobody else, and the parts sum to more than zero."""
    if isinstance(terms.benefit, NotApplicable):
        return
    stages = (terms.benefit or Benefit()).stages
    names = {party.key: party.name for party in terms.parties}
    if not stages:
        yield Finding("benefit.stages", _("Say how income is split in one stage at least, or why none is expected."))
    for position, stage in enumerate(stages):
        field = f"benefit.stages.{position}.parts"
        if stage.stage is None:
            yield Finding(f"benefit.stages.{position}.stage", _("Choose the stage."))
        missing = [names[key] for key in names if key not in stage.parts]
        if set(stage.parts) - set(names):
            yield Finding(field, _("A part is given to somebody who is no party to the agreement."))
        elif missing:
            yield Finding(
                field,
                _("Give every party a part; a part may be 0. Missing: %(names)s."),
                params={"names": ", ".join(missing)},
            )
        elif sum(stage.parts.values()) == 0:
            yield Finding(field, _("At least one party needs a part greater than zero."))
