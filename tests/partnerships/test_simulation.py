"""Who gets what: worked cases of real policies, and what holds for every clause and every path of income."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.scenario import Scenario, Year, scenario_from_json, scenario_to_json
from partnerships.simulation import NotReckonable, What, simulate
from partnerships.terms import Award, Benefit, BenefitStage, Deduction, InnerPart, Payment, ShareOption, Tier
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


class TestForms:
    """Tuition, fees, units, milestones, shares: who gets what under the other forms of income."""

    def test_tuition_is_shared_by_the_student(self):
        stage = BenefitStage(COMMERCIAL, {"college": 7, "enterprise": 3}, each=Decimal("8500.55"), unit="student")
        found = outcome_of(stage, Year(1, Decimal(0), units=41), Year(2, Decimal("0.01"), units=0))
        assert found.sum(What.INCOME, year=1, name="student") == Decimal("348522.55")
        assert shares(found, 1) == [Decimal("243965.79"), Decimal("104556.76")]  # thirds of a fen to the larger part
        assert found.sum(What.INCOME, year=2) == Decimal("0.01")

    def test_a_service_fee_is_paid_by_the_party_that_is_served(self):
        stage = BenefitStage(
            COMMERCIAL, {"college": 1, "enterprise": 0}, fee=Decimal(20_000), each=Decimal("320.50"), unit="hour",
            paid_by="enterprise",
        )  # fmt: skip
        found = outcome_of(stage, Year(1, Decimal(0), units=3))
        assert [found.of_party(party) for party in PARTIES] == [Decimal("20961.50"), Decimal("-20961.50")]

    def test_milestones_are_paid_in_their_year_and_once(self):
        stage = BenefitStage(
            COMMERCIAL, {"college": 1}, payments=(Payment("prototype", Decimal(50_000)), Payment("sale", Decimal(7)))
        )
        found = outcome_of(stage, Year(1, Decimal(0)), Year(2, Decimal(1), payments=("sale", "prototype")))
        assert [found.of_party("college", year=year) for year in (1, 2)] == [0, 50_008]
        for twice in (("sale", "sale"), ("party",)):
            with pytest.raises(NotReckonable, match=f"milestone “{twice[0]}”"):
                outcome_of(stage, Year(1, Decimal(0), payments=twice))

    OPTION = ShareOption("second round", "college", "enterprise", 1_500, Decimal("1.01"), years=2)
    SHARES = BenefitStage(COMMERCIAL, {"college": 3_000, "enterprise": 7_000}, options=(OPTION,))

    def test_an_option_moves_shares_and_their_price(self):
        found = outcome_of(
            self.SHARES, Year(1, Decimal(10_000), value=Decimal(1)),
            Year(2, Decimal(10_000), drawn=("second round",), value=Decimal("1.50")), Year(3, Decimal(10_000)),
        )  # fmt: skip
        assert [shares(found, year) for year in (1, 2, 3)] == [[3_000, 7_000], [4_500, 5_500], [4_500, 5_500]]
        prices = [found.sum(What.PRICE, party=party) for party in PARTIES]
        assert prices == [-1_515, 1_515]
        assert [found.sum(What.HOLDING, party="college", year=year) for year in (1, 2)] == [3_000, 6_750]
        assert found.of_party("college") == 12_000 - 1_515

    @pytest.mark.parametrize(
        ("change", "year"),
        [({}, 3), ({"shares": 7_001}, 1), ({"holder": ""}, 1), ({"granter": "uncle"}, 1), ({"name": "other"}, 1)],
        ids=["too late", "more than the seller has", "nobody", "a stranger", "unknown"],
    )
    def test_an_option_that_cannot_be_drawn_is_said_so(self, change, year):
        stage = replace(self.SHARES, options=(replace(self.OPTION, **change),))
        years = [Year(number, Decimal(0)) for number in range(1, year)]
        with pytest.raises(NotReckonable):
            outcome_of(stage, *years, Year(year, Decimal(0), drawn=("second round",)))

    INNER = (
        InnerPart("college", "Li", BeneficiaryRole.INVENTOR, 1),
        InnerPart("college", "team", BeneficiaryRole.TEAM, 1),
        InnerPart("college", "school", BeneficiaryRole.UNIT, 6),
    )

    def test_makers_get_what_the_law_grants_them(self):
        stage = BenefitStage(COMMERCIAL, {"college": 1}, inner=self.INNER, makers_least=Decimal(50))
        found = outcome_of(stage, Year(1, Decimal("100.03")), parties=("college",))
        given_to = [found.of_beneficiary("college", name) for name in ("Li", "team", "school")]
        assert given_to == [Decimal("25.01"), Decimal("25.01"), Decimal("50.01")]  # half, rounded up to the fen

    def test_the_law_goes_before_the_fund(self):
        stage = BenefitStage(
            COMMERCIAL, {"college": 1}, inner=self.INNER, makers_least=Decimal(50), fund_of="college",
            fund=Decimal(60),
            awards=(Award("patent", BeneficiaryRole.TEAM, Decimal(30)), Award("prize", None, Decimal(15))),
        )  # fmt: skip
        found = outcome_of(
            stage, Year(1, Decimal(100), awards={"patent": 1}), Year(2, Decimal(0), awards={"prize": 2, "patent": 0}),
            parties=("college",),
        )  # fmt: skip
        assert [found.sum(What.TO_FUND, year=1), found.sum(What.INNER, year=1)] == [50, 50]
        assert found.of_beneficiary("college", "school") == 0
        assert [found.sum(What.AWARD, year=year) for year in (1, 2)] == [30, 20]  # twice 15, as far as it is there
        assert [found.sum(What.FUND, year=year) for year in (1, 2)] == [20, 0]
        with pytest.raises(NotReckonable, match="no award “song”"):
            outcome_of(stage, Year(1, Decimal(0), awards={"song": 1}), parties=("college",))

    def test_only_what_comes_in_has_a_line(self):
        def names(stage: BenefitStage, year: Year) -> list[str]:
            return [line.name for line in outcome_of(stage, year).lines if line.what is What.INCOME]

        plain = BenefitStage(COMMERCIAL, {"college": 1})
        assert names(plain, Year(1, Decimal(0), units=7)) == [""], "what has no amount is not counted"
        counted = replace(plain, each=Decimal(5), unit="piece")
        assert names(counted, Year(1, Decimal(0), units=7)) == ["piece"]
        assert names(counted, Year(1, Decimal(1), units=7)) == ["", "piece"]
        assert names(counted, Year(1, Decimal(0))) == []

    def test_all_shares_of_the_seller_can_be_drawn(self):
        stage = replace(self.SHARES, options=(replace(self.OPTION, shares=7_000),))
        found = outcome_of(stage, Year(1, Decimal(10_000), drawn=("second round",)))
        assert shares(found, 1) == [10_000, 0]

    def test_without_makers_nobody_is_topped_up_and_a_maker_without_a_part_is(self):
        li, _team, school = self.INNER
        stage = BenefitStage(
            COMMERCIAL, {"college": 1}, inner=(replace(li, moves_to="school"), school), makers_least=Decimal(50)
        )
        found = outcome_of(stage, Year(2, Decimal(100)), parties=("college",), gone_from={("college", "Li"): 2})
        assert [found.of_beneficiary("college", name) for name in ("Li", "school")] == [0, 100]
        stage = replace(stage, inner=(replace(li, part=0), school))
        found = outcome_of(stage, Year(1, Decimal(100)), parties=("college",))
        assert [found.of_beneficiary("college", name) for name in ("Li", "school")] == [50, 50]

    def test_a_fund_is_fed_by_its_party_alone(self):
        stage = BenefitStage(COMMERCIAL, {"college": 1, "enterprise": 1}, fund=Decimal(10), fund_of="college")
        found = outcome_of(stage, Year(1, Decimal(100)))
        fed = [line.party for line in found.lines if line.what is What.TO_FUND]
        assert (fed, found.sum(What.FUND)) == (["college"], 5)
        none = outcome_of(replace(stage, fund=None), Year(1, Decimal(100)))
        assert not [line for line in none.lines if line.what in (What.TO_FUND, What.FUND)]

    def test_who_is_no_party_pays_nothing(self):
        for fields in ({"paid_by": "uncle"}, {"fund": Decimal(5), "fund_of": "uncle"}):
            with pytest.raises(NotReckonable, match="no party"):
                outcome_of(BenefitStage(COMMERCIAL, {"college": 1}, **fields), Year(1, Decimal(5)))

    def test_a_scenario_is_kept_with_all_of_it(self):
        year = Year(
            1, Decimal(5), {"legal": Decimal("1.50")}, Decimal(80), 3, ("sale",), ("second round",), Decimal("1.01"),
            {"patent": 2},
        )  # fmt: skip
        scenario = Scenario({COMMERCIAL: [year]}, {("college", "Li"): 2})
        assert scenario_from_json(json.loads(json.dumps(scenario_to_json(scenario)))) == scenario


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
        each=draw(st.none() | MONEY), unit="piece", fee=draw(st.none() | MONEY),
        paid_by=draw(st.sampled_from(["", *PARTIES])),
        payments=(Payment("m0", draw(MONEY)), Payment("m1", draw(MONEY))),
        options=() if tiers else (ShareOption("o0", "college", "enterprise", 1, draw(MONEY)),),
        makers_least=draw(st.none() | PERCENTS), fund=draw(st.none() | PERCENTS), fund_of="college",
        awards=(Award("a0", None, draw(MONEY)), Award("a1", None, draw(MONEY))),
    )  # fmt: skip


@st.composite
def paths(draw) -> list[Year]:
    names, count = st.sampled_from(["d0", "d1", "d2"]), draw(st.integers(1, 5))
    when = {name: draw(st.integers(0, 6)) for name in ("m0", "m1", "o0")}  # a year that never comes: not at all
    return [
        Year(
            year, draw(MONEY), draw(st.dictionaries(names, MONEY)), draw(PERCENTS), draw(st.integers(0, 9_999)),
            tuple(name for name in ("m0", "m1") if when[name] == year),
            tuple(name for name in ("o0",) if when[name] == year), draw(st.none() | MONEY),
            draw(st.dictionaries(st.sampled_from(["a0", "a1"]), st.integers(0, 3))),
        )
        for year in range(count)
    ]  # fmt: skip


def without_options(years: list[Year]) -> list[Year]:
    return [replace(year, drawn=()) for year in years]


@settings(max_examples=500, deadline=None)
@given(stage=stages(), years=paths(), gone=st.dictionaries(st.sampled_from(["i0", "i1", "i2"]), st.integers(0, 4)))
def test_no_fen_is_lost_and_none_appears(stage, years, gone):
    years = years if stage.options else without_options(years)
    found = outcome_of(stage, *years, gone_from={("college", name): year for name, year in gone.items()})

    held = fund = Decimal(0)
    for facts in years:
        of = {"year": facts.year}
        income = found.sum(What.INCOME, **of)
        due = sum(payment.amount for payment in stage.payments if payment.name in facts.payments)
        assert income == facts.income + facts.units * (stage.each or 0) + (stage.fee or 0) + due
        assert found.sum(What.PAYMENT, **of) == (-income if stage.paid_by else 0)
        given_out = found.sum(What.DEDUCTION, What.SHARE, What.PERFORMANCE, **of)
        held_after = found.sum(What.HELD_BACK, **of)
        assert income + held == given_out + held_after
        held = held_after
        aside, fund_after = found.sum(What.TO_FUND, **of), found.sum(What.FUND, **of)
        assert fund + aside == found.sum(What.AWARD, **of) + fund_after
        fund = fund_after
        college = found.sum(What.SHARE, What.PERFORMANCE, party="college", **of)
        if stage.inner and college > 0:
            assert found.sum(What.INNER, party="college", **of) + aside == college
            names = {line.name for line in found.lines if line.what is What.INNER and line.year == facts.year}
            makers = sum(found.of_beneficiary("college", name, **of) for name in names - {""})
            if any(gone.get(each.name, facts.year + 1) > facts.year for each in stage.inner):
                assert makers * 100 >= college * (stage.makers_least or 0)
    assert found.sum(What.PRICE) == 0
    assert all(line.amount == round(line.amount, 2) for line in found.lines)
    pays = (What.PAYMENT, What.PRICE)
    rest = [line for line in found.lines if line.what not in pays]
    assert all(line.amount >= 0 for line in rest if line.party != stage.payer or stage.floor is None)


@settings(max_examples=200, deadline=None)
@given(stage=stages(), years=paths())
def test_costs_are_covered_once_and_caps_hold(stage, years):
    found = outcome_of(stage, *(years if stage.options else without_options(years)))
    for deduction in stage.deductions:
        taken = [found.sum(What.DEDUCTION, name=deduction.name, year=facts.year) for facts in years]
        if deduction.kind is DeductionKind.COSTS:
            assert sum(taken) <= sum(facts.costs.get(deduction.name, 0) for facts in years)
        if deduction.cap is not None:
            assert max(taken) <= deduction.cap
