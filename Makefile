# What people do here, and what each of it needs. `make help` lists it.

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
REQUIREMENTS := deploy/requirements
WORKERS ?= 2
SLOWEST := --durations=30 --durations-min=5
PIP := $(BIN)/pip install -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help demo setup test test-slow test-fuzz setup-test check audit parts format words bench requirements clean
.DELETE_ON_ERROR:

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: setup ## Run Lynchpin with a fictional town, on http://127.0.0.1:8000 (PORT= to change)
	@$(BIN)/lynchpin demo --port $(PORT)

setup: $(VENV)/installed.stamp ## Install what Lynchpin needs, so that .venv/bin/lynchpin works
	@$(BIN)/python -m directory.web.assets
	@$(BIN)/lynchpin postcodes build

test: setup-test check ## Run every check: format, lint, types, layers, templates, all tests
	$(BIN)/python -m pytest -n $(WORKERS) $(SLOWEST) -m "not slow"

test-slow: setup-test ## Run the tests that take long
	$(BIN)/python -m pytest -n $(WORKERS) $(SLOWEST) -m slow

test-fuzz: setup-test ## Try 5,000 made-up files of each kind on the importers (about 6 minutes)
	$(BIN)/python -m pytest -n $(WORKERS) -m fuzz --hypothesis-profile fuzz

check: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet directory

audit: $(VENV)/developing.stamp ## Ask for known vulnerabilities of what is pinned (tells in a line where nobody answers)
	$(BIN)/python deploy/audit.py

parts: $(VENV)/bin/python ## Write dist/parts.cdx.json: every part of others with its version (CycloneDX)
	@mkdir -p dist
	$(BIN)/python deploy/parts.py > dist/parts.cdx.json

format: setup-test ## Put the code into its usual shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: setup-test ## Gather the messages of public pages for translators (directory/translations)
	$(BIN)/python deploy/words.py

bench: setup-test ## Measure speed and quality, and print the figures with the machine (BENCH="--services 10000")
	$(BIN)/python -m benchmarks $(BENCH)

# The virtual environment, for running and, with the second file, for developing.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Lynchpin needs Python 3.11 or later; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed.stamp: $(REQUIREMENTS)/run.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r $(REQUIREMENTS)/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/developing.stamp: $(REQUIREMENTS)/develop.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r $(REQUIREMENTS)/develop.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $(VENV)/installed.stamp $@

setup-test: $(VENV)/developing.stamp
	@$(BIN)/python -m directory.web.assets
	@$(BIN)/lynchpin postcodes build
	@bash deploy/test_programs.sh

requirements: ## Pin what pyproject.toml asks for, with hashes (needs uv)
	uv pip compile pyproject.toml --extra setup $(PINNING) -o $(REQUIREMENTS)/run.txt
	uv pip compile pyproject.toml --extra dev $(PINNING) -o $(REQUIREMENTS)/develop.txt

PINNING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

clean: ## Remove what was built (not the instance folder: it may hold records)
	rm -rf $(VENV) dist directory/web/static/vendor directory/search/vendor .mypy_cache .ruff_cache .pytest_cache
