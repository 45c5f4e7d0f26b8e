# `make help` names every target. `make check` is what .ci/run does, without installing anything.
.DEFAULT_GOAL := help
SHELL := bash
RUN := uv run --no-sync
.PHONY: help install up check format lint types test house proof bench pins messages clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

install: ## create or refresh the environment
	uv sync --quiet

up: ## start everything on http://127.0.0.1:8000
	uv run konullu up

check: install lint types test ## format, lint, imports, types, migrations, house tests, tests (at most 5 minutes)

format: install ## rewrite the layout of the code and sort imports
	$(RUN) ruff check --select I --fix --quiet .
	$(RUN) ruff format --quiet .

lint: ## layout, ruff, import contracts
	$(RUN) ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	$(RUN) ruff check --quiet .
	$(RUN) lint-imports --no-logo

types: ## mypy, strict, on everything below the doors
	$(RUN) mypy

test: ## all tests but the proofs, on all cores
	$(RUN) pytest -n auto --dist loadscope

house: ## only the guards of the house
	$(RUN) pytest tests/house

proof: install ## browser journeys, axe, fuzz, races, recovery (at most 10 minutes)
	npm ci --prefix tests/proof --ignore-scripts --no-audit --no-fund --silent
	$(RUN) pytest -m proof --durations=10

bench: install ## measure and compare with docs/benchmarks.md
	uv run --group bench python -m benchmarks

pins: ## take the newest versions that pyproject.toml allows and pin them
	uv run python -m tools.pins --upgrade
	uv sync --quiet

messages: install ## bring the catalogs in step with the code, list what is not translated
	$(RUN) python -m tools.messages --write

clean: ## take away what tools left behind (not konullu-data)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .grimp_cache .hypothesis screens tests/proof/node_modules
	find konullu tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +
