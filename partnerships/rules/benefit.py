"""Who gets what."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from partnerships.rules import AGREEMENT, Context, house, proposal
from partnerships.simulation import MAKERS
from partnerships.terms import (
    Award,
    Benefit,
    BenefitStage,
    Deduction,
    NotApplicable,
    Payment,
    ShareOption,
    Terms,
    Tier,
)
from partnerships.terms.values import (
    AgreementKind,
    BenefitBasis,
    ContributionKind,
    DeductionKind,
    Side,
    Stage,
)
from reference.rules import Finding, Level, Source, rule

TRANSFORMATION_LAW = "中华人民共和国促进科技成果转化法（2015年修正）"
ROUTES = {BenefitBasis.EQUITY: "equity", BenefitBasis.PROFIT: "own_use"}
TRANSFERS = (AgreementKind.TECHNOLOGY_TRANSFER, AgreementKind.LICENCE)


def _stages(terms: Terms) -> Iterator[tuple[str, BenefitStage]]:
    """Each stage with the path of its fields; none where the clause does not apply."""
    clause = terms.benefit if isinstance(terms.benefit, Benefit) else Benefit()
    return ((f"benefit.stages.{position}", stage) for position, stage in enumerate(clause.stages))


@house(
    "BN-01",
    Level.BLOCK,
    _("Parts of every stage name each party and add up"),
    fails={"benefit.stages.0.parts": {"college": 1}},
)
def parts_name_each_beneficiary(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Every stage, or each of its tiers, gives each party a part (zero is a part), nobody else, and the parts sum to
    more than zero. What a party passes on goes to named beneficiaries, each once, with a part above zero in all."""
    if isinstance(terms.benefit, NotApplicable):
        return
    if not (terms.benefit or Benefit()).stages:
        yield Finding("benefit.stages", _("Say how income is split in one stage at least, or why none is expected."))
    names = {party.key: party.name for party in terms.parties}
    for path, stage in _stages(terms):
        if stage.stage is None:
            yield Finding(f"{path}.stage", _("Choose the stage."))
        levels = {f"{path}.tiers.{place}.parts": tier.parts for place, tier in enumerate(stage.tiers)}
        for field, parts in (levels or {f"{path}.parts": stage.parts}).items():
            yield from _judged(field, parts, names)
        yield from _inner_parts(path, stage, names)


def _judged(field: str, parts: Mapping[str, int], names: Mapping[str, str]) -> Iterator[Finding]:
    """The parts of one level."""
    missing = [names[key] for key in names if key not in parts]
    if set(parts) - set(names):
        yield Finding(field, _("A part is given to somebody who is no party to the agreement."))
    elif missing:
        yield Finding(
            field,
            _("Give every party a part; a part may be 0. Missing: %(names)s."),
            params={"names": ", ".join(missing)},
        )
    elif sum(parts.values()) == 0:
        yield Finding(field, _("At least one party needs a part greater than zero."))


def _inner_parts(path: str, stage: BenefitStage, names: Mapping[str, str]) -> Iterator[Finding]:
    """What parties pass on."""
    seen: set[tuple[str, str]] = set()
    for place, inner in enumerate(stage.inner):
        if inner.party not in names:
            yield Finding(f"{path}.inner.{place}.party", _("Choose the party that passes it on."))
        if not inner.name.strip():
            yield Finding(f"{path}.inner.{place}.name", _("Name the beneficiary."))
        elif (inner.party, inner.name) in seen:
            yield Finding(f"{path}.inner.{place}.name", _("This beneficiary stands here twice. Give it one part."))
        if not inner.part:
            yield Finding(f"{path}.inner.{place}.part", _("Give the beneficiary a part greater than zero."))
        seen.add((inner.party, inner.name))


