"""Imports of the reference room: every fault of the real files, written as facts; then the real files."""

from collections import Counter
from datetime import date

import pytest

from core.errors import NotAllowed
from reference.models import CatalogueMajor, Industry, Region, RegionSuccession
from reference.selectors import resolve_region
from tests.factories.accounts import TODAY
from tests.factories.files import csv_file, outcome, refused, said, take_in, take_in_file

pytestmark = pytest.mark.django_db


def region(code: str, name: str, **changes) -> dict[str, str]:
    level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    facts = {"code": code, "name": name, "level": level, "parent_code": "", "full_name": name, "region": "east"}
    return facts | {"flag": ""} | changes


ZHEJIANG = (
    region("330000", "浙江省"),
    region("330100", "杭州市", parent_code="330000"),
    region("330102", "上城区", parent_code="330100"),
    region("330105", "拱墅区", parent_code="330100"),
    region("330114", "钱塘区", parent_code="330100"),
)


class TestRegions:
    def test_a_second_import_changes_nothing(self):
        assert outcome(take_in("regions", *ZHEJIANG)) == (5, 5, 0, 0, 0)
        assert outcome(take_in("regions", *ZHEJIANG)) == (5, 0, 0, 5, 0)
        assert Region.objects.get(code="330102").parent.code == "330100"

    def test_children_may_stand_before_their_parents(self):
        assert outcome(take_in("regions", *reversed(ZHEJIANG))) == (5, 5, 0, 0, 0)

    def test_a_changed_name_is_an_update(self):
        take_in("regions", *ZHEJIANG)
        report = take_in("regions", *ZHEJIANG[:-1], region("330114", "钱塘新区", parent_code="330100"))
        assert outcome(report) == (5, 0, 1, 4, 0)

    def test_a_dry_run_leaves_nothing(self):
        assert outcome(take_in("regions", *ZHEJIANG, is_dry_run=True)) == (5, 5, 0, 0, 0)
        assert not Region.objects.exists()

    def test_text_in_gb18030(self):
        take_in("regions", *ZHEJIANG, encoding="gb18030")
        assert Region.objects.get(code="330105").name == "拱墅区"

    @pytest.mark.parametrize("flag", ["placeholder", "statistical_zone_not_GBT2260", "prefecture_without_counties"])
    def test_flags_are_kept_and_said(self, flag):
        report = take_in("regions", region("420000", "湖北省"), region("429000", "省直辖县级行政区划", flag=flag))
        assert Region.objects.get(code="429000").flag == flag
        assert list(said(report)) == [3]
        assert Region.objects.get(code="429000").is_placeholder == (flag == "placeholder")

    def test_a_province_without_divisions_is_said(self):
        report = take_in("regions", region("710000", "台湾省", region=""))
        assert "no divisions below" in said(report)[2][0]

    @pytest.mark.parametrize(
        ("row", "column", "value"),
        [
            (region("33011", "短码区"), "code", "33011"),
            (region("330199", ""), "name", ""),
            (region("330199", "某区", level="province"), "level", "province"),
            (region("330199", "某区", level="town"), "level", "town"),
            (region("330199", "某区", parent_code="330200"), "parent_code", "330200"),
            (region("340101", "某区", parent_code="340100"), "parent_code", "340100"),
            (region("330199", "某区", flag="new_flag"), "flag", "new_flag"),
            (region("330102", "又一个上城区"), "code", "330102"),
        ],
    )
    def test_what_is_refused_says_line_column_and_value(self, row, column, value):
        report = take_in("regions", *ZHEJIANG, row)
        assert refused(report) == [(7, column, value)]
        assert outcome(report) == (6, 5, 0, 0, 1)
        assert report.rejections[0].reason

    def test_only_the_operator_imports(self, administrator):
        with pytest.raises(NotAllowed):
            take_in("regions", *ZHEJIANG, actor=administrator.actor)


def retired(old: str, name: str, new: str, new_name: str, note: str = "merged 2021") -> dict[str, str]:
    return {"old_code": old, "old_name": name, "new_code": new, "new_name": new_name, "note": note}


