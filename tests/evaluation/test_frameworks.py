"""Frameworks: what is refused at approval, loading, versions by day; gates on figures that do not fit."""

import copy
from datetime import date

import numpy as np
import pytest

from accounts.actors import Actor
from evaluation import frameworks, services
from evaluation.engine import gates
from evaluation.engine.deriving import Derived
from evaluation.frameworks import SHIPPED_FRAMEWORK, FrameworkInvalid
from evaluation.frameworks.checks import check
from evaluation.models import FrameworkVersion, Indicator, Light, Run
from evaluation.services.frameworks import put_in_force
from ledger.models import Entry
from reference.shipped import documents
from tests.factories.evaluation import DAY, make_small_world

NIGHT = Actor.system("test")


FIGURES = {entry["code"]: entry["unit"] for entry in documents("figures")}


def shipped(code=SHIPPED_FRAMEWORK):
    return next(entry for entry in frameworks.shipped() if entry["code"] == code)


@pytest.fixture
def document():
    """The first shipped version, to be spoiled."""
    return frameworks.document_of(copy.deepcopy(shipped()["versions"][0]))


def spoil(document, position=0, **changes):
    document["indicators"][position].update(changes)
    return document


class TestApproval:
    @pytest.mark.parametrize("entry", list(frameworks.shipped()), ids=lambda entry: entry["code"])
    def test_every_shipped_version_passes(self, entry):
        for version in entry["versions"]:
            check(frameworks.document_of(version), FIGURES)

    def test_the_second_version_judges_three_dimensions_and_shows_context_without_weight(self):
        plan = check(frameworks.document_of(shipped()["versions"][1]), FIGURES)
        judged = [leaf for leaf in plan.leaves if leaf.thresholds is not None]
        failure = plan.leaf("key_equipment_failure")

        assert [one.code for one in plan.composites if one.under == "index"] == ["participation", "process", "results"]
        assert len(judged) >= 12
        assert all(leaf.under and leaf.points > 0 for leaf in judged)
        assert not [leaf.code for leaf in plan.leaves if leaf.thresholds is None and (leaf.under or leaf.method)]
        assert (failure.thresholds.low, failure.thresholds.down) == (0.40, True)
        assert [plan.class_of(code) for code in ("340200", "310000", "650100", None)] == ["central", "east", "west", ""]

    def test_the_first_version_judges_what_it_always_did(self, document):
        check(document, FIGURES)

        assert [entry["code"] for entry in document["indicators"] if entry.get("role") != "coverage"] == [
            "actual_participation",
            "partners_per_major",
            "bases_per_major",
        ]
        assert document["indicators"][0]["light"] == {"low": 0.3, "high": 0.5}
        assert all(entry["source"]["en"] and entry["source"]["zh-hans"] for entry in document["indicators"])

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"numerator": "no_such_measure"}, "actual_participation: .*no figure named"),
            ({"numerator": "figure.no_such_figure"}, "no figure named"),
            ({"numerator": "partners_in_force +"}, "no expression"),
            ({"numerator": "active_partners + majors"}, "Units do not fit"),
            ({"denominator": "majors"}, "one unit"),
            ({"light": {"low": 0.5, "high": 0.3}}, "wrong order"),
            ({"scoring": {"method": "linear", "zero_at": 1, "full_at": 1, "points": 1}}, "two different goalposts"),
            ({"scoring": {"method": "linear", "points": 1}}, "scoring: zero_at, full_at is missing"),
            ({"scoring": {"method": "bands", "points": 1}}, r"indicators 1 \(actual_participation\).*bands is missing"),
            ({"scoring": {"method": "guess", "points": 1}}, "guess is not one of linear, bands"),
            ({"scoring": {"method": "expert", "points": "3", "of": 5}}, "'3' is not what is needed here: number"),
            ({"sauce": "x"}, "sauce is not known here"),
            ({"code": "X y"}, "'X y' is not written as it has to be"),
            ({"name": ""}, "at least 1 are needed"),
            ({"n_judge": -1}, "-1 lies beyond the limit 0"),
            ({"under": "nowhere"}, "no composite nowhere"),
            ({"finding": "{count} of them"}, r"may name \{numerator\} and \{denominator\} only"),
            ({"role": "indicator"}, "headline"),
            ({"code": "majors"}, "no measure has"),
            ({"code": "coverage"}, "twice"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, document, changes, message):
        with pytest.raises(FrameworkInvalid, match=message):
            check(spoil(document, **changes), FIGURES)

    def test_one_reading_names_everything(self, document):
        spoil(document, numerator="no_such_measure")
        spoil(document, 1, denominator="nor_this_one")
        spoil(document, 2, under="nowhere")

        with pytest.raises(FrameworkInvalid) as refused:
            check(document, FIGURES)
        assert len(refused.value.problems) == 3

    def test_a_circle_is_named(self, document):
        spoil(document, numerator="2 * partners_per_major", kind="ratio")
        spoil(document, 1, numerator="actual_participation * partners_in_force")

        with pytest.raises(FrameworkInvalid, match=r"A circle: .*partners_per_major"):
            check(document, FIGURES)

    def test_an_indicator_may_read_another_and_comes_after_it(self, document):
        plan = check(spoil(document, 0, numerator="2 * bases_per_major", denominator="bases_per_major"), FIGURES)

        codes = [leaf.code for leaf in plan.leaves]
        assert codes.index("bases_per_major") < codes.index("actual_participation")


