# `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin

# Without bytecode, which Python makes of the tenth that it comes to load.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
COMPILE := $(BIN)/uv pip compile pyproject.toml --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11 -q
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
# Some processes (tests/conftest.py says how many); a file's tests stay together for what they share, and files keep the order of `testpaths`.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help run build docs screens test lint mutants facts problems lock release clean
help:  ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

run: .venv/.shop  ## build the example shop and serve it at http://127.0.0.1:8000
	@exec $(BIN)/hc serve

build: .venv/.ready  ## the static site, in site/
	@$(BIN)/hc build --strict

docs: .venv/.ready  ## this project's own documentation as a help center, in .cache/documentation/
	@$(BIN)/hc build --strict -f documentation.yml

screens: .venv/.ready  ## pictures of the guides and the README anew, in docs/images/
	@LC_ALL=ko_KR.UTF-8 $(BIN)/python -m tools.screens

test: .venv/.ready lint  ## lint, types and all tests
	@$(NODE) npm test --silent
	@$(PYTHON) tests/browser/install_chromium.py
	@$(PYTHON) tests/install_servers.py
	@$(BIN)/python -m pytest -q $(PARALLEL)

lint: .venv/.ready node_modules/.ready  ## ruff and mypy; Biome and tsc
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(NODE) npm run lint --silent

facts: .venv/.ready  ## write what Python and the browser share anew from tools/facts.toml
	@$(BIN)/python tools/generate_facts.py

problems: .venv/.ready  ## write docs/problems.md and docs/problems.ko.md anew from the table of codes
	@$(BIN)/python tools/generate_problem_docs.py

mutants: .venv/.ready  ## small faults, one at a time: do the unit tests notice?
	@$(BIN)/python -m tools.mutants

lock: .venv/.ready  ## write requirements.lock and requirements-shop.lock anew from pyproject.toml
	@$(COMPILE) --extra feedback --extra inquiry --extra gaps --extra font --extra media --extra compress --extra mkdocs --extra import --extra mcp \
	  --extra semantic --group dev -o requirements.lock
	@$(COMPILE) --extra feedback --extra gaps --constraint requirements.lock -o requirements-shop.lock

release: .venv/.ready  ## wheel and sdist in dist/, checked, and tried where nothing else is
	@$(BIN)/python -m tools.release

clean:  ## everything that was made
	rm -rf .venv node_modules site dist .cache .hc

# What a shop installs serves the example; what the rest needs comes when it is wanted.
.venv/.shop: requirements-shop.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, and $(PYTHON) is none: name one, as in \`make run PYTHON=python3.13\`"; exit 1; }
	@echo "Installing into .venv (once; takes a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements-shop.lock
	@$(PIP) --no-deps -e .
	@touch $@

.venv/.ready: .venv/.shop requirements.lock
	@echo "Installing what development needs (once; takes a minute) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

# Node comes with the virtual environment, so that nobody needs to have one and all have the same.
node_modules/.ready: package-lock.json .venv/.ready
	@$(NODE) npm ci --silent
	@touch $@