class TestRetiredRegions:
    @pytest.fixture(autouse=True)
    def in_use(self):
        take_in("regions", *ZHEJIANG)

    def test_an_old_code_is_read_as_its_successor_and_said(self):
        take_in("retired-regions", retired("330103", "下城区", "330105", "拱墅区"))

        found = resolve_region("330103", TODAY)

        assert found.region.code == "330105"
        assert found.mapped_from == "330103"
        assert "330103 (下城区) read as 330105 (拱墅区)" in found.note

    def test_in_its_last_year_the_old_code_stands_for_itself(self):
        take_in("retired-regions", retired("330103", "下城区", "330105", "拱墅区"))
        days = (date(2021, 12, 31), date(2022, 1, 1))
        assert [resolve_region("330103", day).region.code for day in days] == ["330103", "330105"]

    def test_the_second_successor_that_stands_in_the_note(self):
        row = retired("330104", "江干区", "330102", "上城区", "merged 2021; part to 330114 钱塘区")

        report = take_in("retired-regions", row)
        found = resolve_region("330104", TODAY)

        assert "several successors" in said(report)[2][0]
        steps = RegionSuccession.objects.filter(old__code="330104")
        assert {(step.new.code, step.is_partial) for step in steps} == {("330102", True), ("330114", True)}
        assert found.is_ambiguous
        assert found.region.code == "330100"
        assert "330102 上城区, 330114 钱塘区" in found.note

    def test_several_steps_lead_to_the_region_of_today(self):
        take_in("retired-regions", retired("330103", "下城区", "330105", "拱墅区", "merged 2021"))
        take_in("retired-regions", retired("330105", "拱墅区", "330114", "钱塘区", "merged 2024"))
        assert resolve_region("330103", date(2023, 5, 1)).region.code == "330105"
        assert resolve_region("330103", TODAY).region.code == "330114"

    def test_a_second_import_changes_nothing(self):
        rows = (
            retired("330103", "下城区", "330105", "拱墅区"),
            retired("330104", "江干区", "330102", "上城区", "merged 2021; part to 330114 钱塘区"),
        )
        assert outcome(take_in("retired-regions", *rows)) == (2, 2, 0, 0, 0)
        assert outcome(take_in("retired-regions", *rows)) == (2, 0, 0, 2, 0)

    def test_a_corrected_year_is_an_update(self):
        take_in("retired-regions", retired("330103", "下城区", "330105", "拱墅区", "merged 2021"))
        report = take_in("retired-regions", retired("330103", "下城区", "330105", "拱墅区", "merged 2022"))
        assert outcome(report) == (1, 0, 1, 0, 0)
        assert Region.objects.get(code="330103").valid_to == date(2022, 12, 31)

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            (retired("330103", "下城区", "330199", "无此区"), "new_code"),
            (retired("330103", "下城区", "330105", "拱墅区", "merged"), "note"),
            (retired("330103", "下城区", "330105", "拱墅区", "merged 2021; part to 330199"), "note"),
            (retired("990103", "无此省", "330105", "拱墅区"), "old_code"),
        ],
    )
    def test_what_is_refused(self, row, column):
        report = take_in("retired-regions", row)
        assert [fault.column for fault in report.rejections] == [column]
        assert outcome(report) == (1, 0, 0, 0, 1)

    def test_unknown_codes_are_unknown(self):
        found = resolve_region("999999", TODAY)
        assert found.region is None
        assert "999999" in found.note


def industry(code: str, level: str, parent: str = "", **changes) -> dict[str, str]:
    facts = {"code": code, "name": f"行业{code}", "level": level, "parent_code": parent, "section": "A"}
    return facts | changes


class TestIndustries:
    def test_lost_zeros_are_put_back_by_the_level(self):
        report = take_in(
            "industries",
            industry("A", "section"),
            industry("1", "division", "A"),
            industry("11", "group", "1"),
            industry("111", "class", "11"),
        )
        assert outcome(report) == (4, 4, 0, 0, 0)
        assert list(Industry.objects.values_list("code", flat=True)) == ["01", "011", "0111", "A"]
        assert list(said(report)) == [3, 4, 5]
        assert Industry.objects.get(code="0111").parent.code == "011"

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            (industry("0111", "group", "01"), "code"),
            (industry("7", "section"), "code"),
            (industry("021", "group", "01"), "parent_code"),
            (industry("031", "group", "03"), "parent_code"),
            (industry("Z", "section"), "code"),
        ],
    )
    def test_what_is_refused(self, row, column):
        report = take_in("industries", industry("A", "section"), industry("01", "division", "A"), row)
        assert [(fault.line, fault.column) for fault in report.rejections] == [(4, column)]
        assert outcome(report) == (3, 2, 0, 0, 1)


def major(code: str, level: str = "高职专科", **changes) -> dict[str, str]:
    whole = code.rstrip("TK").zfill(6)
    facts = {"level": level, "code": code, "name": f"专业{code}", "category": "大类", "class": "类"}
    codes = {"category_code": whole[:2], "class_code": whole[:4], "state_controlled_K": "", "duration": "三年"}
    return facts | codes | {"degree": ""} | changes


