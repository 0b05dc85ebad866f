"""Who gets what: worked cases of real policies, and what holds for every clause and every path of income."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.simulation import NotReckonable, Scenario, What, Year, simulate
from partnerships.terms import Benefit, BenefitStage, Deduction, InnerPart, Tier
from partnerships.terms.values import BeneficiaryRole, DeductionKind, Stage

PARTIES = ("college", "enterprise")
COMMERCIAL = Stage.COMMERCIAL
COSTS = Deduction(kind=DeductionKind.COSTS, name="costs")


def outcome_of(stage: BenefitStage, *years: Year, parties=PARTIES, gone_from=None):
    return simulate(Benefit((stage,)), parties, Scenario({COMMERCIAL: years}, gone_from or {}))


def shares(outcome, year: int, parties=PARTIES) -> list[Decimal]:
    return [outcome.sum(What.SHARE, party=party, year=year) for party in parties]


class TestWorkedCases:
    def test_ten_percent_until_direct_costs_are_back_then_thirds(self):
        ten = Deduction(
            kind=DeductionKind.PERCENT, name="office", percent=Decimal(10), to="college", until_recovered=True
        )
        thirds = tuple(
            InnerPart("college", name, role, 1)
            for name, role in (
                ("inventors", BeneficiaryRole.INVENTOR),
                ("department", BeneficiaryRole.UNIT),
                ("fund", BeneficiaryRole.FUND),
            )
        )
        stage = BenefitStage(COMMERCIAL, {"college": 1}, deductions=(ten, COSTS), inner=thirds)

        found = outcome_of(
            stage,
            Year(1, Decimal(100_000), {"costs": Decimal(150_000)}),
            Year(2, Decimal(100_000)),
            Year(3, Decimal("90_000.01")),
            parties=("college",),
        )

        assert [found.sum(What.DEDUCTION, name="office", year=year) for year in (1, 2, 3)] == [10_000, 10_000, 0]
        assert [found.sum(What.DEDUCTION, name="costs", year=year) for year in (1, 2, 3)] == [90_000, 60_000, 0]
        names = ("inventors", "department", "fund")
        assert [found.of_beneficiary("college", name, year=2) for name in names] == [10_000, 10_000, 10_000]
        assert [found.of_beneficiary("college", name, year=3) for name in names] == [
            Decimal("30000.01"),
            30_000,
            30_000,
        ]
        assert found.of_party("college") == Decimal("140000.01")

    def test_half_of_the_first_hundred_thousand_and_a_quarter_above(self):
        tiers = (Tier(Decimal(100_000), {"inventor": 1, "college": 1}), Tier(None, {"inventor": 1, "college": 3}))
        stage = BenefitStage(COMMERCIAL, tiers=tiers)

        found = outcome_of(stage, Year(1, Decimal(80_000)), Year(2, Decimal(60_000)), parties=("inventor", "college"))

        assert shares(found, 1, ("inventor", "college")) == [40_000, 40_000]
        assert shares(found, 2, ("inventor", "college")) == [20_000, 40_000]  # 20,000 by halves, 40,000 by quarters

    def test_fifteen_percent_after_legal_costs_and_nothing_below_ten_thousand(self):
        legal = Deduction(kind=DeductionKind.COSTS, name="legal")
        office = Deduction(kind=DeductionKind.PERCENT, name="office", percent=Decimal(15))
        stage = BenefitStage(
            COMMERCIAL, {"college": 1, "enterprise": 1}, deductions=(legal, office), minimum=Decimal(10_000)
        )

        found = outcome_of(stage, Year(1, Decimal(12_000), {"legal": Decimal(2_000)}), Year(2, Decimal(4_000)))

        assert found.sum(What.DEDUCTION, name="office", year=1) == 1_500  # of what the legal costs have left
        assert (found.sum(What.HELD_BACK, year=1), found.sum(What.SHARE, year=1)) == (8_500, 0)
        assert shares(found, 2) == [5_950, 5_950]  # 8,500 + 4,000 - 600

    def test_a_share_moves_when_the_inventor_leaves(self):
        inner = (
            InnerPart("college", "inventor", BeneficiaryRole.INVENTOR, 40, moves_to="school"),
            InnerPart("college", "school", BeneficiaryRole.UNIT, 40),
            InnerPart("college", "fund", BeneficiaryRole.FUND, 20, moves_to="nobody"),
        )
        stage = BenefitStage(COMMERCIAL, {"college": 1}, inner=inner)
        gone = {("college", "inventor"): 2, ("college", "fund"): 3}

        found = outcome_of(stage, *(Year(n, Decimal(100)) for n in (1, 2, 3)), parties=("college",), gone_from=gone)

        names = ("inventor", "school", "fund", "")
        assert [found.of_beneficiary("college", name, year=1) for name in names] == [40, 40, 20, 0]
        assert [found.of_beneficiary("college", name, year=2) for name in names] == [0, 80, 20, 0]
        assert [found.of_beneficiary("college", name, year=3) for name in names] == [0, 80, 0, 20]


class TestBounds:
    STAGE = BenefitStage(
        COMMERCIAL, {"college": 1, "enterprise": 9}, payer="enterprise", floor=Decimal(1_000), cap=Decimal(5_000)
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("income", "college", "enterprise"),
        [(0, 1_000, -1_000), (9_999, 1_000, 8_999), (10_000, 1_000, 9_000), (50_000, 5_000, 45_000),
         (50_001, 5_000, 45_001)],
    )  # fmt: skip
    def test_the_payer_keeps_or_gives_the_difference(self, income, college, enterprise):
        assert shares(outcome_of(self.STAGE, Year(1, Decimal(income))), 1) == [college, enterprise]

    def test_a_floor_without_a_payer_cannot_be_reckoned(self):
        with pytest.raises(NotReckonable, match="needs a payer"):
            outcome_of(BenefitStage(COMMERCIAL, {"college": 1}, floor=Decimal(1)), Year(1, Decimal(5)))

    def test_a_cap_of_a_deduction_leaves_the_rest_for_later_years(self):
        costs = Deduction(kind=DeductionKind.COSTS, name="costs", cap=Decimal(30))
        stage = BenefitStage(COMMERCIAL, {"college": 1}, deductions=(costs,))
        found = outcome_of(
            stage, Year(1, Decimal(100), {"costs": Decimal(50)}), Year(2, Decimal(100)), Year(3, Decimal(100))
        )
        assert [found.sum(What.DEDUCTION, year=year) for year in (1, 2, 3)] == [30, 20, 0]

    def test_performance_is_earned_as_far_as_it_was_reached(self):
        stage = BenefitStage(COMMERCIAL, {"enterprise": 1}, performance=Decimal(8), performance_to="college")
        found = outcome_of(
            stage, Year(1, Decimal(1_000), reached=Decimal(50)), Year(2, Decimal(1_000), reached=Decimal(0))
        )
        assert [found.of_party("college", year=year) for year in (1, 2)] == [40, 0]
        assert [found.of_party("enterprise", year=year) for year in (1, 2)] == [960, 1_000]

    @pytest.mark.parametrize(
        "year",
        [Year(1, Decimal("-0.01")), Year(1, Decimal(5), {"costs": Decimal("-0.01")}),
         Year(1, Decimal(5), reached=Decimal("100.01")), Year(1, Decimal(5), reached=Decimal("-0.01"))],
        ids=["income", "costs", "more than reached", "less than nothing reached"],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, year):
        with pytest.raises(NotReckonable, match="0 or more"):
            outcome_of(BenefitStage(COMMERCIAL, {"college": 1}), year)

    def test_nothing_at_all_is_a_year_too(self):
        stage = BenefitStage(COMMERCIAL, {"college": 1})
        nothing = Year(1, Decimal(0), {"costs": Decimal(0)}, Decimal(0))
        assert outcome_of(stage, nothing).of_party("college") == 0

    def test_a_fixed_amount_is_taken_every_year_as_far_as_there_is_income(self):
        office = Deduction(kind=DeductionKind.FIXED, name="office", amount=Decimal("30.01"))
        none = Deduction(kind=DeductionKind.FIXED, name="nothing")
        stage = BenefitStage(COMMERCIAL, {"college": 1}, deductions=(office, none))
        found = outcome_of(stage, Year(1, Decimal(100)), Year(2, Decimal(20)), Year(3, Decimal(100)))
        assert [found.sum(What.DEDUCTION, year=year) for year in (1, 2, 3)] == [
            Decimal("30.01"), 20, Decimal("30.01"),
        ]  # fmt: skip

    def test_a_share_for_performance_that_nobody_earns_is_not_taken(self):
        stage = BenefitStage(COMMERCIAL, {"college": 1, "enterprise": 1}, performance=Decimal(8))
        assert shares(outcome_of(stage, Year(1, Decimal(100))), 1) == [50, 50]

    @pytest.mark.parametrize(
        "tiers",
        [(Tier(None, {"college": 1}), Tier(Decimal(5), {"college": 1})), (Tier(Decimal(5), {"college": 1}),),
         (Tier(Decimal(5), {"college": 1}), Tier(Decimal(5), {"college": 1}), Tier(None, {"college": 1}))],
        ids=["open first", "never open", "twice the same"],
    )  # fmt: skip
    def test_tiers_are_in_order_and_the_last_is_open(self, tiers):
        with pytest.raises(NotReckonable):
            outcome_of(BenefitStage(COMMERCIAL, tiers=tiers), Year(1, Decimal(5)))


# ---- What always holds -----------------------------------------------------------------------------------------------

MONEY = st.decimals(0, 10_000_000, places=2)
PERCENTS = st.decimals(0, 100, places=2)
PARTS = st.fixed_dictionaries({"college": st.integers(0, 100), "enterprise": st.integers(1, 100)})


@st.composite
def stages(draw) -> BenefitStage:
    """Any clause that can be reckoned."""
    deductions = [
        Deduction(
            kind=draw(st.sampled_from(DeductionKind)), name=f"d{place}", percent=draw(PERCENTS), amount=draw(MONEY),
            cap=draw(st.none() | MONEY), to=draw(st.sampled_from(["", "college"])), until_recovered=draw(st.booleans()),
        )
        for place in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    sums = sorted(draw(st.sets(st.decimals(1, 5_000_000, places=2), max_size=3)))
    tiers = [Tier(up_to, draw(PARTS)) for up_to in [*sums, None]] if sums else []
    floor, cap = sorted([draw(MONEY), draw(MONEY)])
    inner = [
        InnerPart("college", f"i{place}", BeneficiaryRole.INVENTOR, draw(st.integers(1, 9)),
                  draw(st.sampled_from(["", "i0", "i1", "i2"])))
        for place in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    return BenefitStage(
        COMMERCIAL, draw(PARTS), deductions=tuple(deductions), tiers=tuple(tiers), minimum=draw(st.none() | MONEY),
        payer=draw(st.sampled_from(PARTIES)), floor=draw(st.none() | st.just(floor)),
        cap=draw(st.none() | st.just(cap)),
        performance=draw(st.none() | PERCENTS), performance_to="college", inner=tuple(inner),
    )  # fmt: skip


@st.composite
def paths(draw) -> list[Year]:
    names = st.sampled_from(["d0", "d1", "d2"])
    return [
        Year(year, draw(MONEY), draw(st.dictionaries(names, MONEY)), draw(PERCENTS))
        for year in range(draw(st.integers(1, 5)))
    ]


@settings(max_examples=500, deadline=None)
@given(stage=stages(), years=paths(), gone=st.dictionaries(st.sampled_from(["i0", "i1", "i2"]), st.integers(0, 4)))
def test_no_fen_is_lost_and_none_appears(stage, years, gone):
    found = outcome_of(stage, *years, gone_from={("college", name): year for name, year in gone.items()})

    held = Decimal(0)
    for facts in years:
        of = {"year": facts.year}
        given_out = found.sum(What.DEDUCTION, What.SHARE, What.PERFORMANCE, **of)
        held_after = found.sum(What.HELD_BACK, **of)
        assert facts.income + held == given_out + held_after
        held = held_after
        college = found.sum(What.SHARE, What.PERFORMANCE, party="college", **of)
        if stage.inner and college > 0:
            assert found.sum(What.INNER, party="college", **of) == college
    assert all(line.amount == round(line.amount, 2) for line in found.lines)
    assert all(line.amount >= 0 for line in found.lines if line.party != stage.payer or stage.floor is None)


@settings(max_examples=200, deadline=None)
@given(stage=stages(), years=paths())
def test_costs_are_covered_once_and_caps_hold(stage, years):
    found = outcome_of(stage, *years)
    for deduction in stage.deductions:
        taken = [found.sum(What.DEDUCTION, name=deduction.name, year=facts.year) for facts in years]
        if deduction.kind is DeductionKind.COSTS:
            assert sum(taken) <= sum(facts.costs.get(deduction.name, 0) for facts in years)
        if deduction.cap is not None:
            assert max(taken) <= deduction.cap