@pytest.mark.django_db
class TestLoading:
    def test_a_second_load_changes_nothing(self):
        services.load_frameworks(NIGHT)
        before = Indicator.objects.count(), Entry.objects.count()
        loaded = services.load_frameworks(NIGHT)

        assert (loaded.created, loaded.unchanged, loaded.kept) == (0, 3, [])
        assert (Indicator.objects.count(), Entry.objects.count()) == before

    def test_a_version_in_force_never_changes(self):
        FrameworkVersion.objects.filter(number="1.0").update(digest="0" * 64)

        assert services.load_frameworks(NIGHT).kept == ["participation-process-results 1.0"]
        assert FrameworkVersion.objects.get(number="1.0").digest == "0" * 64

    def test_a_new_version_ends_the_old_one_and_never_recolours_earlier_days(self, document):
        make_small_world()
        before = services.evaluate(actor=NIGHT, on=DAY)
        document |= {"number": "3.0", "effective_from": "2027-01-01"}
        spoil(document, light={"low": 0.9, "high": 0.95})
        old = FrameworkVersion.objects.get(number="2.0")
        put_in_force(actor=NIGHT, framework=old.framework, document=document)
        old.refresh_from_db()

        again = services.evaluate(actor=NIGHT, on=DAY, kind="as_of")
        later = services.evaluate(actor=NIGHT, on=date(2027, 1, 1), kind="as_of")

        assert old.effective_to == date(2026, 12, 31)
        assert again.digest == before.digest
        assert (again.version.number, later.version.number) == ("2.0", "3.0")
        assert Run.objects.filter(version__number="3.0").count() == 1


class TestGates:
    FITS = [
        ("majors", "nation", "000000", 3.0),
        ("majors", "province", "340000", 3.0),
        ("majors", "prefecture", "340200", 2.0),
        ("majors", "prefecture", "340100", 1.0),
        ("majors", "county", "340202", 2.0),
        ("majors", "county", "340100", 1.0),
        ("majors", "college", "4134000001", 2.0),
        ("majors", "college", "4134000002", 1.0),
    ]

    def changed(self, level, code, value):
        return [(m, at, c, value if (at, c) == (level, code) else v) for m, at, c, v in self.FITS]

    def test_sums_of_fractions_are_no_more_than_their_parts(self):
        amounts = [("income", "province", "340000", 0.8), ("income", "nation", "000000", 0.8)]
        parts = [("income", "prefecture", f"34{n:02d}00", 0.1) for n in range(1, 9)]
        below = [("income", "county", code, value) for _, _, code, value in parts]
        colleges = [("income", "college", f"41340000{n:02d}", 0.1) for n in range(8)]

        assert sum(value for *_, value in parts) < 0.8  # the fault of floats that this is about
        assert list(gates.parents([*amounts, *parts, *below, *colleges])) == []

    def test_figures_that_fit_pass(self):
        assert list(gates.parents(self.FITS)) == []
        assert list(gates.ranges(self.FITS, [])) == []

    @pytest.mark.parametrize(
        ("level", "code", "value"),
        [
            ("county", "340202", 5.0),
            ("county", "340202", 1.0),
            ("prefecture", "340200", 9.0),
            ("province", "340000", 4.0),
            ("nation", "000000", 2.0),
            ("nation", "000000", 4.0),
        ],
    )
    def test_a_parent_that_does_not_fit_its_children_closes(self, level, code, value):
        assert list(gates.parents(self.changed(level, code, value)))

    @pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
    def test_values_out_of_range_close(self, value):
        assert list(gates.ranges(self.changed("nation", "000000", value), []))

    def test_a_share_beyond_one_closes(self):
        column = np.array([0.5, 1.2])
        derived = Derived("share", column, column, column, column, np.array(["red", "red"]), is_share=True)

        assert list(gates.ranges([], [derived])) == ["share is outside 0 to 1 for 1 subjects"]

    @pytest.mark.parametrize(("changed", "closes"), [(5, False), (10, False), (11, True), (40, True)])
    def test_a_jump_is_more_than_ten_lights_and_more_than_one_in_twenty(self, changed, closes):
        subjects = [("college", f"41{number:08d}") for number in range(100)]
        before = dict.fromkeys(subjects, str(Light.GREEN))
        lights = ["red"] * changed + ["green"] * (100 - changed)

        assert bool(list(gates.jump(subjects, lights, before))) is closes

    def test_who_was_grey_before_is_no_jump(self):
        subjects = [("college", f"41{number:08d}") for number in range(100)]

        assert not list(gates.jump(subjects, ["red"] * 100, dict.fromkeys(subjects, "grey")))
