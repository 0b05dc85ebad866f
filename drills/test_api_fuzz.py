"""S15: schemathesis sends every operation of the API what its schema allows and what it forbids; none answers 5xx.

As an administrator, a liaison, a reviewer and the operator of a place with the demo, on PostgreSQL. What it sends may
change anything there, so the operations that would take away its own access are left out.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from drills.conftest import APP_ROLE
from tests.processes import Site
from tests.services import PostgresServer

EXAMPLES = 10  # of each operation and phase; the phase of coverage adds its own
OWN_ACCESS = ("token", "member", "me_")
TOKEN = """
from accounts.models import ApiToken, Membership
from django.utils import timezone
member = Membership.objects.get(user__email="{name}@demo.example")
of = {{"user": member.user, "membership": member, "name": "drill", "expiry": timezone.timedelta(days=1)}}
_row, token = ApiToken.objects.create(**of)
print(token)
"""


def fuzz(place: Site, name: str, *options: str) -> tuple[int, str]:
    """Run schemathesis as a person of the demo. Returns its exit code and what it printed."""
    schema = place.folder / "schema.json"
    place.manage("spectacular", "--format", "openapi-json", "--file", str(schema))
    token = place.python(TOKEN.format(name=name)).split()[-1]
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "--no-color", "run", str(schema), "--url", place.address),
        *("--header", f"Authorization: Token {token}", "--checks", "not_a_server_error", "--workers", "2"),
        *("--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES), "--continue-on-failure", *options),
    ]
    done = subprocess.run(command, cwd=place.folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def with_demo(place: Site) -> None:
    """The demo is loaded by the owner of the tables; the site itself runs as the application's role."""
    place.manage(
        "load_demo", env={"DATABASE_URL": place.env["DATABASE_URL"].replace(f"{APP_ROLE}@", f"{PostgresServer.OWNER}@")}
    )
    place.start("web")


@pytest.mark.parametrize("name", ["administrator", "liaison", "reviewer", "operator"])
def test_no_operation_breaks(place, name):
    with_demo(place)

    code, said = fuzz(place, name, "--exclude-operation-id-regex", "|".join(f"^{word}" for word in OWN_ACCESS))

    print(said[-2500:])
    assert re.search(r"\d{3,} (generated|test cases)", said), "it has sent hardly anything"
    assert code == 0, said[-6000:]


def test_a_planted_fault_is_found(place):
    """Negative control."""
    place.env["DJANGO_SETTINGS_MODULE"] = "drills.planted"
    with_demo(place)

    code, said = fuzz(place, "administrator", "--include-operation-id", "major_list")

    assert code == 1
    assert "Server error" in said
