"""The benefit clause in full: its form keeps every list, its words say them, and its page reckons a scenario."""

import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from partnerships import terms as t
from partnerships.forms.simulating import ScenarioForm
from partnerships.selectors import terms_of
from partnerships.terms.values import BeneficiaryRole, BenefitBasis, DeductionKind, Stage
from partnerships.words import in_words
from tests.factories.partnerships import make_agreement, make_agreement_in_force
from tests.partnerships.test_pages import url

pytestmark = pytest.mark.django_db
FULL = t.Benefit(
    (
        t.BenefitStage(
            Stage.COMMERCIAL,
            {"college": 1, "enterprise": 1},
            basis=BenefitBasis.NET,
            deductions=(
                t.Deduction(DeductionKind.COSTS, "Legal costs", cap=Decimal("5000.00")),
                t.Deduction(
                    DeductionKind.PERCENT, "Office", percent=Decimal("15.00"), to="college", until_recovered=True
                ),
            ),
            tiers=(
                t.Tier(Decimal("100000.00"), {"college": 1, "enterprise": 1}),
                t.Tier(None, {"college": 1, "enterprise": 3}),
            ),
            minimum=Decimal("10000.00"),
            payer="enterprise",
            floor=Decimal("100.00"),
            cap=Decimal("900000.00"),
            performance=Decimal("8.00"),
            performance_to="college",
            inner=(
                t.InnerPart("college", "Ms Li", BeneficiaryRole.INVENTOR, 3, moves_to="Workshop"),
                t.InnerPart("college", "Workshop", BeneficiaryRole.UNIT, 1),
            ),
            due_days=60,
            has_audit_right=True,
            each=Decimal("8500.50"),
            unit="student",
            fee=Decimal("300.00"),
            paid_by="enterprise",
            payments=(t.Payment("Prototype", Decimal("777.00")),),
            makers_least=Decimal("50.00"),
            fund=Decimal("5.00"),
            fund_of="college",
            awards=(t.Award("A patent", BeneficiaryRole.TEAM, Decimal("2000.00")),),
        ),
        t.BenefitStage(
            Stage.FOLLOW_ON,
            {"college": 3000, "enterprise": 7000},
            basis=BenefitBasis.EQUITY,
            options=(t.ShareOption("Second round", "college", "enterprise", 1500, Decimal("1.01"), 2),),
        ),
    ),
    (Stage.DEVELOPMENT, Stage.PILOT),
)


def fields_of(page) -> dict[str, list[str]]:
    """What a browser would send back of a page, unchanged."""
    content = page.content.decode()
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", content):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_choice = attrs.get("type") in ("checkbox", "radio")
        if "name" in attrs and (not is_choice or " checked" in tag):
            found.setdefault(attrs["name"], []).append(html.unescape(attrs.get("value", "on" if is_choice else "")))
    for attributes, inside in re.findall(r"<select([^>]*)>(.*?)</select>", content, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)"[^>]*selected', inside)
        found.setdefault(dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))["name"], []).extend(chosen)
    for attributes, inside in re.findall(r"<textarea([^>]*)>(.*?)</textarea>", content, re.DOTALL):
        found[dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))["name"]] = [html.unescape(inside.strip())]
    return found


def test_the_form_sends_back_what_it_was_given(administrator):
    agreement = make_agreement(administrator.organisation, benefit=FULL)
    address = url("agreement-terms", agreement.pk, "benefit")
    sent = fields_of(administrator.client.get(address))

    sent["stages_0_inner_1_part"] = ["2"]
    answer = administrator.client.post(address, sent)

    assert answer.status_code == 302, answer.content.decode()
    stage, follow_on = terms_of(type(agreement).objects.get(pk=agreement.pk)).benefit.stages
    assert follow_on == FULL.stages[1]
    assert stage.inner[1].part == 2
    inner = (FULL.stages[0].inner[0], t.InnerPart("college", "Workshop", BeneficiaryRole.UNIT, 2))
    assert t.to_json(stage) == t.to_json(FULL.stages[0]) | {"inner": t.to_json(inner)}


def test_a_wrong_percentage_is_answered_beside_its_field_and_nothing_is_lost(administrator):
    agreement = make_agreement(administrator.organisation, benefit=FULL)
    address = url("agreement-terms", agreement.pk, "benefit")
    sent = fields_of(administrator.client.get(address)) | {"stages_0_deductions_1_percent": ["150"]}

    answer = administrator.client.post(address, sent)

    assert answer.status_code == 400
    assert 'href="#id_stages_0_deductions_1_percent"' in answer.content.decode()
    assert 'value="150"' in answer.content.decode()
    assert terms_of(agreement).benefit == FULL


def test_the_words_say_all_of_it(administrator):
    agreement = make_agreement(administrator.organisation, benefit=FULL)
    (clause,) = (clause for clause in in_words(terms_of(agreement)) if clause.name == "benefit")
    said = "\n".join(" ".join(row) for row in clause.rows)
    for words in (
        "Net income", "up to CNY 100,000", "above: ", "8% beforehand", "split from CNY 10,000", "at least CNY 100 ",
        "at most CNY 900,000 ", "within 60 days", "look into the accounts", "Legal costs", "15%", "Ms Li 3",
        "moves to Workshop", "Pilot", "CNY 8,500.50 for each student", "CNY 300 a year", "CNY 777 at “Prototype”",
        "itself", "may buy 1500 shares from", "CNY 1.01 each", "until the end of year 2", "teams get at least 50%",
        "5% of the share of", "award “A patent”: CNY 2,000",
    ):  # fmt: skip
        assert words in said, said


