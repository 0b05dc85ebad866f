"""Small modules and functions: over 500 or 60 lines only with a written reason, a comment `# size: reason`.

Tests, migrations and rule tables are apart. The reason stands in the module's first lines, or on the function's `def`.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES, FUNCTION_LINES = 500, 60
REASON = re.compile(r"# size: \S.*\S")
FORBIDDEN_NAMES = {"utils.py", "helpers.py"}


def modules() -> list[Path]:
    rooms = {path.parent for path in ROOT.glob("*/apps.py")} | {ROOT / "scripts", ROOT / "benchmarks"}
    return sorted(path for room in rooms for path in room.rglob("*.py") if "migrations" not in path.parts)


def too_long(path: Path) -> list[str]:
    """Return what is longer than it may be, without a reason."""
    source = path.read_text()
    lines = source.splitlines()
    found = []
    if len(lines) > MODULE_LINES and not REASON.search("\n".join(lines[:20])):
        found.append(f"{path}: {len(lines)} lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES and not REASON.search(lines[node.lineno - 1]):
                found.append(f"{path}:{node.lineno} {node.name}: {length} lines")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_small(path):
    assert not too_long(path)
    assert path.name not in FORBIDDEN_NAMES, "name it by what it knows"
    assert "import *" not in path.read_text() or path.name == "settings_test.py"


def test_the_check_bites(tmp_path):
    long = tmp_path / "long.py"
    body = "def long():\n" + "    x = 1\n" * FUNCTION_LINES
    long.write_text(body + "y = 2\n" * MODULE_LINES)

    assert len(too_long(long)) == 2

    long.write_text(
        "# size: a table\n" + body.replace("long():", "long():  # size: one table") + "y = 2\n" * MODULE_LINES
    )

    assert not too_long(long)
