# make demo    a first verdict, in a fresh virtual environment
# make test    everything: lint, types, layers, rules, tests (with CI=true: against the built wheel)
# make lint    ruff, mypy, import-linter, yamllint
# make wheel   sdist and wheel in dist/
# make bench   the benchmarks, each prints its table
# make clean   removes what the targets above made

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.DELETE_ON_ERROR:

VENV ?= .venv
BIN := $(VENV)/bin
JOBS ?= 2
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
PYTEST_FLAGS ?=
WHEEL_VENV := build/wheel-venv

.PHONY: help
help:
	@sed -n 's/^# make/make/p' Makefile

# ------------------------------------------------------------ environments

$(BIN)/python:
	python=$$(.ci/interpreters | awk 'NR == 1 { print $$2 }')
	if [ -z "$$python" ]; then echo "courtesy needs Python 3.11 or newer with venv (and, before 3.13, its C headers)" >&2; exit 1; fi
	"$$python" -m venv $(VENV)

# The stamps hold the dependencies; the code itself is installed editable and needs no renewal.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python $(PIP_INSTALL) --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python $(PIP_INSTALL) --editable '.[dev]'
	touch $@ $(VENV)/.installed

# ------------------------------------------------------------ demo

# 0 (nothing opposes it) and 1 (discouraged or forbidden) are both verdicts; all others are failures.
DEMO := courtesy check examples/first-follow-up.yaml --act follow_up --at "2026-03-10 09:00"

.PHONY: demo
demo: $(VENV)/.installed
	@echo '$$ $(DEMO)'
	status=0
	$(BIN)/$(DEMO) || status=$$?
	[ "$$status" -le 1 ] || exit "$$status"

# ------------------------------------------------------------ checks

.PHONY: lint
lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict .

# Lint, every example and test of the rules, and how much they would notice.
.PHONY: rules
rules: $(VENV)/.installed-dev
	$(BIN)/courtesy rules lint
	$(BIN)/courtesy rules test
	$(BIN)/courtesy rules coverage --fail-under 100
	$(BIN)/courtesy rules mutate --fail-under 95

.PHONY: test
ifeq ($(CI),true)
test: lint rules browser test-interpreters test-wheel
else
test: lint rules browser test-checkout
endif

.PHONY: browser
browser:
	@.ci/browser

.PHONY: test-checkout
test-checkout: $(VENV)/.installed-dev
	$(BIN)/pytest -n $(JOBS) --cov --cov-report=term $(PYTEST_FLAGS)

# The suite against the installed wheel: the tests come from the checkout, courtesy from site-packages.
.PHONY: test-wheel
test-wheel: wheel
	rm -rf $(WHEEL_VENV)
	$(BIN)/python -m venv $(WHEEL_VENV)
	$(WHEEL_VENV)/bin/python $(PIP_INSTALL) "$$(ls dist/*.whl)[test]"
	COURTESY_WHEEL="$$(ls dist/*.whl)" $(WHEEL_VENV)/bin/pytest -n $(JOBS) --cov --cov-report=term $(PYTEST_FLAGS)

# A smaller run of the same wheel on every other interpreter found: few examples, nothing slow.
.PHONY: test-interpreters
test-interpreters: wheel
	@main=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
	.ci/interpreters | while read -r version python; do
	  if [ "$$version" = "$$main" ]; then continue; fi
	  echo "smoke run on Python $$version"
	  rm -rf "build/venv-$$version"
	  "$$python" -m venv "build/venv-$$version"
	  "build/venv-$$version/bin/python" $(PIP_INSTALL) "$$(ls dist/*.whl)[test]"
	  COURTESY_WHEEL="$$(ls dist/*.whl)" HYPOTHESIS_PROFILE=smoke "build/venv-$$version/bin/pytest" -n $(JOBS) -m 'not slow and not browser' $(PYTEST_FLAGS) </dev/null
	done

# ------------------------------------------------------------ products

.PHONY: wheel
wheel: $(VENV)/.installed-dev
	rm -rf dist
	$(BIN)/python -m build --outdir dist . >/dev/null
	ls dist

.PHONY: bench
bench: $(VENV)/.installed-dev
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

.PHONY: clean
clean:
	rm -rf build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find engine cli tests -name __pycache__ -type d -prune -exec rm -rf {} +

