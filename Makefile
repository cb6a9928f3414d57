# Set-up and the everyday commands. Needs Python 3.11 or newer, make and a package registry that pip knows.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
UV := VIRTUAL_ENV=$(abspath $(VENV)) UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 $(BIN)/uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--group build pyproject.toml
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run test test-browser test-services lint format eval bench simulate lock upgrade clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Set up what is missing and serve http://localhost:8000 (HOST=, PORT=).
	$(BIN)/shuzhi serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev ## Run the tests that need nothing but this machine.
	$(PYTEST) tests/unit tests/integration

test-browser: $(VENV)/.dev ## Run the tests in Chromium.
	$(PYTEST) tests/browser

test-services: $(VENV)/.dev ## Run the tests against PostgreSQL, Redis and a Chroma server.
	$(PYTEST) tests/services

lint: $(VENV)/.dev ## Check style, types and the house's contracts.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## Format the code.
	$(BIN)/ruff format .

eval: $(VENV)/.dev ## Measure the answers and the front desk on our own sets.
	$(BIN)/python -m evals
	$(BIN)/python -m evals.intents
	$(BIN)/python -m evals.kpi
	$(BIN)/python -m evals.firms
	$(BIN)/python -m evals.dialogues

bench: $(VENV)/.dev ## Measure retrieval, time and memory.
	$(BIN)/python -m evals.bench

simulate: $(VENV)/.dev ## Let fifty simulated people talk at once, and a thousand enterprises be followed up for half a year.
	$(BIN)/python -m evals.simulator
	$(BIN)/python -m evals.simulation

lock: $(BIN)/uv ## Write the locks anew after pyproject.toml has changed.
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra ocr --group dev --output-file requirements-dev.lock

upgrade: $(BIN)/uv ## Write the locks with the newest versions.
	$(LOCK) --upgrade --output-file requirements.lock
	$(LOCK) --upgrade --extra ocr --group dev --output-file requirements-dev.lock

clean: ## Remove the environment and caches; var/ stays.
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

# --- the environment --------------------------------------------------------------------------------------------------

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# uv leaves pip and itself where they are. A set-up for development holds all that running needs.
define INSTALL
	$(UV) pip sync --quiet --require-hashes $<
	$(UV) pip install --quiet --offline --no-deps --no-build-isolation --editable .
endef

$(VENV)/.run: requirements.lock $(BIN)/uv
	@rm -f $(VENV)/.dev
	$(INSTALL)
	@touch $@

$(VENV)/.dev: requirements-dev.lock requirements.lock $(BIN)/uv
	$(INSTALL)
	@touch $(VENV)/.run $@
