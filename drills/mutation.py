"""Changes one thing at a time in the rules of agreements, the simulator and the arithmetic of the evaluation, and asks
whether a test notices.

    python -m drills.mutation            prints how many changes were noticed, and each that was not
    python -m drills.mutation engine     of one part alone (rules, simulator, engine)

A rule is asked the cases of tests/partnerships/test_rules.py and its own example; the others their worked cases, in a
process of its own for each change. What survives is explained in docs/trials, or is a gap in the tests.
"""

import ast
import copy
import inspect
import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A function with one change: where it stands, what was changed into what."""

    name: str
    line: int
    change: str
    tree: ast.FunctionDef


def mutants(function: Callable[..., Any]) -> Iterator[Mutant]:
    """Every change of a function; its decorators are left off."""
    source, first = textwrap.dedent(inspect.getsource(function)), inspect.getsourcelines(function)[1]
    tree = ast.parse(source).body[0]
    if not isinstance(tree, ast.FunctionDef):
        return
    tree.decorator_list = []
    count = sum(1 for _ in ast.walk(tree))
    yield Mutant(function.__name__, first, "nothing is done", _emptied(tree))
    for place in range(count):
        for choice in range(2):
            changed = copy.deepcopy(tree)
            node = list(ast.walk(changed))[place]
            before = ast.unparse(node) if isinstance(node, ast.expr) else ""
            if _change(node, choice):
                after = ast.unparse(node)
                yield Mutant(function.__name__, first + node.lineno - 1, f"{before}  →  {after}", changed)  # type: ignore[attr-defined]


def _emptied(tree: ast.FunctionDef) -> ast.FunctionDef:
    emptied = copy.deepcopy(tree)
    emptied.body = ast.parse("return\nyield").body if _yields(tree) else ast.parse("return None").body
    return ast.fix_missing_locations(emptied)


def _yields(tree: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(tree))


def _change(node: ast.AST, choice: int) -> bool:
    """Change a node in one of its ways. Returns whether there is such a way."""
    is_first = choice == 0
    match node:
        case ast.Compare(ops=[first, *_]) if is_first and type(first) in SWAPS:
            node.ops[0] = SWAPS[type(first)]()
        case ast.BoolOp(op=op) if is_first:
            node.op = ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.BinOp(left=left, op=op) if is_first and type(op) in SUMS and not isinstance(left, ast.Constant):
            node.op = SUMS[type(op)]()
        case ast.UnaryOp(op=ast.Not()) if is_first:
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.Constant(value=bool(value)) if is_first:
            node.value = not value
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            node.value = value + (1 if is_first else -1)
        case _:
            return False
    return True


def compiled(mutant: Mutant, module: ModuleType) -> FunctionType:
    """The changed function, in a copy of the names of its module."""
    names = dict(vars(module))
    code = ast.Module([ast.fix_missing_locations(mutant.tree)], [])
    exec(compile(code, module.__file__ or "", "exec"), names)  # noqa: S102  (that is what this drill is for)
    return names[mutant.name]


def survivors_of_rules() -> tuple[int, list[str]]:
    """How many changes of rules were made, and those that no case notices."""
    from partnerships.rules.model import CONTEXT
    from reference.examples import MODELS, example_of
    from reference.rules import RULES
    from tests.partnerships import test_rules

    cases = test_rules.test_a_rule_fails_and_passes.pytestmark[0].args[1]
    made, left = 0, []
    for rule in [rule for rule in RULES if set(rule.applies_to) & set(MODELS)]:
        example = example_of(rule)
        own = [(field, broken, mended) for name, field, broken, mended in cases if name == rule.id]
        module = sys.modules[rule.check.__module__]

        def is_noticed(check: Callable[..., Any], own: Any = own, example: Any = example) -> bool:
            try:
                if not list(check(example.failing, example.context)):
                    return True
                if list(check(example.passing, CONTEXT)):
                    return True
                return any(
                    [found.field for found in check(broken, CONTEXT)] != [field] or list(check(mended, CONTEXT))
                    for field, broken, mended in own
                )
            except Exception:  # noqa: BLE001  a change that breaks the rule is noticed
                return True

        for mutant in mutants(rule.check):
            made += 1
            if not is_noticed(compiled(mutant, module)):
                left.append(f"{rule.id} {module.__name__}:{mutant.line}  {mutant.change}")
    return made, left


def survivors_of_the_simulator() -> tuple[int, list[str]]:
    """How many changes of the simulator were made, and those that no worked case notices."""
    from partnerships import simulation

    only = "tests/partnerships/test_scenarios_pages.py::test_a_scenario_is_written_and_read_back"
    cases = ["-k", "not no_fen and not covered_once", "tests/partnerships/test_simulation.py", only]
    return _survivors(simulation, cases)


def survivors_of_the_engine() -> tuple[int, list[str]]:
    """How many changes of scores, composites, ranks and lights were made, and those that no worked case notices."""
    from evaluation.engine import aggregating, lights, ranking, scoring

    folder = "tests/evaluation"
    composites = ["-k", "not geometric_mean_is_never", f"{folder}/test_composites.py"]
    made, left = 0, []
    for module, cases in (
        (scoring, [f"{folder}/test_scoring.py"]),
        (aggregating, composites),
        (ranking, composites),
        (lights, [f"{folder}/test_lights.py", *composites]),
    ):
        more, found = _survivors(module, cases)
        made, left = made + more, left + found
    return made, left


def _survivors(module: ModuleType, cases: list[str]) -> tuple[int, list[str]]:
    """How many changes of a module were made, and those that no case notices. Each is tried in a process of its own,
    which imports the cases after the change. Raises RuntimeError: the cases fail without any change."""
    owner, function = next(_functions(module))
    if _exit_code_with(owner, function.__name__, function, cases):
        raise RuntimeError("The worked cases fail as they are: nothing can be said of changes.")
    made, left = 0, []
    for owner, function in _functions(module):
        for mutant in mutants(function):
            made += 1
            changed = _rebound(compiled(mutant, module), module)
            if _exit_code_with(owner, mutant.name, changed, cases) == 0:
                left.append(f"{module.__name__}:{mutant.line} {mutant.name}  {mutant.change}")
    return made, left


def _exit_code_with(owner: Any, name: str, function: FunctionType, cases: list[str]) -> int:
    """Of the worked cases, in a process in which `owner` has this function."""
    if (child := os.fork()) == 0:
        sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  (the process ends with it)
        setattr(owner, name, function)
        if name in (methods := getattr(owner, "METHODS", {})):
            methods[name] = function
        os._exit(_cases_pass(cases))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _functions(module: ModuleType) -> Iterator[tuple[Any, FunctionType]]:
    """The functions of a module and of its classes, each with its owner."""
    own = [each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__]
    for each in own:
        if isinstance(each, FunctionType):
            yield module, each
        elif isinstance(each, type):
            yield from ((each, held) for held in vars(each).values()
                        if isinstance(held, FunctionType) and held.__name__ in vars(each)
                        and held.__qualname__.startswith(each.__name__)
                        and not held.__name__.startswith("__"))  # fmt: skip


def _cases_pass(cases: list[str]) -> int:
    """0 when all cases pass, as pytest says it; 9 when it cannot even ask them."""
    import pytest

    try:
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *cases]))
    except BaseException:  # noqa: BLE001  a change at import that breaks everything is noticed, too
        return 9


def _rebound(function: FunctionType, module: ModuleType) -> FunctionType:
    """The function among the names of the module itself, so that what it calls is what the module has."""
    return FunctionType(function.__code__, vars(module), function.__name__, function.__defaults__, function.__closure__)


def main() -> None:
    """Print the figures and the survivors."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    import django

    django.setup()
    parts = {
        "rules": survivors_of_rules,
        "simulator": survivors_of_the_simulator,
        "engine": survivors_of_the_engine,
    }
    for title in sys.argv[1:] or parts:
        made, left = parts[title]()
        print(f"{title}: {made} changes, {made - len(left)} noticed, {len(left)} survive")
        print(*[f"  {line}" for line in left], sep="\n", flush=True)


if __name__ == "__main__":
    main()
