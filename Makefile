# make run      the site, with its worker and a small demo, at http://127.0.0.1:8000 (PORT=8001 changes it)
# make test     all checks, then all tests on SQLite, on PostgreSQL + Redis, and in a browser
# make lint     the checks alone
# make drill    failure and volume tests        make bench      timings (benchmarks/README.md; make bench-national: a nation)
# make reset    forget what was entered (var/)  make messages   compile the translations
# make lock     make the lock files anew        make assets     build static/vendor
#
# Needed: Python 3.11 with venv, and make. Everything else is fetched into this folder.

PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3),python3.11)
PORT ?= 8000

.PHONY: help run test lint drill bench bench-national reset lock assets messages production development

help:
	@sed -n 's/^# \{0,1\}//p' Makefile

run: production
	@exec env DEMO=1 PORT=$(PORT) .venv/bin/python -m config.launch

test: development
	@.venv/bin/python -m tests.run

lint: development
	@.venv/bin/python -m tests.run checks

drill: development
	@$(PYTHON) scripts/environment.py drill
	@.venv/bin/python -m pytest drills -q

bench: development
	@.venv/bin/python -m benchmarks

bench-national: development
	@.venv/bin/python -m benchmarks.national --scale 0.1 1

reset:
	@[ "$(FORCE)" = 1 ] || { printf 'Forget everything in var/ (accounts, agreements, files)? Type yes: '; \
		read -r answer && [ "$$answer" = yes ]; } || { echo 'Nothing was removed.'; exit 1; }
	@rm -rf var && echo 'var/ is gone; make run starts afresh.'

lock: development
	@$(PYTHON) scripts/environment.py node
	@scripts/lock.sh

assets: production

messages: production
	@.venv/bin/python -c "from config.prepare import compile_messages; compile_messages()"

production:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 is needed. On Debian: apt-get install python3 python3-venv'; exit 1; }
	@$(PYTHON) scripts/environment.py production assets

development:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 is needed. On Debian: apt-get install python3 python3-venv'; exit 1; }
	@$(PYTHON) scripts/environment.py development assets
