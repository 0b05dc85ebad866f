"""Every model says who sees its rows, and every list, choice and answer begins with `visible_to`."""

import ast
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from rest_framework.viewsets import GenericViewSet

from accounts.actors import Actor
from accounts.models import Membership, Organisation, User
from accounts.scoping import Access, ScopedQuerySet
from config.api_urls import router
from core.errors import NotAllowed
from tests.run import ROOMS

ROOT = Path(__file__).resolve().parents[2]
ENDS = {
    "owned_by": Organisation,
    "shared_with": Organisation,
    "overseen_by": Organisation,
    "assigned_to": User,
}


def our_models() -> list[type[models.Model]]:
    return [model for room in ROOMS if room != "config" for model in apps.get_app_config(room).get_models()]


# ---- Models ---------------------------------------------------------------------------------------------------------


def faults_of(model: type[models.Model]) -> list[str]:
    """What is wrong with what a model says about its rows."""
    access, shared = getattr(model, "access", None), getattr(model, "shared", None)
    if (access is None) == (shared is None):
        return ["says neither or both of `access` and `shared`"]
    if shared is not None:
        return [] if isinstance(shared, str) and len(shared) >= 10 else ["`shared` gives no reason"]
    found = []
    if not hasattr(model.objects.all(), "visible_to"):
        found.append("`objects` has no visible_to")
    if not any((access.owned_by, access.shared_with, access.assigned_to, access.published_to, access.operated)):
        found.append("nobody but the system sees its rows")
    if access.overseen_if is not None and not access.overseen_by:
        found.append("a condition for oversight without a path")
    if access.shared_if is not None and not access.shared_with:
        found.append("a condition for sharing without a path")
    for name, end in ENDS.items():
        for path in getattr(access, name):
            found += _faults_of_path(model, name, path, end)
    if access.kept_by is not None and not _is_concrete(model, access.kept_by):
        found.append(f"kept_by {access.kept_by!r} is no column")
    return found


def _faults_of_path(model: type[models.Model], name: str, path: str, end: type[models.Model]) -> list[str]:
    reached = end_of(model, path)
    if reached is None:
        return [f"{name} {path!r} leads nowhere"]
    if reached is not end and not (end is Organisation and shares_its_key(reached)):
        return [f"{name} {path!r} leads to {reached.__name__}"]
    return []


def end_of(model: type[models.Model], path: str) -> type[models.Model] | None:
    """The model whose key a path holds; a path may end at `…_id` or at `id` of the model itself."""
    for position, part in enumerate(path.split("__")):
        last = position == path.count("__")
        try:
            field = model._meta.get_field(part.removesuffix("_id") if last and part != "id" else part)
        except FieldDoesNotExist:
            return None
        if not field.is_relation and field.primary_key:
            return model if last else None
        if not field.is_relation or field.related_model is None:
            return None
        model = field.related_model
    return model


def shares_its_key(model: type[models.Model]) -> bool:
    """Colleges and enterprises: their key is the organisation's."""
    key = model._meta.pk
    return key.is_relation and key.related_model is Organisation


