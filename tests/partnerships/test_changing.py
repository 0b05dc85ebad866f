"""Changes of terms in units: whatever is put upon a document in whatever order, the same terms come out."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships import terms as t
from partnerships.terms.values import ContributionKind, RiskCategory, Survival
from tests.factories.partnerships import complete_clauses

BASE = t.Terms(
    basics=t.Basics("Gears"),
    **{
        **complete_clauses(["college", "enterprise"]),
        "risks": t.Risks(
            tuple(t.Risk(str(n), RiskCategory.SAFETY, f"Risk {n}", 2, 3) for n in range(1, 6)),
        ),
        "contributions": t.Contributions(
            tuple(
                t.Contribution(key, kind=ContributionKind.MONEY, name=key, value=Decimal("7.00"))
                for key in ("a", "b.c", "3")
            )
        ),
    },
)

# One function per unit, so that two of them never touch the same.
UNITS = {
    "title": lambda terms: replace(terms, basics=replace(terms.basics, title="Better gears")),
    "goals": lambda terms: replace(terms, goals=None),
    "exit": lambda terms: replace(terms, exit=t.Exit(90, 9, (Survival.STUDENTS,))),
    "ip": lambda terms: replace(terms, ip=t.NotApplicable("Nothing is made.")),
    "obligations": lambda terms: replace(terms, obligations=t.Obligations((t.Obligation("9-1", title="Teach"),))),
    "more obligations": lambda terms: replace(
        terms,
        obligations=t.Obligations(
            (*(terms.obligations or t.Obligations()).items, t.Obligation("8-1", title="Learn")),
        ),
    ),
    **{
        f"drop {key}": lambda terms, key=key: replace(
            terms, contributions=t.Contributions(tuple(x for x in terms.contributions.items if x.key != key))
        )
        for key in ("a", "b.c")
    },
    **{
        f"risk {n}": lambda terms, n=n: replace(
            terms,
            risks=t.Risks(tuple(replace(x, impact=5) if x.key == str(n) else x for x in terms.risks.items)),
        )
        for n in range(1, 6)
    },
    "new risk": lambda terms: replace(
        terms, risks=t.Risks((*terms.risks.items, t.Risk("7-1", RiskCategory.IP, "New", 1, 1)))
    ),
    "other new risk": lambda terms: replace(
        terms, risks=t.Risks((t.Risk("10-1", RiskCategory.DATA, "Newer", 1, 1), *terms.risks.items))
    ),
}


@settings(max_examples=120, deadline=None)
@given(st.permutations(sorted(UNITS)), st.integers(1, len(UNITS)))
def test_changes_of_different_units_can_be_put_in_any_order(names, count):
    """Each is written from the same terms, as amendments are that are under way at the same time."""
    chosen = names[:count]
    changes = {name: t.changes_between(BASE, UNITS[name](BASE)) for name in chosen}
    assert all(changes.values())

    def put(order):
        terms = BASE
        for name in order:
            terms = t.with_changes(terms, changes[name])
        return terms

    assert t.canonical(put(chosen)) == t.canonical(put(sorted(chosen)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(UNITS)), min_size=1, unique=True))
def test_the_changes_between_two_documents_make_one_of_the_other(names):
    after = BASE
    for name in names:
        after = UNITS[name](after)
    made = t.with_changes(BASE, t.changes_between(BASE, after))
    assert t.changes_between(made, after) == ()
    assert t.with_changes(made, t.changes_between(BASE, after)) == made  # a second time changes nothing


def test_what_was_changed_differently_is_refused_and_named():
    mine = t.changes_between(BASE, replace(BASE, exit=t.Exit(90, 15, ())))
    theirs = replace(BASE, exit=t.Exit(60, 15, ()))
    with pytest.raises(t.Overtaken) as refused:
        t.with_changes(theirs, mine)
    assert [change.section for change in refused.value.changes] == ["exit"]
    assert t.with_changes(theirs, mine, by_force=True).exit.notice_days == 90


def test_an_amendment_numbers_its_own_entries():
    items = (t.Risk("3"), t.Risk(), t.Risk("2-4"), t.Risk())
    assert [row.key for row in t.with_keys(t.Terms(risks=t.Risks(items)), prefix="2-").risks.items] == [
        "3",
        "2-5",
        "2-4",
        "2-6",
    ]
