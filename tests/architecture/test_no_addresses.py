"""No committed file names an outside address: locks carry hashes, any package index may serve them."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(rb"(?:https?|ftp|git\+ssh|git)://([A-Za-z0-9.-]+)")
OURS = re.compile(
    rb"127\.0\.0\.1|[\w-]+|(?:[\w-]+\.)*example(?:\.(?:org|com|net|cn|test))?|(?:[\w-]+\.)+(?:test|invalid)"
)
NAMES = {b"www.w3.org", b"schemas.openxmlformats.org"}  # names of XML vocabularies, never asked for


def addresses(content: bytes) -> list[str]:
    """Return the outside hosts that a file names."""
    found = (match.group(1).rstrip(b".") for match in ADDRESS.finditer(content))
    return sorted({host.decode() for host in found if host and host not in NAMES and not OURS.fullmatch(host)})


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git working tree")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_tracked_file_names_an_address():
    found = {str(path.relative_to(ROOT)): hosts for path in tracked() if (hosts := addresses(path.read_bytes()))}

    assert not found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"])
def test_every_locked_package_has_a_hash_and_nothing_else(name):
    lines = (ROOT / name).read_text().splitlines()
    packages = [line for line in lines if line and line[0].isalnum()]

    assert packages
    assert all(re.fullmatch(r"[\w.\[\],-]+==\S+( ; .+)? \\", line) for line in packages)
    assert not [line for line in lines if line.startswith(("-", "--index", "--find-links"))]
    assert sum("--hash=sha256:" in line for line in lines) >= len(packages)


def test_the_front_end_lock_says_integrity_and_no_place():
    lock = (ROOT / "package-lock.json").read_text()

    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_the_check_bites():
    assert addresses(b'"resolved": "https' + b'://mirror.somewhere.io/x.tgz"') == ["mirror.somewhere.io"]
    assert addresses(b"see http://127.0.0.1:8000/ or https://ronghe.example.org/") == []