@house(
    "BN-02",
    Level.BLOCK,
    _("Tiers follow one another, and the last one is open"),
    fails={"benefit.stages.0.tiers": (Tier(Decimal(100_000), {"college": 1, "enterprise": 1}),)},
)
def tiers_follow_one_another(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Each tier goes further than the one before it; every one but the last says up to what sum."""
    for path, stage in _stages(terms):
        low = Decimal(0)
        for place, tier in enumerate(stage.tiers):
            field, is_last = f"{path}.tiers.{place}.up_to", place == len(stage.tiers) - 1
            if is_last and tier.up_to is not None:
                yield Finding(field, _("Leave the sum of the last tier open: it holds for all above."))
            elif not is_last and (tier.up_to is None or tier.up_to <= low):
                yield Finding(field, _("Say up to what sum this tier goes: more than the tier before it."))
            low = tier.up_to or low


@house(
    "BN-04",
    Level.BLOCK,
    _("Deductions have a figure and a cap, and “net” says of what"),
    fails={"benefit.stages.0.basis": BenefitBasis.NET},
)
def deductions_are_reckonable(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Each deduction says what for and how much; costs have a cap. Net income is what one deduction at least leaves."""
    for path, stage in _stages(terms):
        if stage.basis is BenefitBasis.NET and not stage.deductions:
            yield Finding(f"{path}.basis", _("“Net” needs a meaning: name what is taken off, or choose gross income."))
        for place, deduction in enumerate(stage.deductions):
            yield from _deduction(f"{path}.deductions.{place}", deduction)


def _deduction(path: str, deduction: Deduction) -> Iterator[Finding]:
    if deduction.kind is None:
        yield Finding(f"{path}.kind", _("Say how every deduction is reckoned."))
    if not deduction.name.strip():
        yield Finding(f"{path}.name", _("Say what is taken off."))
    if deduction.kind is DeductionKind.PERCENT and not deduction.percent:
        yield Finding(f"{path}.percent", _("State the percentage."))
    if deduction.kind is DeductionKind.FIXED and not deduction.amount:
        yield Finding(f"{path}.amount", _("State the amount of each year."))
    if deduction.kind is DeductionKind.COSTS and deduction.cap is None:
        yield Finding(f"{path}.cap", _("State the most that costs may take in one year."))


@house(
    "BN-05",
    Level.BLOCK,
    _("A floor or a cap has a payer, and the cap is not below the floor"),
    fails={"benefit.stages.0.floor": Decimal(1)},
)
def bounds_make_sense(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Whoever receives the income owes the floor and keeps what is above the cap."""
    keys = {party.key for party in terms.parties}
    for path, stage in _stages(terms):
        if (stage.floor, stage.cap) != (None, None) and stage.payer not in keys:
            yield Finding(f"{path}.payer", _("Choose who receives the income and pays the others."))
        if stage.floor is not None and stage.cap is not None and stage.cap < stage.floor:
            yield Finding(f"{path}.cap", _("The cap is below the floor. Raise the cap or lower the floor."))


@rule(
    "BN-07",
    applies_to=AGREEMENT,
    level=Level.WARN,
    source=Source.LAW,
    document=TRANSFORMATION_LAW,
    article="Arts. 44, 45",
    valid_from=date(2015, 10, 1),
    title=_("Those who made the result get what the law grants them"),
    fails={"benefit.stages.0.basis": BenefitBasis.EQUITY},
)
def makers_get_the_statutory_share(terms: Terms, context: Context) -> Iterator[Finding]:
    """Of a college's share, inventors and teams get the part of its route at least: of net income of a transfer or
    licence, of shares, or of the profit of own use (figures in the parameter agreement.maker_share_min). By their parts
    of what a reward fund leaves, or by the least percent that the clause grants them."""
    for path, stage in _stages(terms):
        route = ROUTES.get(stage.basis) if stage.basis else None
        if route is None and terms.basics.kind in TRANSFERS:
            route = "transfer"
        least = context.maker_share_min.get(route or "")
        for party in terms.parties if least is not None else ():
            if party.side is not Side.COLLEGE:
                continue
            inner = [each for each in stage.inner if each.party == party.key]
            whole = sum(each.part or 0 for each in inner)
            theirs = sum(each.part or 0 for each in inner if each.role in MAKERS)
            kept = 100 - (stage.fund or 0) if stage.fund_of == party.key else 100  # percent, after its fund
            if theirs and (stage.makers_least or 0) >= (least or 0):
                continue
            if theirs * kept < (least or 0) * whole or not whole:
                yield Finding(
                    f"{path}.inner",
                    _("%(name)s: inventors and teams get less than %(least)s%% of its share."),
                    params={"name": party.name, "least": least},
                )


@proposal(
    "BN-08",
    _("Who brings the technology holds a fair part of the shares"),
    fails={
        "contributions.items.1.kind": ContributionKind.TECHNOLOGY,
        "benefit.stages.0.basis": BenefitBasis.EQUITY,
        "benefit.stages.0.parts": {"college": 1, "enterprise": 3},
    },
)
def technology_holds_shares(terms: Terms, context: Context) -> Iterator[Finding]:
    """Where income is shares and a party contributes technology, its part is the parameter's percentage at least."""
    least = context.technology_equity_from
    brings = {item.party for item in (terms.contributions.items if terms.contributions else ())
              if item.kind is ContributionKind.TECHNOLOGY}  # fmt: skip
    for path, stage in _stages(terms):
        whole = sum(stage.parts.values())
        for key in sorted(brings & set(stage.parts)) if least is not None else ():
            if stage.basis is BenefitBasis.EQUITY and stage.parts[key] * 100 < (least or 0) * whole:
                party = terms.party(key)
                yield Finding(
                    f"{path}.parts",
                    _("%(name)s brings the technology and holds less than %(least)s%% of the shares."),
                    params={"name": party.name if party else key, "least": least},
                )


@proposal(
    "BN-10",
    _("A share for performance is worth working for, and no gamble"),
    fails={"benefit.stages.0.performance": Decimal(20)},
)
def performance_is_moderate(terms: Terms, context: Context) -> Iterator[Finding]:
    """A share that depends on agreed figures lies within the parameter's range of percent."""
    if context.performance_range is None:
        return
    low, high = context.performance_range
    for path, stage in _stages(terms):
        if stage.performance and not low <= stage.performance <= high:
            yield Finding(
                f"{path}.performance",
                _("A share for performance usually lies between %(low)s and %(high)s%%."),
                params={"low": low, "high": high},
            )


@house(
    "BN-03",
    Level.BLOCK,
    _("Every stage is covered, or it is said that no income is expected in it"),
    fails={"benefit.without_income": ()},
)
def every_stage_is_covered(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Each of the four stages has a split, or stands among those without income, and not in both."""
    if not isinstance(terms.benefit, Benefit) or not terms.benefit.stages:
        return
    covered = {stage.stage for stage in terms.benefit.stages}
    for stage in Stage:
        if stage not in covered and stage not in terms.benefit.without_income:
            yield Finding(
                "benefit.without_income",
                _("Say how income is split in the stage “%(stage)s”, or that none is expected."),
                params={"stage": stage.label},
            )
        elif stage in covered and stage in terms.benefit.without_income:
            yield Finding(
                "benefit.without_income",
                _("The stage “%(stage)s” has a split and is named as one without income. Choose one."),
                params={"stage": stage.label},
            )


@house(
    "BN-06",
    Level.WARN,
    _("It is stated when is paid, and who may look into the accounts"),
    fails={"benefit.stages.0.due_days": None},
)
def payment_can_be_checked(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A share without a day and without a look into the accounts is a promise."""
    for path, stage in _stages(terms):
        if stage.due_days is None:
            yield Finding(f"{path}.due_days", _("Say within how many days after the end of a year is paid."))
        if not stage.has_audit_right:
            yield Finding(f"{path}.has_audit_right", _("Nothing says that the others may look into the accounts."))


@proposal(
    "BN-09",
    _("Who gets more or less than it puts in knows why"),
    fails={"benefit.stages.0.parts": {"college": 2, "enterprise": 1}},
)
def parts_follow_contributions(terms: Terms, context: Context) -> Iterator[Finding]:
    """A party’s part of a stage differs from its part of the valued contributions by the parameter’s points at most.
    Judged where the parties’ contributions have values."""
    items = terms.contributions.items if terms.contributions else ()
    values = {party.key: sum((item.value or Decimal(0) for item in items if item.party == party.key), Decimal(0))
              for party in terms.parties}  # fmt: skip
    put_in = sum(values.values())
    for path, stage in _stages(terms) if context.benefit_gap is not None and put_in else ():
        whole = sum(stage.parts.values())
        for party in terms.parties if whole else ():
            gap = abs(Decimal(stage.parts.get(party.key, 0)) / whole - values[party.key] / put_in) * 100
            if gap > (context.benefit_gap or 0):
                yield Finding(
                    f"{path}.parts",
                    _("%(name)s puts in %(put_in)s%% and gets %(gets)s%%. Say why."),
                    params={
                        "name": party.name,
                        "put_in": round(values[party.key] / put_in * 100),
                        "gets": round(Decimal(stage.parts.get(party.key, 0)) / whole * 100),
                    },
                )
                break


@house(
    "BN-11",
    Level.BLOCK,
    _("Milestones, options and awards are complete"),
    fails={"benefit.stages.0.payments": (Payment(),)},
)
def entries_are_complete(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Each payment at a milestone and each award has a name of its own and a sum; each option on shares says who may
    buy how many from whom at what price. A fund says whose it is."""
    keys = {party.key for party in terms.parties}
    for path, stage in _stages(terms):
        for name in ("payments", "options", "awards"):
            yield from _named_once(f"{path}.{name}", getattr(stage, name))
        for place, option in enumerate(stage.options):
            for field in ("holder", "granter"):
                if getattr(option, field) not in keys:
                    yield Finding(f"{path}.options.{place}.{field}", _("Choose who may buy shares, and from whom."))
            if option.holder and option.holder == option.granter:
                yield Finding(f"{path}.options.{place}.granter", _("Nobody buys shares from itself."))
            if not option.shares or option.price is None:
                yield Finding(f"{path}.options.{place}.shares", _("State how many shares, and the price of one."))
        if stage.fund and stage.fund_of not in keys:
            yield Finding(f"{path}.fund_of", _("Choose whose share feeds the reward fund."))


def _named_once(path: str, entries: tuple[Payment | ShareOption | Award, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if not entry.name.strip() or entry.name in seen:
            yield Finding(f"{path}.{place}.name", _("Give it a name that no other has here."))
        if not isinstance(entry, ShareOption) and not entry.amount:
            yield Finding(f"{path}.{place}.amount", _("State the sum."))
        seen.add(entry.name)


@house(
    "BN-12",
    Level.WARN,
    _("The figures of a form of income stand in the clause"),
    fails={"benefit.stages.0.basis": BenefitBasis.MILESTONE},
)
def forms_of_income_have_figures(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """An amount for each unit says how much; payments at milestones name them; a service fee is a sum of the year or an
    amount for what is counted. Without them nobody can reckon what is due."""
    for path, stage in _stages(terms):
        if stage.basis is BenefitBasis.UNITS and not stage.each:
            yield Finding(f"{path}.each", _("State the amount for each unit."))
        if stage.basis is BenefitBasis.MILESTONE and not stage.payments:
            yield Finding(f"{path}.payments", _("Name the milestones and what is paid at each."))
        if stage.basis is BenefitBasis.SERVICE and not (stage.each or stage.fee):
            yield Finding(f"{path}.fee", _("State the fee of a year, or the amount for what is counted."))
        if stage.each and not stage.unit.strip():
            yield Finding(f"{path}.unit", _("Say what is counted: pieces, students, hours."))
