#!/usr/bin/env bash
# Makes all lock files anew (`make lock`). They carry hashes and no address, so that any package index can serve them.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
  .venv/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes \
    --no-header --no-emit-find-links --no-emit-index-url "$@"
}

compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --group dev --output-file requirements-dev.lock
compile pyproject.toml --group dev --group drill --constraint requirements-dev.lock --output-file requirements-drill.lock
compile --group pyproject.toml:node --output-file requirements-node.lock

PATH=".venv/bin:$PATH" npm install --package-lock-only >/dev/null
.venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

path = Path("package-lock.json")
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)  # addresses of sponsors
path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
PYTHON
