"""The list of colleges: every fault of the real file, then the real file."""

from collections import Counter

import pytest

from accounts.actors import Actor
from accounts.models import Organisation
from core.errors import NotAllowed
from institutions.models import College
from ledger.models import Entry
from tests.factories.accounts import make_region
from tests.factories.files import outcome, refused, said, take_in, take_in_file

pytestmark = pytest.mark.django_db


def college(number: int = 1, **changes: str) -> dict[str, str]:
    facts = {
        "school_code": f"41340{number:05d}",
        "institution_code": f"{number:05d}",
        "name": f"第{number}职业技术学院",
        "name_en": "",
        "education_level": "专科",
        "is_vocational": "Y",
        "ownership": "公办",
        "authority": "安徽省",
        "province_code": "340000",
        "city": "芜湖市",
        "city_code": "340200",
    }
    return facts | changes


@pytest.fixture(autouse=True)
def places():
    make_region("340200")
    make_region("330200")


def test_it_stands_in_its_city_and_answers_to_its_province():
    assert outcome(take_in("colleges", college())) == (1, 1, 0, 0, 0)
    organisation = Organisation.objects.get()
    assert (organisation.kind, organisation.region.code, organisation.overseer_region.code) == (
        "college",
        "340200",
        "340000",
    )
    assert College.objects.get().pk == organisation.pk


def test_a_second_import_changes_nothing_and_records_nothing():
    take_in("colleges", college(1), college(2))
    entries = Entry.objects.count()
    assert outcome(take_in("colleges", college(1), college(2))) == (2, 0, 0, 2, 0)
    assert Entry.objects.count() == entries


def test_a_change_is_an_update_with_what_was_before():
    take_in("colleges", college(1), college(2))
    report = take_in("colleges", college(1, name="改名学院"), college(2))
    assert outcome(report) == (2, 0, 1, 1, 0)
    assert "第1职业技术学院" in Entry.objects.get(action="college.changed").payload.document


def test_a_college_outside_its_province_answers_to_its_province():
    report = take_in("colleges", college(city="宁波市", city_code="330200"))
    assert Organisation.objects.get().region.code == "330200"
    assert Organisation.objects.get().overseer_region.code == "340000"
    assert "宁波市" in said(report)[2][0]


@pytest.mark.parametrize("authority", ["教育部", "交通运输部（中国民用航空局）", "空军装备部", "中国科学院"])
def test_an_authority_of_the_centre_leaves_the_overseer_to_the_nation(authority):
    report = take_in("colleges", college(authority=authority))
    assert Organisation.objects.get().overseer_region is None
    assert authority in said(report)[2][0]


@pytest.mark.parametrize("authority", ["安徽省", "安徽省教育厅", "安徽省 中国科学院"])
def test_an_authority_of_the_province_in_any_words(authority):
    report = take_in("colleges", college(authority=authority))
    assert Organisation.objects.get().overseer_region.code == "340000"
    assert not report.notes


def test_the_production_corps_is_overseen_with_xinjiang_and_said():
    make_region("650100", "乌鲁木齐市")
    xinjiang = make_region("650000")
    xinjiang.name = "新疆维吾尔自治区"
    xinjiang.save()
    codes = {"school_code": "4165000001", "province_code": "650000", "city_code": "650100", "city": "乌鲁木齐市"}
    report = take_in("colleges", college(authority="新疆生产建设兵团", **codes))
    assert Organisation.objects.get().overseer_region == xinjiang
    assert any("兵团" in note for note in said(report)[2])


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"city": "芜湖"}, "芜湖市"),
        ({"school_code": "4111000001"}, "4111000001"),
        ({"institution_code": "99999"}, "99999"),
        ({"city_code": "", "city": ""}, "No city"),
    ],
)
def test_doubts_are_said_and_the_row_is_taken_in(changes, word):
    report = take_in("colleges", college(**changes))
    assert outcome(report) == (1, 1, 0, 0, 0)
    assert any(word in note for note in said(report)[2])


def test_a_retired_code_is_mapped_and_said():
    retired = {"old_code": "340203", "old_name": "旧区", "new_code": "340200", "new_name": "芜湖市"}
    take_in("retired-regions", retired | {"note": "merged 2021"})
    report = take_in("colleges", college(city="", city_code="340203"))
    assert Organisation.objects.get().region.code == "340200"
    assert "340203" in said(report)[2][0]


def test_the_same_name_under_another_code_is_said():
    report = take_in("colleges", college(1), college(2, name="第1职业技术学院"))
    assert outcome(report) == (2, 2, 0, 0, 0)
    assert "Possible duplicate" in said(report)[3][0]


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"school_code": "41340"}, "school_code", "41340"),
        ({"name": ""}, "name", ""),
        ({"education_level": "博士"}, "education_level", "博士"),
        ({"is_vocational": "也许"}, "is_vocational", "也许"),
        ({"ownership": "其他"}, "ownership", "其他"),
        ({"province_code": "340200"}, "province_code", "340200"),
        ({"province_code": "990000"}, "province_code", "990000"),
        ({"city_code": "340299"}, "city_code", "340299"),
        ({"school_code": "4134000001"}, "school_code", "4134000001"),
    ],
)
def test_what_is_refused_says_line_column_and_value(changes, column, value):
    report = take_in("colleges", college(1), college(2, **changes))
    assert refused(report) == [(3, column, value)]
    assert outcome(report) == (2, 1, 0, 0, 1)


def test_only_the_operator_imports(administrator, operator):
    with pytest.raises(NotAllowed):
        take_in("colleges", college(), actor=administrator.actor)
    assert outcome(take_in("colleges", college(), actor=operator.actor)) == (1, 1, 0, 0, 0)


@pytest.mark.shared
def test_the_real_file(shared_data):
    take_in_file("regions", shared_data / "divisions.csv")
    path = shared_data / "colleges.csv"

    report = take_in_file("colleges", path)

    assert outcome(report) == (2919, 2919, 0, 0, 0)
    assert outcome(take_in_file("colleges", path)) == (2919, 0, 0, 2919, 0)
    assert College.objects.filter(is_vocational=True).count() == 1641
    assert Organisation.objects.filter(overseer_region=None).count() == 119
    notes = Counter(
        "centre" if "of the centre" in note.text else "corps" if "overseen together" in note.text else "other"
        for note in report.notes
    )
    assert notes == {"centre": 119, "corps": 16, "other": 4}
    hebei = Organisation.objects.get(name="河北工业大学")
    assert (hebei.region.code, hebei.overseer_region.code) == ("120000", "130000")
    assert Entry.objects.filter(action="college.registered", actor_key=Actor.system("test").key).count() == 2919