def _is_concrete(model: type[models.Model], attribute: str) -> bool:
    return attribute in {field.attname for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_says_who_sees_its_rows(model):
    assert faults_of(model) == []


@pytest.mark.parametrize(
    "model", [model for model in our_models() if hasattr(model, "access")], ids=lambda model: model._meta.label
)
def test_what_it_says_can_be_asked(model, administrator, reviewer, operator, evaluator):
    """The condition compiles on this database, for every kind of actor; nobody sees nothing."""
    for actor in (administrator.actor, reviewer.actor, operator.actor, evaluator.actor, Actor.for_user(operator.user)):
        list(model.objects.visible_to(actor)[:1])
    assert not model.objects.visible_to(Actor.nobody()).exists()


@pytest.mark.parametrize(
    ("access", "fault"),
    [
        (None, "neither"),
        (Access(), "nobody but the system"),
        (Access(owned_by=("organization_id",)), "leads nowhere"),
        (Access(owned_by=("user_id",)), "leads to User"),
        (Access(assigned_to=("organisation_id",)), "leads to Organisation"),
        (Access(operated=True, kept_by="keeper_id"), "is no column"),
        (Access(operated=True, overseen_if=models.Q(pk=1)), "without a path"),
    ],
)
def test_the_check_of_models_bites(monkeypatch, access, fault):
    monkeypatch.setattr(Membership, "access", access)

    assert fault in faults_of(Membership)[0]


# ---- API ------------------------------------------------------------------------------------------------------------


class Spy:
    """Notes which models were asked for what an actor sees."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: set[type[models.Model]] = set()
        visible_to = ScopedQuerySet.visible_to

        def noted(rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
            self.asked.add(rows.model)
            return visible_to(rows, actor)

        monkeypatch.setattr(ScopedQuerySet, "visible_to", noted)


def view_sets() -> list[tuple[str, type[GenericViewSet]]]:
    return [(basename, view_set) for _, view_set, basename in router.registry if issubclass(view_set, GenericViewSet)]


def unscoped(view_set: type[GenericViewSet], actor: Actor, spy: Spy, rf) -> bool:
    """Whether a view set answers from rows of a tenant without having asked what the actor sees."""
    view = view_set()
    view.request, view.kwargs, view.action = rf.get("/"), {}, "list"
    view.request.actor, view.request.user, view.request.query_params = actor, actor.user, {}
    view.format_kwarg = None
    rows = view.get_queryset()
    return hasattr(rows.model, "access") and rows.model not in spy.asked and not rows.query.is_empty()


@pytest.mark.parametrize(("name", "view_set"), view_sets(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_view_set_begins_with_what_the_actor_sees(monkeypatch, administrator, reviewer, rf, name, view_set):  # noqa: PLR0917
    answered = 0
    for actor in (administrator.actor, reviewer.actor):
        with suppress(NotAllowed):
            assert not unscoped(view_set, actor, Spy(monkeypatch), rf)
            answered += 1
    assert answered, "neither may use it: try it as somebody who may"


def test_the_check_of_view_sets_bites(monkeypatch, administrator, rf):
    class Careless(GenericViewSet):
        queryset = Membership.objects.all()

    assert unscoped(Careless, administrator.actor, Spy(monkeypatch), rf)


# ---- Pages ----------------------------------------------------------------------------------------------------------

BEGINNINGS = {"objects", "_base_manager", "_default_manager"}
NOT_ROWS_OF_OTHERS = "# whole: "  # the written reason why a view reads a tenant's table without visible_to


def careless_reads(source: str, names: set[str]) -> list[int]:
    """Lines of a view that read a tenant's table without visible_to in the same chain, and without a reason."""
    lines = source.splitlines()
    return [
        node.lineno
        for node, chain in _chains(ast.parse(source))
        if node.attr in BEGINNINGS
        and isinstance(node.value, ast.Name)
        and node.value.id in names
        and not chain & {"visible_to", "none", "OuterRef"}  # a sub-select hangs on rows that are seen
        and not any(NOT_ROWS_OF_OTHERS in lines[at] for at in (node.lineno - 1, max(node.lineno - 2, 0)))
    ]


def _chains(tree: ast.AST) -> Iterator[tuple[ast.Attribute, set[str]]]:
    """Attributes with the names of everything that is taken from them: `a.b.c().d` gives c and d for `a.b`."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        chain, below, above = set(), node, parents.get(node)
        while isinstance(above, ast.Attribute) or (isinstance(above, ast.Call) and above.func is below):
            if isinstance(above, ast.Attribute):
                chain.add(above.attr)
            else:
                chain |= {name.id for name in ast.walk(above) if isinstance(name, ast.Name)}
            below, above = above, parents.get(above)
        yield node, chain


def views() -> list[Path]:
    """What answers requests: views, API, forms and filters (their choices), to-dos."""
    names = ("views", "api", "forms", "filters", "fields", "tables", "todos", "home")
    return sorted(
        path
        for room in ROOMS
        for name in names
        for path in [*(ROOT / room).glob(f"{name}.py"), *(ROOT / room / name).rglob("*.py")]
    )


@pytest.mark.parametrize("path", views(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_answers_requests_reads_only_what_the_actor_sees(path):
    tenants = {model.__name__ for model in our_models() if hasattr(model, "access")}

    assert careless_reads(path.read_text(), tenants) == []


def test_the_check_of_views_bites():
    source = textwrap.dedent(
        """
        def careless(request, pk):
            return Membership.objects.get(pk=pk)

        def careful(request, pk):
            return Membership.objects.visible_to(request.actor).get(pk=pk)

        def reasoned(request):
            # whole: a sum over all, which names nobody
            return Membership.objects.count()
        """
    )

    assert careless_reads(source, {"Membership"}) == [3]
