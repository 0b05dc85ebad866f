"""The import mechanism: whole file first, all or nothing, no row lost."""

import csv
import io

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from accounts.actors import Actor
from core.cells import one_of, pattern, whole
from core.errors import NotAllowed
from core.imports import Counts, Importer, Rejected, RowsLost, importers, run_import, upsert
from core.sheets import Column, SheetError
from tests.factories.accounts import TODAY

with isolate_apps("core"):

    class Thing(models.Model):
        """A table of this test alone."""

        code = models.CharField(max_length=6)
        name = models.CharField(max_length=50)
        size = models.IntegerField(null=True)

        class Meta:
            app_label = "core"
            db_table = "test_thing"


class ThingImporter(Importer[dict]):
    """Things of three columns."""

    key = ("code",)
    columns = (
        Column("code", "编码", is_required=True, read=pattern(r"\d{3}", "Three digits.")),
        Column("name", "名称", is_required=True),
        Column("size", "大小", read=whole(most=100)),
        Column("colour", "颜色", read=one_of({"red": "r", "红": "r"})),
    )

    def read(self, line, values):
        if values["name"] == "retired":
            self.note(line, "retired code 330103 read as 330105")
        if values["name"] == "unwanted":
            raise Rejected("name", "Not wanted.")
        return {name: values.get(name) for name in ("code", "name", "size")}

    def review(self, accepted):
        for row in accepted:
            if row.item["name"] == "orphan":
                self.reject(row, "name", "No parent in this file.")

    def write(self, items, progress):
        return upsert(items, into=Thing.objects.all(), key=("code",), progress=progress)


class LosingImporter(ThingImporter):
    """Forgets a row."""

    def write(self, items, progress):
        return super().write(items[1:], progress)


@pytest.fixture
def things(db, monkeypatch):
    key = "integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE test_thing (id {key}, code varchar(6), name varchar(50), size integer)")
    monkeypatch.setattr(importers, "_items", {"things": (1, ThingImporter), "losing": (2, LosingImporter)})
    yield Thing.objects
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_thing")


def take_in(text: str, *, name="things", actor=None, **options):
    return run_import(
        name,
        io.BytesIO(text.encode()),
        file_name="things.csv",
        actor=actor or Actor.system("test"),
        on=TODAY,
        **options,
    )


FILE = "code,name,size\n001,one,1\n002,two,\n003,three,3\n"


def test_a_second_import_changes_nothing(things):
    first, second = take_in(FILE), take_in(FILE)
    third = take_in(FILE.replace("two", "zwei") + "004,four,4\n")

    assert (first.rows, first.counts) == (3, Counts(created=3))
    assert second.counts == Counts(unchanged=3)
    assert third.counts == Counts(created=1, updated=1, unchanged=2)
    assert list(things.order_by("code").values_list("code", "name", "size")) == [
        ("001", "one", 1),
        ("002", "zwei", None),
        ("003", "three", 3),
        ("004", "four", 4),
    ]


def test_rejected_rows_say_where_what_and_why_and_the_others_go_in(things):
    report = take_in(
        "编码,名称,大小,颜色\n"
        "001,one,1,红\n"
        "1x,two,999,blue\n"  # three faults in one row
        "003,,3,\n"
        "001,again,,\n"
        "005,unwanted,,\n"
        "006,orphan,,\n"
        "007,=1+1,,\n"
        "008,retired,8,red\n"
    )

    assert report.rows == 8
    assert report.counts == Counts(created=2)
    assert report.rejected == 6
    assert [(fault.line, fault.column, fault.value, fault.reason) for fault in report.rejections] == [
        (3, "code", "1x", "Three digits."),
        (3, "size", "999", "Not a whole number from 0 to 100."),
        (3, "colour", "blue", "Not one of: red, 红."),
        (4, "name", "", "Empty."),
        (5, "code", "001", "The same as line 2."),
        (6, "name", "unwanted", "Not wanted."),
        (7, "name", "orphan", "No parent in this file."),
        (8, "name", "=1+1", "Formulas are not read. Copy the column and paste it as values."),
    ]
    assert [(note.line, note.text) for note in report.notes] == [(9, "retired code 330103 read as 330105")]
    assert things.count() == 2


def test_the_report_file_has_the_columns_of_the_file_and_can_be_mended_and_imported(things):
    report = take_in(FILE + "4,four,4\n005,=HYPERLINK(1),5\n")
    target = io.StringIO(newline="")
    report.write_rejected(target)

    rows = list(csv.reader(io.StringIO(target.getvalue())))
    assert rows[0] == ["code", "name", "size", "line", "reason"]
    assert rows[1] == ["4", "four", "4", "5", "code: Three digits."]
    assert rows[2][1] == "'=HYPERLINK(1)"  # no formula in a file that we make
    again = take_in(target.getvalue().replace("\r\n4,", "\r\n004,"))
    assert again.counts == Counts(created=2)
    assert again.ignored_columns == ("line", "reason")


def test_a_dry_run_counts_like_the_import_and_writes_nothing(things):
    written = []
    preview = take_in(FILE, is_dry_run=True, after_write=written.append)

    assert preview.counts == Counts(created=3)
    assert not things.exists()
    assert not written
    assert take_in(FILE).counts == preview.counts


def test_a_lost_row_takes_everything_back(things):
    with pytest.raises(RowsLost):
        take_in(FILE, name="losing")
    assert not things.exists()


def test_an_error_after_writing_takes_everything_back(things):
    def fail(report):
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        take_in(FILE, after_write=fail)
    assert not things.exists()


def test_a_refused_file_is_refused_as_a_whole(things):
    with pytest.raises(SheetError, match="name"):
        take_in("code,size\n001,1\n")
    assert not things.exists()


def test_a_column_that_is_not_in_the_file_is_not_in_the_values(things):
    seen = []

    class Looking(ThingImporter):
        def read(self, line, values):
            seen.append(values)
            return super().read(line, values)

    importers._items["looking"] = (3, Looking)
    take_in("code,name\n001,one\n", name="looking")
    assert seen == [{"code": "001", "name": "one"}]


def test_who_may_not_import_is_refused_before_the_file_is_read(things, administrator, operator):
    with pytest.raises(NotAllowed):
        take_in("no table at all", actor=administrator.actor)
    assert take_in(FILE, actor=operator.actor).counts.created == 3


def test_queries_do_not_grow_with_rows(things, django_assert_max_num_queries):
    many = "code,name\n" + "".join(f"{number:03},n{number}\n" for number in range(400))
    with django_assert_max_num_queries(6):
        take_in(many)
    with django_assert_max_num_queries(6):
        take_in(many.replace(",n", ",m").replace(",mame", ",name"))
