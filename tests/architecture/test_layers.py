"""Imports only go left: the line of rooms in pyproject.toml, judged by import-linter."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINT, "--no-cache"], cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_no_room_imports_a_room_to_its_right():
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_stands_on_the_line():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    on_the_line = {room.strip() for layer in contract["contracts"][0]["layers"] for room in layer.split("|")}
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert rooms == on_the_line == set(contract["root_packages"])


def test_the_check_bites(tmp_path):
    """Negative control: a copy of the line with one import to the right is refused."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for package in ROOT.glob("*/apps.py"):
        room = tmp_path / package.parent.name
        room.mkdir()
        (room / "__init__.py").touch()
    (tmp_path / "core" / "__init__.py").write_text("import evaluation\n")

    done = lint(tmp_path)

    assert done.returncode != 0
    assert "core -> evaluation" in done.stdout
