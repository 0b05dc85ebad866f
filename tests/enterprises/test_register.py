"""The register of enterprises: credit codes, names, import with every fault of the real file, yearly facts."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from accounts.models import Organisation
from core.errors import NotAllowed
from enterprises.credit_code import compact, fault_of
from enterprises.models import Enterprise, EnterpriseYear, ExternalId
from enterprises.names import name_key
from enterprises.services import (
    CreditCodeTaken,
    CreditCodeWrong,
    EnterpriseFacts,
    YearAhead,
    record_enterprise_year,
    register,
    register_enterprise,
)
from ledger.models import Entry
from reference.models import Industry
from tests.factories.accounts import TODAY, make_region
from tests.factories.files import outcome, refused, said, take_in, take_in_file

BYD = "91440300192317458F"


class TestCreditCode:
    def test_a_right_code_has_no_fault(self):
        assert fault_of(BYD) is None
        assert fault_of(" 9144 0300-192317458f ") is None
        assert compact("９１４４０３００192317458ｆ") == BYD

    @pytest.mark.parametrize(
        ("code", "position", "found", "expected"),
        [
            ("91340200713920435C", 18, "C", "8"),
            ("91440300192317458A", 18, "A", "F"),
            ("9144030019231745OF", 17, "O", ""),
            ("91A40300192317458F", 3, "A", ""),
            ("9144030019231745F", 0, "9144030019231745F", ""),
        ],
    )
    def test_it_says_which_character_is_wrong(self, code, position, found, expected):
        fault = fault_of(code)
        assert (fault.position, fault.found) == (position, found)
        if position == 18:
            assert fault.expected in str(fault.message)
            assert fault_of(code[:-1] + fault.expected) is None
        assert found in str(fault.message) or str(len(code)) in str(fault.message)

    @pytest.mark.shared
    def test_the_samples(self, shared_data):
        with (shared_data / "uscc_samples.csv").open(encoding="utf-8") as file:
            samples = list(csv.DictReader(file))
        kinds = {"valid": set(), "bad_check_digit": {18}, "bad_form": set(range(18))}
        for sample in samples:
            fault = fault_of(sample["uscc"])
            if fault is None:
                assert sample["check_digit_gb32100"] == "valid"
            else:
                assert fault.position in kinds[sample["check_digit_gb32100"]], sample
        assert Counter(fault_of(sample["uscc"]) is None for sample in samples) == {True: 6, False: 7}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ganfeng Lithium Co., Ltd. Class H", "GANFENG LITHIUM CO LTD"),
        ("*ST宋都", "宋都"),
        ("ST信通", "信通"),
        ("奇瑞汽车股份有限公司", "奇瑞汽车 有限公司"),
        ("上海建工集团（股份）有限公司", "上海建工集团(股份)有限公司"),
        ("China Merchants Energy Shipping Co.,Ltd", "China Merchants Energy Shipping Company Limited"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("宿州银行", "苏州银行"), ("Bank A Ltd", "Bank B Ltd"), ("ST Ives", "Ives")]
)
def test_names_that_differ(one, other):
    assert name_key(one) != name_key(other)


def row(symbol: str, name: str = "", **changes: str) -> dict[str, str]:
    facts = {
        "symbol": symbol,
        "name_en": name or f"Company {symbol}",
        "name_zh_short": f"企业{symbol[:6]}",
        "uscc": "",
        "city_en": "Wuhu",
        "division_code": "340200",
        "province_code": "340000",
        "industry_gics": "Auto",
        "gbt4754_division_guess": "C36",
        "website": f"http://{symbol.lower()}.example",
        "zipcode": "241000",
        "flags": "",
    }
    return facts | changes


@pytest.mark.django_db
class TestImport:
    @pytest.fixture(autouse=True)
    def places_and_industries(self):
        make_region("340200")
        make_region("330200")
        Industry.objects.create(code="36", section="C", level="division", name="汽车制造业")

    def test_a_second_import_changes_nothing(self):
        rows = row("600001.SS"), row("000002.SZ", flags="delisted")
        assert outcome(take_in("enterprises", *rows)) == (2, 2, 0, 0, 0)
        entries = Entry.objects.filter(action__startswith="enterprise.")
        assert entries.count() == 2
        assert outcome(take_in("enterprises", *rows)) == (2, 0, 0, 2, 0)
        assert entries.count() == 2
        assert ExternalId.objects.get(value="000002.SZ").is_ended

    def test_a_dry_run_leaves_nothing(self):
        take_in("enterprises", row("600001.SS"), is_dry_run=True)
        assert not Organisation.objects.exists()

    def test_a_and_h_shares_are_one_enterprise(self):
        same = {"name": "Weichai Power Company Ltd.", "website": "http://weichai.example"}
        rows = (
            row("000338.SZ", **same),
            row("2338.HK", **same, name_zh_short="", flags="same_name_as:000338.SZ"),
        )

        report = take_in("enterprises", *rows)

        assert outcome(report) == (2, 1, 1, 0, 0)
        assert "another share" in said(report)[3][0]
        assert {one.value for one in Enterprise.objects.get().external_ids.all()} == {"000338.SZ", "2338.HK"}
        assert outcome(take_in("enterprises", *rows)) == (2, 0, 0, 2, 0)

    def test_what_one_row_does_not_know_the_other_may(self):
        unknown = {"city_en": "", "division_code": "", "province_code": "", "website": "", "gbt4754_division_guess": ""}
        rows = (
            row("002936.SZ", "Bank of Z", **unknown, flags="no_city;no_industry"),
            row("6196.HK", "Bank of Z", name_zh_short=""),
        )

        take_in("enterprises", *rows)

        enterprise = Enterprise.objects.get()
        assert (enterprise.organisation.name, enterprise.organisation.region.code) == ("企业002936", "340200")
        assert outcome(take_in("enterprises", *rows)) == (2, 0, 0, 2, 0)

    def test_the_same_name_in_another_city_is_kept_apart_and_said(self):
        report = take_in(
            "enterprises", row("600001.SS", "Same Name"), row("600002.SS", "Same Name", division_code="330200")
        )
        assert outcome(report) == (2, 2, 0, 0, 0)
        assert "Possible duplicate" in said(report)[3][0]

    def test_a_name_spelled_otherwise_is_kept_apart_and_said(self):
        report = take_in(
            "enterprises", row("600001.SS", "Huadian Power Corp. Class A"), row("1071.HK", "Huadian Power Corp Ltd")
        )
        assert outcome(report) == (2, 2, 0, 0, 0)
        assert "Possible duplicate" in said(report)[3][0]

    def test_a_name_that_the_register_holds_is_said(self):
        take_in("enterprises", row("600001.SS", "Huadian Power Corp. Class A"))
        report = take_in("enterprises", row("1071.HK", "Huadian Power Corp Ltd"))
        assert "in the register" in said(report)[2][0]

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"flags": "no_city", "city_en": ""}, "No city"),
            ({"flags": "city_unmatched", "city_en": "Aksu"}, "Aksu"),
            ({"flags": "ambiguous_city:宿州市34/苏州市32", "city_en": "Suzhou"}, "宿州市34/苏州市32"),
            ({"flags": "wrong_address(source says San Francisco)", "zipcode": "94129"}, "94129"),
            ({"flags": "city_unmatched;province_from_zip", "province_code": "640000"}, "not used"),
        ],
    )
    def test_without_a_usable_city_the_region_stays_empty_and_it_is_said(self, changes, word):
        empty = {"division_code": "", "province_code": ""}
        report = take_in("enterprises", row("600001.SS", **(empty | changes)))
        assert Organisation.objects.get().region is None
        assert Organisation.objects.get().overseer_region is None
        assert any(word in note for note in said(report)[2])

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"flags": "zip_says_province_34", "zipcode": "239000"}, "province 34"),
            ({"zipcode": "14010"}, "six digits"),
            ({"zipcode": "3500002"}, "six digits"),
            ({"flags": "delisted"}, "No longer listed"),
            ({"flags": "no_chinese_short_name", "name_zh_short": ""}, "No Chinese name"),
            ({"flags": "something_new"}, "something_new"),
            ({"gbt4754_division_guess": ""}, "No industry"),
        ],
    )
    def test_what_does_no_harm_is_said(self, changes, word):
        report = take_in("enterprises", row("600001.SS", **changes))
        assert Organisation.objects.get().region.code == "340200"
        assert any(word in note for note in said(report)[2])

    def test_a_retired_code_is_mapped_and_said(self):
        take_in(
            "retired-regions",
            {
                "old_code": "340203",
                "old_name": "旧区",
                "new_code": "340200",
                "new_name": "芜湖市",
                "note": "merged 2021",
            },
        )
        report = take_in("enterprises", row("600001.SS", division_code="340203"))
        assert Organisation.objects.get().region.code == "340200"
        assert "340203" in said(report)[2][0]

    @pytest.mark.parametrize(
        ("changes", "column", "value"),
        [
            ({"name_en": "", "name_zh_short": ""}, "name_zh_short", ""),
            ({"symbol": ""}, "uscc", ""),
            ({"division_code": "999999"}, "division_code", "999999"),
            ({"gbt4754_division_guess": "X99"}, "gbt4754_division_guess", "X99"),
            ({"uscc": "91440300192317458A"}, "uscc", "91440300192317458A"),
            ({"symbol": "600001.SS"}, "symbol", "600001.SS"),
            ({"name_zh_short": "=1+1"}, "name_zh_short", "=1+1"),
        ],
    )
    def test_what_is_refused_says_line_column_and_value(self, changes, column, value):
        report = take_in("enterprises", row("600001.SS"), row("600002.SS") | changes)
        assert refused(report) == [(3, column, value)]
        assert outcome(report) == (2, 1, 0, 0, 1)

    def test_a_register_with_credit_codes_alone(self):
        report = take_in(
            "enterprises", {"name": "比亚迪股份有限公司", "credit_code": BYD.lower(), "region_code": "340200"}
        )
        assert outcome(report) == (1, 1, 0, 0, 0)
        assert Enterprise.objects.get().credit_code == BYD

    def test_an_empty_cell_takes_nothing_away(self):
        take_in("enterprises", row("600001.SS"))
        report = take_in("enterprises", row("600001.SS", division_code="", province_code="", website=""))
        assert outcome(report) == (1, 0, 0, 1, 0)
        assert Organisation.objects.get().region.code == "340200"

    def test_a_change_is_an_update_with_what_was_before(self):
        take_in("enterprises", row("600001.SS"))
        report = take_in("enterprises", row("600001.SS", name_zh_short="新名称"))
        assert outcome(report) == (1, 0, 1, 0, 0)
        entry = Entry.objects.get(action="enterprise.changed")
        assert "企业600001" in entry.payload.document

    def test_only_the_operator_imports(self, liaison):
        with pytest.raises(NotAllowed):
            take_in("enterprises", row("600001.SS"), actor=liaison.actor)

    @pytest.mark.shared
    def test_the_real_file(self, shared_data):
        take_in_file("regions", shared_data / "divisions.csv")
        take_in_file("industries", shared_data / "industries_gbt4754_2017.csv")
        path = shared_data / "enterprises_listed.csv"
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))

        report = take_in_file("enterprises", path)

        assert outcome(report) == (4206, 4136, 69, 0, 1)
        assert refused(report) == [(3589, "name_zh_short", "")]
        assert outcome(take_in_file("enterprises", path)) == (4206, 0, 0, 4205, 1)
        notes = said(report)
        unsaid = [line for line, one in enumerate(rows, start=2) if one["flags"] and line not in notes]
        assert unsaid == [3589]  # the rejected row
        assert ExternalId.objects.count() == 4205
        assert Counter(len(ids) for ids in _identifiers()) == {1: 4067, 2: 69}
        assert Organisation.objects.filter(region=None).count() == 310  # 312, less the rejected and 郑州银行


def _identifiers() -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for one in ExternalId.objects.all():
        found.setdefault(one.enterprise_id, []).append(one.value)
    return list(found.values())


@pytest.mark.django_db
class TestRegister:
    def test_registering_one(self, operator):
        enterprise = register_enterprise(actor=operator.actor, facts=EnterpriseFacts(name="比亚迪", credit_code=BYD))
        assert enterprise.credit_code == BYD
        assert Entry.objects.filter(action="enterprise.registered").count() == 1

    def test_a_code_is_taken_once(self, operator):
        register_enterprise(actor=operator.actor, facts=EnterpriseFacts(name="比亚迪", credit_code=BYD))
        with pytest.raises(CreditCodeTaken, match="比亚迪"):
            register_enterprise(actor=operator.actor, facts=EnterpriseFacts(name="他", credit_code=BYD.lower()))

    def test_a_wrong_code_is_refused_beside_its_field(self, operator):
        with pytest.raises(CreditCodeWrong) as refusal:
            register_enterprise(actor=operator.actor, facts=EnterpriseFacts(name="他", credit_code=f"{BYD[:-1]}A"))
        assert refusal.value.field == "credit_code"
        assert "“F”" in str(refusal.value)

    def test_a_liaison_does_not_change_another_enterprise(self, liaison, other_liaison):
        facts = EnterpriseFacts(name="改名", enterprise_id=other_liaison.organisation.pk)
        with pytest.raises(NotAllowed):
            register_enterprise(actor=liaison.actor, facts=facts)

    def test_a_college_registers_no_enterprise(self, administrator):
        with pytest.raises(NotAllowed):
            register_enterprise(actor=administrator.actor, facts=EnterpriseFacts(name="他"))


@pytest.mark.django_db
class TestYears:
    def record(self, member, year=2025, **facts):
        enterprise = Enterprise.objects.get(pk=member.organisation.pk)
        return record_enterprise_year(actor=member.actor, enterprise=enterprise, year=year, on=TODAY, **facts)

    def test_a_correction_supersedes(self, liaison):
        self.record(liaison, staff_count=100, revenue=Decimal("1234567.89"))
        self.record(liaison, staff_count=120)
        assert [one.staff_count for one in EnterpriseYear.objects.current()] == [120]
        assert EnterpriseYear.objects.get(staff_count=100).revenue == Decimal("1234567.89")

    def test_a_year_ahead_is_refused(self, liaison):
        with pytest.raises(YearAhead):
            self.record(liaison, year=TODAY.year + 1)

    def test_years_are_private(self, liaison, other_liaison, administrator, reviewer):
        self.record(liaison, staff_count=100)
        seen = {
            member: EnterpriseYear.objects.visible_to(member.actor).count()
            for member in (liaison, other_liaison, administrator, reviewer)
        }
        assert list(seen.values()) == [1, 0, 0, 0]

    def test_nobody_files_for_another(self, liaison, other_liaison, administrator):
        enterprise = Enterprise.objects.get(pk=liaison.organisation.pk)
        for member in (other_liaison, administrator):
            with pytest.raises(NotAllowed):
                record_enterprise_year(actor=member.actor, enterprise=enterprise, year=2025, on=TODAY, staff_count=1)
        assert not EnterpriseYear.objects.exists()


@pytest.mark.django_db
def test_a_code_that_was_taken_meanwhile_is_refused_like_any_other(operator, monkeypatch):
    """Two people register one enterprise at once: the second has looked before the first has written."""
    facts = EnterpriseFacts(name="比亚迪", credit_code=BYD)
    register_enterprise(actor=operator.actor, facts=facts)
    monkeypatch.setattr(register, "_holder_of", _blind_once(register._holder_of))

    with pytest.raises(CreditCodeTaken, match="比亚迪"):
        register_enterprise(actor=operator.actor, facts=facts)

    assert Enterprise.objects.filter(credit_code=BYD).count() == 1
    assert Organisation.objects.filter(name="比亚迪").count() == 1


def _blind_once(look):
    """A look that sees nothing the first time."""
    seen = []

    def looked(*args):
        seen.append(args)
        return None if len(seen) == 1 else look(*args)

    return looked
