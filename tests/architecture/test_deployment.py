"""docker-compose.yml, Dockerfile and .ci/run are read here, not run: no Docker engine is needed to test Ronghe."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from config import processes

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
OURS = ("web", "worker", "beat", "setup")
VARIABLE = re.compile(r"\$\{(\w+)(:[?-][^}]*)?\}")
SETTING = re.compile(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""")
FILLED_IN = {
    "SECRET_KEY": "a-key-of-a-deployment-" + "7z-Q!" * 12,
    "ALLOWED_HOSTS": "ronghe.example.org",
    "BEHIND_TLS": "true",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def test_every_process_is_there():
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


@pytest.mark.parametrize("service", OURS)
def test_a_command_names_a_program_that_the_locks_bring(service):
    program = processes.command(service)[0]

    assert shutil.which(program, path=str(Path(sys.executable).parent))


def test_the_web_command_is_understood_by_gunicorn(tmp_path):
    env = {
        **os.environ,
        **FILLED_IN,
        "RONGHE_VAR": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }

    done = subprocess.run(
        [*processes.command("web"), "--check-config"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("service", ["web", "worker", "postgres", "redis"])
def test_who_serves_is_asked_for_its_health(service):
    assert SERVICES[service]["healthcheck"]["test"]


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_nothing_starts_before_the_tables_are_there(service):
    assert SERVICES[service]["depends_on"]["setup"] == {"condition": "service_completed_successfully"}


def test_only_the_setup_is_the_owner_of_the_tables():
    """Web, worker and beat sign in as the role that may not change or delete an entry of the ledger."""
    roles = {name: SERVICES[name]["environment"]["DATABASE_URL"].split("://")[1].split(":")[0] for name in OURS}

    assert roles == {"web": "ronghe_app", "worker": "ronghe_app", "beat": "ronghe_app", "setup": "ronghe_owner"}
    assert SERVICES["setup"]["environment"]["APP_ROLE"] == "ronghe_app"


def test_no_secret_stands_in_the_file():
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if re.search("SECRET|PASSWORD|KEY", variable):
                assert VARIABLE.fullmatch(value), f"{name}: {variable}"
                assert ":?" in value, f"{name}: {variable} must be demanded"
            if "://" in value and "@" in value:
                assert "${" in value.split("@")[0], f"{name}: {variable}"


def test_every_variable_is_read_by_somebody_and_explained():
    settings = (ROOT / "config" / "settings.py").read_text()
    given = {variable for name in OURS for variable in SERVICES[name]["environment"]} - {"APP_ROLE"}
    asked = {name for name, _ in VARIABLE.findall((ROOT / "docker-compose.yml").read_text())}
    understood = set(SETTING.findall(settings))

    assert given <= understood
    assert not {name for name in understood | asked if f"`{name}`" not in OPERATIONS}
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / "docs" / "env.example").read_text(), re.MULTILINE))
    demanded = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert demanded <= example <= asked


def test_volumes_and_mounted_files_exist():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]


def test_the_image_is_built_from_what_is_here():
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        *sources, _target = line.split()
        assert all((ROOT / source).exists() for source in sources), line
    assert "--require-hashes" in DOCKERFILE
    assert "npm ci --ignore-scripts" in DOCKERFILE
    assert "fonts-noto-cjk" in DOCKERFILE
    assert {".git", "var", ".env", ".venv"} <= set((ROOT / ".dockerignore").read_text().split())


def test_the_image_runs_as_nobody_in_particular():
    last_stage = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    users = re.findall(r"^USER (\S+)$", last_stage, re.MULTILINE)

    assert users
    assert users[-1] not in ("root", "0")
    assert not re.search(r"^(CMD|ENTRYPOINT)", DOCKERFILE, re.MULTILINE), "commands stand in docker-compose.yml alone"


def test_image_and_locks_are_of_one_python():
    assert set(re.findall(r"^FROM python:(\d+\.\d+)", DOCKERFILE, re.MULTILINE)) == {"3.11"}


def test_django_finds_nothing_to_warn_of_in_production(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**os.environ, **FILLED_IN, "RONGHE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_ci_runs_exactly_make_test():
    script = (ROOT / ".ci" / "run").read_text()

    assert script.rstrip().endswith("exec make test")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=False).returncode == 0
