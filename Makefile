# Everything a developer or an administrator calls. Python 3.11-3.13 with venv, and make, are all it needs.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.PHONY: install dev playground test lint types contracts eval crash speed load year bench mutants exports pictures train curve lock licences audit clean

install: .venv/run.stamp ## build .venv with what the bot needs
playground: install ## open the playground at http://127.0.0.1:3978/
	$(BIN)/snsbot playground

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

dev: .venv/dev.stamp ## the same, with what tests and training need
.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

lock: ## renew both lock files (needs uv)
	uv pip compile pyproject.toml --extra semantic --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --extra semantic --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -c requirements.lock -o requirements-dev.lock

test: dev ## every test, the fast ones first, a file at a time on each core
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: dev ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev ## mypy, strict
	$(BIN)/mypy

contracts: dev ## who may import whom
	$(BIN)/lint-imports --no-cache

eval: dev ## score the committed models on the samples and on our own unseen questions and drafts, against floors
	$(BIN)/python -m tests.evaluate $(REAL)

load: dev ## a working day of 3,000 staff in ten minutes: PostgreSQL, two replicas, faults on (LOAD="--seconds 60 --share 0.1")
	$(BIN)/python -m tests.load $(LOAD)

year: dev ## a year of evaluations under a driven clock: 40 accounts, three processes on PostgreSQL, kills, a week's downtime
	$(BIN)/python -m tests.year

bench: dev ## requests a second and latency of each door, beside two floors in the same run
	$(BIN)/python -m tests.bench $(BENCH)

exports: dev ## memory and time of an export and its proof, with 10 entries of the log and with 100,000
	$(BIN)/python -m tests.bench.exports $(EXPORTS)

mutants: dev ## how many changed lines do the tests notice? (MUTANTS="guideline.committee handlers.seal", docs/mutation.md)
	nice -n 19 $(BIN)/python -m tests.mutants $(or $(MUTANTS),guideline.*)

crash: dev ## processes are killed at named points and at random (KILLS="--kills 500"): nothing lost, doubled or out of order
	RACE_ROUNDS=1000 $(BIN)/python -m pytest -q tests/test_notices.py -k acknowledgement
	CRASH=full $(BIN)/python -m pytest -q -m "" tests/crash
	$(BIN)/python -m tests.crash $(KILLS)

speed: dev ## how fast the third office is told, also with a million old rows
	$(BIN)/python -m tests.crash.speed $(SPEED)

pictures: dev ## the pictures of the manual, made again from the playground (needs Chromium)
	$(BIN)/python -m tests.browser.pictures

train: dev ## renew the models from questions.jsonl and drafts.jsonl in guideline/tsuyama
	$(BIN)/snsbot guideline train

licences: dev ## licences of everything installed; fails on one that is not allowed
	$(BIN)/pip-licenses --partial-match --order=license --format=plain --ignore-packages snsbot \
	  --allow-only="MIT;BSD;Apache;PSF-2.0;Python Software Foundation;MPL-2.0;Mozilla Public License 2.0"

audit: dev ## known vulnerabilities of what is pinned (needs pip-audit and its database; there is no offline way without)
	@command -v pip-audit >/dev/null || { echo "NOT AUDITED: pip-audit is not installed. Install it where the network allows (pipx install pip-audit) and run make audit again."; exit 1; }
	pip-audit --require-hashes --disable-pip --requirement requirements.lock

curve: dev ## train on growing shares of the data and write docs/accuracy.md (ten minutes)
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.curve

clean: ## remove .venv and caches
	rm -rf .venv *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache screenshots

help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12
.PHONY: help