class TestMajors:
    def test_codes_with_marks_and_with_lost_zeros(self):
        report = take_in("majors", major("520101K", state_controlled_K="Y"), major("20101", "普通本科"))

        assert outcome(report) == (2, 2, 0, 0, 0)
        assert CatalogueMajor.objects.get(code="520101K").is_state_controlled
        assert CatalogueMajor.objects.get(code="020101").level == "bachelor"
        assert "020101" in said(report)[3][0]

    def test_state_control_follows_from_the_code_and_is_said(self):
        report = take_in("majors", major("520101K"))
        assert CatalogueMajor.objects.get().is_state_controlled
        assert list(said(report)) == [2]

    def test_a_missing_duration_stays_empty(self):
        take_in("majors", major("410101"), major("410102", duration=""))
        assert list(CatalogueMajor.objects.values_list("duration_years", flat=True)) == [3, None]

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            (major("4101"), "code"),
            (major("410103", class_code="4202"), "class_code"),
            (major("410103", "博士"), "level"),
            (major("410103", duration="很久"), "duration"),
            (major("410101"), "code"),
        ],
    )
    def test_what_is_refused(self, row, column):
        report = take_in("majors", major("410101"), row)
        assert [(fault.line, fault.column) for fault in report.rejections] == [(3, column)]


class TestCodeRanges:
    @pytest.mark.parametrize(
        ("code", "low", "high"),
        [
            ("340000", "340000", "349999"),
            ("340100", "340100", "340199"),
            ("340121", "340121", "340121"),
            ("441900", "441900", "441999"),  # a prefecture without counties
            ("429000", "429000", "429099"),  # holds the counties directly under Hubei
            ("659001", "659001", "659001"),
        ],
    )
    def test_a_subtree_is_a_range(self, code, low, high):
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        assert Region(code=code, level=level).code_range() == (low, high)

    def test_counties_directly_under_a_province_lie_in_its_range(self):
        take_in(
            "regions",
            region("420000", "湖北省"),
            region("429000", "省直辖县级行政区划", flag="placeholder"),
            region("429004", "仙桃市"),
            region("420100", "武汉市"),
        )
        hubei, xiantao = Region.objects.get(code="420000"), Region.objects.get(code="429004")
        assert xiantao in Region.objects.within(hubei)
        assert xiantao.lineage_codes() == ["429004", "429000", "420000"]
        assert {one.code for one in Region.objects.within(hubei).selectable()} == {"420000", "429004", "420100"}


@pytest.mark.shared
class TestRealFiles:
    @pytest.mark.parametrize(
        ("name", "file", "rows"),
        [("industries", "industries_gbt4754_2017", 1971), ("majors", "majors", 1879)],
    )
    def test_catalogues(self, shared_data, name, file, rows):
        path = shared_data / f"{file}.csv"
        assert outcome(take_in_file(name, path)) == (rows, rows, 0, 0, 0)
        assert outcome(take_in_file(name, path)) == (rows, 0, 0, rows, 0)

    def test_regions_and_retired_regions(self, shared_data):
        paths = shared_data / "divisions.csv", shared_data / "divisions_retired.csv"
        report = take_in_file("regions", paths[0])
        assert outcome(report) == (3351, 3351, 0, 0, 0)
        assert Counter(Region.objects.values_list("level", flat=True)) == {
            "province": 34,
            "prefecture": 342,
            "county": 2975,
        }
        flags = Counter(Region.objects.exclude(flag="").values_list("flag", flat=True))
        assert flags["statistical_zone_not_GBT2260"] == 123
        assert flags["placeholder"] == 9
        assert len(report.notes) == sum(flags.values()) + 3  # Taiwan, Hong Kong, Macao: provinces alone

        assert outcome(take_in_file("retired-regions", paths[1])) == (20, 20, 0, 0, 0)
        assert RegionSuccession.objects.count() == 21

        assert outcome(take_in_file("regions", paths[0])) == (3351, 0, 0, 3351, 0)
        assert outcome(take_in_file("retired-regions", paths[1])) == (20, 0, 0, 20, 0)

        assert resolve_region("330104", TODAY).is_ambiguous
        assert resolve_region("350403", TODAY).region.code == "350404"
        assert resolve_region("654223", TODAY).region.code == "654203"

    def test_every_subtree_is_exactly_its_range(self, shared_data):
        take_in_file("regions", shared_data / "divisions.csv")
        regions = {one.pk: one for one in Region.objects.all()}
        for one in regions.values():
            above = one
            while above.parent_id:
                above = regions[above.parent_id]
                low, high = above.code_range()
                assert low <= one.code <= high
        hubei = Region.objects.get(code="420000")
        assert Region.objects.within(hubei).count() == sum(code.code.startswith("42") for code in regions.values())

    def test_shipped_parameters_name_regions_that_exist(self, shared_data):
        from reference.shipped import shipped_parameters

        take_in_file("regions", shared_data / "divisions.csv")
        known = set(Region.objects.values_list("code", flat=True)) | {""}
        assert {value.region_code for value in shipped_parameters()} <= known

    def test_the_real_file_in_gb18030(self, shared_data):
        import csv

        with (shared_data / "industries_gbt4754_2017.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert csv_file(rows, encoding="gb18030").getvalue() != csv_file(rows).getvalue()
        assert outcome(take_in("industries", *rows, encoding="gb18030")) == (1971, 1971, 0, 0, 0)
