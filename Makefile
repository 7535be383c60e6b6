# Every target sets up what it needs: Python ≥ 3.11, make and a package index are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test check i18n docs lock

setup: $(READY)

$(READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

demo: setup
	$(BIN)/python -m bot demo

# What CI runs.
check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2 --dist loadscope

test: check

# The catalogs: every key in every language, tidy.
i18n: setup
	$(BIN)/python -m locales.tidy

# What is generated from the code: docs/flows.md.
docs: setup
	$(BIN)/python -m docs.flows

# Needs `uv`; the lock file holds hashes and no addresses.
lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file requirements.lock
