# Xunboard: two commands do everything on a fresh machine — `make run` and `make test`.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: help run test check format bench clean
help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/.run-ready: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up the environment, once; this takes a few minutes." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(BIN)/.test-ready: requirements.txt tests/requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up the environment for tests, once; this takes a few minutes." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r tests/requirements.txt
	@touch $@ $(BIN)/.run-ready

run: $(BIN)/.run-ready ## start the dashboard on http://HOST:PORT (PORT=, HOST=, DEMO=0 for an empty store)
	@$(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: $(BIN)/.test-ready ## all tests, browser tests too where a Chromium is found
	@$(BIN)/python -m pytest -n 3 --dist worksteal

check: $(BIN)/.test-ready ## format, lint, types, import contracts, then the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/sqlfmt --check --quiet queries data
	@$(BIN)/mypy app.py pages queries data
	@$(BIN)/lint-imports --no-cache
	@$(MAKE) --no-print-directory test

format: $(BIN)/.test-ready ## put code and SQL in shape
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/sqlfmt --quiet queries data

bench: $(BIN)/.test-ready ## measure queries and pages; prints a table, asserts nothing
	@$(BIN)/python -m tests.bench

clean: ## remove the environment and caches (never the store)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