class TestThePage:
    def ask(self, member, agreement, **query):
        return member.client.get(url("agreement-simulation", agreement.pk), query)

    def test_a_scenario_is_reckoned_by_year_and_person(self, administrator, liaison):
        own = t.BenefitStage()
        names = ("each", "unit", "fee", "paid_by", "payments", "makers_least", "fund", "awards")
        plain = replace(FULL.stages[0], **{name: getattr(own, name) for name in names})
        clause = t.Benefit((plain,), (Stage.DEVELOPMENT, Stage.PILOT, Stage.FOLLOW_ON))
        agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, benefit=clause)

        page = self.ask(
            liaison, agreement, income_0="105,000 105000", cost_0_0="5000", reached_0="100 50", gone_0_0="2"
        )

        text = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())
        # year 1: 5,000 costs, 15,000 office; of 85,000 left 8 % for performance; 78,200 by halves
        # year 2: half of 8 % for performance; of 100,800 left 21,800 by halves and 79,000 by quarters
        rows = {row.label: [amount for _year, amount in row.cells] for row in page.context["page"].rows}
        assert rows[liaison.organisation.name] == [39_100, 70_150]
        assert rows[administrator.organisation.name] == [60_900, 34_850]
        assert rows["Ms Li"] == [34_425, 0]
        assert rows["Workshop"] == [11_475, 34_850]
        assert rows["Legal costs"] == [5_000, 0]
        assert "Reckoning keeps nothing" in text

    def test_the_other_forms_of_income_ask_for_their_own_figures(self, administrator, liaison):
        stages = (
            t.BenefitStage(
                Stage.COMMERCIAL, {"college": 7, "enterprise": 3}, BenefitBasis.TUITION, each=Decimal("8500.00"),
                unit="student", fee=Decimal("300.00"), payments=(t.Payment("Prototype", Decimal("700.00")),),
                fund=Decimal(10), fund_of="college", awards=(t.Award("A patent", None, Decimal("2000.00")),),
            ),
            FULL.stages[1],
        )  # fmt: skip
        agreement = make_agreement(administrator.organisation, benefit=t.Benefit(stages))
        asked = {
            "income_0": "", "units_0": "40 42", "payment_0_0": "3", "years_0": "2", "award_0_0": "0 9",
            "income_1": "10000 10000", "value_1": "1 1.50", "drawn_1_0": "2",
        }  # fmt: skip

        page = self.ask(administrator, agreement, **asked).context["page"]

        rows = {row.label: [amount for _year, amount in row.cells] for row in page.rows}
        own = administrator.organisation.name
        # tuition, fee, milestone: 340,300 and 357,300 and 1,000; of shares 3,000, then 4,500 less their price
        assert rows[own] == [238_210 + 3_000, 250_110 + 4_500 - 1_515, 700]
        assert rows["into the reward fund"] == [23_821, 25_011, 70]
        assert rows["award out of the fund: A patent"] == [0, 18_000, 0]
        assert rows["left in the fund"] == [23_821, 30_832, 30_902]
        assert rows["worth of its shares after the year"][:2] == [7_000, 8_250]  # the enterprise's, the last row
        assert [text for _stage, year, text, _sum in page.steps if year == 3][:2] == [
            "Income: The fee of the year", "Income: Prototype",
        ]  # fmt: skip
        kept = ScenarioForm(asked, benefit=t.Benefit(stages))
        assert kept.is_valid()
        again = ScenarioForm(ScenarioForm.entered(t.Benefit(stages), kept.scenario()), benefit=t.Benefit(stages))
        assert again.is_valid(), again.errors
        assert again.scenario() == kept.scenario()
        wrong = ScenarioForm({**asked, "units_0": "4.5"}, benefit=t.Benefit(stages))
        assert list(wrong.errors) == ["units_0"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [("income_0", "much"), ("income_0", "-5"), ("income_0", "1 " * 31), ("reached_0", "101"), ("gone_0_0", "x")],
    )
    def test_what_cannot_be_used_is_said_beside_its_field(self, administrator, field, value):
        agreement = make_agreement(administrator.organisation, benefit=FULL)
        page = self.ask(administrator, agreement, **{"income_0": "5", field: value})
        assert page.status_code == 200
        assert f'href="#id_{field}"' in page.content.decode()
        assert "page" not in page.context

    def test_a_clause_that_is_not_complete_says_what_is_missing(self, administrator):
        stage = t.BenefitStage(Stage.PILOT, {"college": 1}, floor=Decimal("5.00"))
        agreement = make_agreement(administrator.organisation, benefit=t.Benefit((stage,)))
        assert "needs a payer" in self.ask(administrator, agreement, income_0="5").content.decode()

    def test_parts_that_share_nothing_out_are_said_so(self, administrator):
        agreement = make_agreement(administrator.organisation, benefit=t.Benefit((t.BenefitStage(Stage.PILOT),)))
        page = self.ask(administrator, agreement, income_0="5")
        assert page.status_code == 200
        assert "Give parts as whole numbers" in page.content.decode()

    def test_without_a_clause_there_is_nothing_to_reckon(self, administrator):
        agreement = make_agreement(administrator.organisation, benefit=t.NotApplicable("No income"))
        assert "nothing to reckon" in self.ask(administrator, agreement).content.decode()
