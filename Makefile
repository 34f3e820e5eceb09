# Everything here works from a fresh clone with Python 3.11 to 3.13, pip and make.
# PYTHON=python3.12 chooses the Python, PORT=8001 the port, VAR=/somewhere the folder for all data.

.DEFAULT_GOAL := help
# Each process that is started would translate every module anew.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup run seed test check bench agreement screenshots lock clean

SYSTEM_PYTHON := $(shell command -v python3 || command -v python || echo python3)
PREPARE := $(SYSTEM_PYTHON) tools/prepare.py $(if $(PYTHON),--python "$(PYTHON)")
PY := .venv/bin/python

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: ## make the environment in .venv (what every other target does first)
	@$(PREPARE)

run: setup ## run the console on this machine, with a demo world, until Ctrl-C
	@$(PY) -m console run

seed: setup ## make the demo world, if it is not there
	@$(PY) -m seed demo

test: ## install what tests need, then check everything
	@$(PREPARE) --dev --browser
	@$(MAKE) --no-print-directory check

check: ## style, types, layers, and every test (after `make test` has installed what they need)
	@$(PY) -m tests.browser.site & built=$$!; \
	{ $(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy && .venv/bin/lint-imports; } \
	&& wait $$built || { kill $$built 2>/dev/null; exit 1; }
	@$(PY) -m pytest -n 2 --dist worksteal

bench: ## run the benchmarks and print their figures
	@$(PREPARE) --dev --bench
	@$(PY) -m benchmarks

agreement: ## a million random rules and facts, the engine against the reference (RULE_PAIRS for another number)
	@$(PREPARE) --dev
	@RULE_PAIRS=$${RULE_PAIRS:-1000000} $(PY) -m pytest -q -n 0 tests/rules_engine/test_agreement.py

screenshots: ## take a picture of every screen into var/screenshots
	@$(PREPARE) --dev --browser
	@$(PY) -m tests.screenshots

lock: ## choose and pin the versions of all dependencies anew
	@$(PREPARE) --dev
	@$(PY) -m pip install --quiet uv
	@$(PY) -m uv pip compile --universal --python-version 3.11 pyproject.toml -o requirements.lock --no-emit-index-url --no-strip-extras --generate-hashes
	@$(PY) -m uv pip compile --universal --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock --no-emit-index-url --no-strip-extras --generate-hashes

clean: ## remove the environment and every cache; the data in var stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/frontend var/web
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
