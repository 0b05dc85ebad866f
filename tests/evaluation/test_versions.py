"""The life of a version: drafts, consultation, approval, the night; files; the preview of a change on real data."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
import yaml
from django.urls import reverse

from accounts.actors import Actor
from core.errors import NotAllowed
from evaluation import frameworks, services
from evaluation.frameworks import FrameworkInvalid
from evaluation.frameworks.files import COLUMNS, read_file, read_yaml, rows_of, written_yaml
from evaluation.models import FrameworkVersion, IndicatorValue, MeasureValue, Publication
from evaluation.selectors.preview import preview
from evaluation.selectors.version_changes import changes
from ledger.models import Entry
from ledger.services import stream_of
from reference.models import FigureCode
from tests.factories.evaluation import DAY, make_small_world
from tests.factories.frameworks import TEXT, draft_framework, own_document

State = FrameworkVersion.State
NIGHT = Actor.system("test")
TODAY = date(2026, 11, 20)


def sent(text, name="list.csv"):
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return read_file(file, name=name)


def as_csv(document):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows(rows_of(document))
    return out.getvalue()


class TestFiles:
    @pytest.mark.parametrize("entry", list(frameworks.shipped()), ids=lambda entry: entry["code"])
    def test_every_shipped_version_comes_back_from_its_files(self, entry):
        for version in entry["versions"]:
            document = frameworks.document_of(version)

            assert read_yaml(written_yaml(document)) == document
            if not any("dimension" in one for one in document["indicators"]):
                assert plain(sent(as_csv(document))) == plain(document)

    def test_an_official_writes_chinese_headings_in_excel(self):
        book = openpyxl.Workbook()
        book.active.append(
            ["类型", "代码", "名称", "所属上级", "分子", "分母", "计分方法", "得分", "分段", "数据来源", "角色"]
        )
        book.active.append(["about", "number", "2027"])
        book.active.append(["about", "effective_from", "2027-09-01"])
        book.active.append(["about", "source", "本省文件"])
        book.active.append(
            [
                "indicator",
                "bases",
                "校外基地",
                None,
                "off_campus_bases",
                "majors",
                "bands",
                3,
                "2：3；1：1",
                "第9项",
                "headline",
            ]
        )
        out = io.BytesIO()
        book.save(out)

        (indicator,) = sent(out.getvalue(), "list.xlsx")["indicators"]
        assert indicator["scoring"] == {"method": "bands", "points": 3, "bands": [[2, 3], [1, 1]]}
        assert (indicator["name"], indicator["role"]) == ("校外基地", "headline")

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("type,code,name\nindicatr,x,y\n", "Line 2: the type is one of about, figure"),
            ("type,code,name,points\nindicator,x,y,many\n", "Line 2: “many” is no number"),
            ("type,code,name,bands\nindicator,x,y,2=3\n", "needs a colon"),
        ],
    )
    def test_a_row_that_cannot_be_read_is_named(self, text, words):
        with pytest.raises(FrameworkInvalid, match=words):
            sent(text)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("a: [1", "Line 1 is not YAML"),
            ("- 1", "no version"),
            ("a: &x [1]\nb: *x", "references"),
            ("a: " + "x" * 1_000_001, "larger"),
            ("!!python/object/apply:os.system [ls]", "not YAML"),
        ],
    )
    def test_yaml_that_is_no_version_is_refused(self, text, words):
        with pytest.raises(FrameworkInvalid, match=words):
            read_yaml(text)


def plain(document):
    """A document without empty lists and with texts in one shape."""

    def shaped(value):
        if isinstance(value, dict):
            if set(value) == {"zh-hans"} or (set(value) == {"zh-hans", "en"} and not value["en"]):
                return value["zh-hans"]
            return {key: shaped(one) for key, one in value.items()}
        if isinstance(value, list):
            return [shaped(one) for one in value]
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    found = shaped(document)
    for entry in found["indicators"]:  # an expression that is a number may come back as text
        for name in ("numerator", "denominator"):
            if name in entry:
                entry[name] = str(entry[name]).removesuffix(".0")
    return found


@pytest.mark.django_db
class TestLife:
    def test_a_version_goes_through_its_life_and_the_ledger_keeps_each_step(self, reviewer, administrator):
        version = draft_framework(reviewer.actor, figures=[figure("mentor_hours")], scope={"regions": ["34"]})
        assert not FigureCode.objects.filter(code="mentor_hours").exists()  # nobody is asked for a draft's figures

        services.open_consultation(actor=reviewer.actor, version=version)
        services.comment(actor=administrator.actor, version=version, text="Too high", indicator="bases")
        services.approve_version(actor=reviewer.actor, version=version, on=TODAY)
        version.refresh_from_db()

        assert version.state == State.APPROVED
        asked = FigureCode.objects.get(code="mentor_hours")
        assert (asked.is_asked_in("340200"), asked.is_asked_in("330100")) == (True, False)
        services.bring_in_force(actor=NIGHT, on=date(2098, 12, 31))
        version.refresh_from_db()
        assert version.state == State.APPROVED
        services.bring_in_force(actor=NIGHT, on=date(2099, 1, 1))
        version.refresh_from_db()
        assert version.state == State.IN_FORCE
        actions = list(
            Entry.objects.filter(stream=stream_of(version)).order_by("number").values_list("action", flat=True)
        )
        assert actions == [
            f"framework_version.{step}" for step in ("drafted", "opened", "commented", "approved", "put_in_force")
        ]

    def test_a_draft_changes_and_an_approved_version_never_does(self, reviewer):
        version = draft_framework(reviewer.actor)
        changed = own_document()
        changed["indicators"][1]["scoring"]["bands"] = [[4, 3]]

        services.change_draft(actor=reviewer.actor, version=version, document=changed)
        version.refresh_from_db()
        assert version.document["indicators"][1]["scoring"]["bands"] == [[4, 3]]

        services.open_consultation(actor=reviewer.actor, version=version)
        with pytest.raises(services.VersionClosed):
            services.change_draft(actor=reviewer.actor, version=version, document=own_document())
        with pytest.raises(services.VersionNotReady):
            services.open_consultation(actor=reviewer.actor, version=version)

    def test_nobody_changes_the_framework_of_another_authority_or_of_the_product(
        self, reviewer, other_reviewer, operator
    ):
        version = draft_framework(reviewer.actor)
        for actor in (other_reviewer.actor, operator.actor):
            with pytest.raises(NotAllowed):
                services.open_consultation(actor=actor, version=version)
        services.load_frameworks(NIGHT)
        shipped = FrameworkVersion.objects.get(framework__code="jiangxi-2023")
        with pytest.raises(NotAllowed):
            services.open_consultation(actor=reviewer.actor, version=shipped)
        assert services.open_consultation(actor=operator.actor, version=shipped).state == State.CONSULTATION

    def test_a_draft_is_its_keepers_until_it_is_put_to_consultation(
        self, reviewer, other_reviewer, operator, administrator
    ):
        services.load_frameworks(NIGHT)
        version = draft_framework(reviewer.actor)
        shipped = FrameworkVersion.objects.get(framework__code="jiangxi-2023")
        people = {"own": reviewer, "other": other_reviewer, "operator": operator, "college": administrator}

        def readers(row):
            found = people.items()
            return {name for name, one in found if FrameworkVersion.objects.visible_to(one.actor).filter(pk=row.pk)}

        assert readers(version) == {"own"}
        assert readers(shipped) == {"own", "other", "operator"}  # to begin from
        services.open_consultation(actor=reviewer.actor, version=version)
        assert readers(version) == set(people)

    def test_a_version_never_judges_a_day_that_is_over(self, reviewer):
        version = draft_framework(reviewer.actor, effective_from=TODAY.isoformat())
        services.open_consultation(actor=reviewer.actor, version=version)

        with pytest.raises(services.BackDated):
            services.approve_version(actor=reviewer.actor, version=version, on=TODAY)
        services.approve_version(actor=reviewer.actor, version=version, on=TODAY - timedelta(days=1))

    def test_a_number_stands_once(self, reviewer):
        draft_framework(reviewer.actor)
        with pytest.raises(services.VersionExists):
            draft_framework(reviewer.actor)

    def test_an_unknown_framework_of_85_items_loads_from_a_table_without_code(self, reviewer):
        rows = ["type,code,name,under,aggregation,role,numerator,denominator,method,points,zero_at,full_at,unit,source"]
        rows += [
            "about,number,2027",
            "about,effective_from,2027-09-01",
            "about,source,S",
            "composite,total,T,,sum,headline",
        ]
        for number in range(85):
            rows.append(f"figure,item_{number},Item {number},,,,,,,,,,cases,")
            rows.append(f"indicator,i{number},Item {number},total,,,figure.item_{number},1,linear,2,0,10,,S{number}")
        document = sent("\n".join(rows))

        version = services.draft_version(actor=reviewer.actor, code="eighty-five", name="八十五项", document=document)

        assert version.indicators.count() == 86
        assert version.indicators.get(code="total").points == 0


def figure(code):
    return {"code": code, "name": TEXT, "unit": "hours"}


@pytest.mark.django_db
class TestPreview:
    def test_a_preview_says_who_turns_and_writes_nothing(self, reviewer):
        make_small_world()
        run = services.evaluate(actor=NIGHT, on=DAY)
        framework = run.version.framework
        document = {**run.version.document, "number": "3", "effective_from": "2027-01-01"}
        document["indicators"] = [dict(entry) for entry in document["indicators"]]
        document["indicators"][0] = {**document["indicators"][0], "light": {"low": 0.9, "high": 0.95}}
        version = services.frameworks._write_version(NIGHT, framework, document)
        before = MeasureValue.objects.count(), IndicatorValue.objects.count(), Publication.objects.get().run_id

        found = preview(NIGHT, version)

        assert found is not None
        assert found.against == run.version
        red = IndicatorValue.objects.filter(run=run, indicator__role="headline", light="red").count()
        judged = IndicatorValue.objects.filter(run=run, indicator__role="headline").exclude(value=None)
        assert found.before["red"] == red
        assert found.now["red"] == judged.filter(value__lt=0.9).count() > red
        assert sum(turn.regions + turn.colleges for turn in found.turns) == len(found.moved)
        assert {(one.level, one.code) for one in found.moved if one.after == "red"} == {
            (value.level, value.code) for value in judged.filter(value__lt=0.9).exclude(light="red")
        }
        of_anhui = preview(reviewer.actor, version)
        assert {one.code[:2] for one in of_anhui.moved} <= {"34", "41"}  # its regions, and school codes
        assert all(not one.code.startswith("4133") for one in of_anhui.moved)
        assert of_anhui.first == ("province", "340000")
        assert sum(of_anhui.now.values()) < sum(found.now.values())
        FrameworkVersion.objects.filter(pk=version.pk).update(state=State.CONSULTATION)
        services.approve_version(actor=NIGHT, version=version, on=DAY)
        version.refresh_from_db()
        assert version.effect["finding"]["changed"] == len(found.moved)
        assert before == (
            MeasureValue.objects.count(),
            IndicatorValue.objects.count(),
            Publication.objects.get().run_id,
        )

    def test_the_list_of_changes_is_made_by_the_machine(self, reviewer):
        first = draft_framework(reviewer.actor)
        after = own_document(number="2", purpose=TEXT)
        after["indicators"][0] = {**after["indicators"][0], "light": {"low": 0.4, "high": 0.5}, "denominator": "majors"}
        after["indicators"][0] |= {"kind": "ratio"}
        after["indicators"][1] = {**after["indicators"][1], "code": "other"}
        second = services.draft_version(actor=reviewer.actor, code="own-list", name="x", document=after)

        found = [(one.node, one.what, one.before, one.after) for one in changes(first, second)]

        assert found == [
            ("", "Purpose", "–", "Rules of the province"),
            ("Active share", "Denominator", "Enterprises with an agreement in force", "Open majors"),
            ("Active share", "Kind", "Share", "Ratio"),
            ("Active share", "Thresholds", "red 0.30, green 0.50", "red 0.40, green 0.50"),
            ("Bases", "New", "", ""),
            ("Bases", "Left out", "", ""),
        ]


@pytest.mark.django_db
class TestPages:
    def page(self, member, name, *args, **more):
        return member.client.get(reverse(f"evaluation:{name}", args=args), **more)

    def test_an_official_loads_a_list_mends_it_and_approves_it(self, reviewer, administrator):
        document = own_document()
        spoiled = as_csv(document).replace("off_campus_bases", "off_campus_basis")
        said = {"code": "own-list", "name": "本省指标", "name_en": "Own list"}
        new = reverse("evaluation:framework-new")

        refused = reviewer.client.post(new, {**said, "file": upload(spoiled)})
        kept = reviewer.client.post(new, {**said, "file": upload(as_csv(document))})
        detail = reverse("evaluation:framework-detail", args=["own-list", "1"])

        assert refused.status_code == 400
        assert "There is no figure named &#x27;off_campus_basis&#x27;" in refused.content.decode()
        assert kept.status_code == 302
        assert kept.url == detail
        assert administrator.client.get(detail).status_code == 404  # a draft is nobody else's
        assert "With scores" not in (html := reviewer.client.get(detail).content.decode())
        assert "A value of 60.0% gives 6 of 10 points. Light: Green." in html
        for step in ("open", "approve"):
            reviewer.client.post(reverse("evaluation:framework-step", args=["own-list", "1", step]))
        assert "Approved" in administrator.client.get(detail).content.decode()

    def test_the_methodology_says_what_the_version_computes(self, reviewer):
        services.load_frameworks(NIGHT)
        html = self.page(reviewer, "framework-detail", "participation-process-results", "2.0").content.decode()

        for words in (
            "Purpose and limits",
            "no national weight set",
            "Weighted geometric mean",
            "Where the light of “Key-equipment investment failure” is Red, the light is at best Yellow.",
            "Linear: 0 at 0%, 4 points at 100%.",
            "Without data it is grey and left out.",
            "Western China 0.4",
            "changes since version 1.0",
        ):
            assert words in html, words

    def test_a_version_is_downloaded_as_it_is_read_in(self, reviewer):
        version = draft_framework(reviewer.actor)
        files = {kind: self.page(reviewer, "framework-file", "own-list", "1", kind) for kind in ("yaml", "csv", "xlsx")}

        assert yaml.safe_load(files["yaml"].content) == version.document
        for kind in ("csv", "xlsx"):
            content = b"".join(files[kind].streaming_content) if files[kind].streaming else files[kind].content
            assert plain(sent(content, f"list.{kind}")) == plain(version.document)


def upload(text):
    file = io.BytesIO(text.encode())
    file.name = "list.csv"
    return file
