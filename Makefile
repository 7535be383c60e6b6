# Every target sets up what it needs: Python ≥ 3.11, make and a package index are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test check bench soak walk i18n docs lock

setup: $(READY)

$(READY): requirements.lock
	@echo "== 1/3 Looking for Python 3.11 or newer"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@echo "== 2/3 Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "== 3/3 Installing `grep -c == requirements.lock` packages into $(VENV): a minute or two, once"
	@$(BIN)/python -m pip install --no-input --disable-pip-version-check --progress-bar on --require-hashes -r requirements.lock
	@touch $@
	@echo "== Ready. Next: make demo, or make test"

demo: setup
	$(BIN)/python -m bot demo

# What CI runs.
check: setup
	@echo "== 1/5 Form (ruff)"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@echo "== 2/5 Types (mypy)"
	@$(BIN)/mypy
	@echo "== 3/5 Layers (import-linter)"
	@$(BIN)/lint-imports --no-cache
	@echo "== 4/5 Tests (pytest, two at a time)"
	@$(BIN)/python -m pytest -n 2 --dist loadscope
	@echo "== 5/5 What reads the clock, as of nine other days"
	@$(BIN)/python -m tests.any_day

test: check

# Figures against peers, one after another on an otherwise idle machine: about half an hour.
BENCHMARKS := form_step wall_chart event_loop likeness picture_pipeline digest duty_sweep export_memory
bench: setup
	for one in $(BENCHMARKS); do echo "== $$one"; $(BIN)/python -m benchmarks.$$one || exit 1; done

# The same as in `check`, but longer: other years by chance, 10,000 notices beside a kill and a standstill, many
# examples of Hypothesis.
soak: setup
	for seed in 1 2 3 4 5 6 7 8; do WALK_SEED=$$seed $(BIN)/python -m pytest tests/duties/test_four_hundred_days.py || exit 1; done
	CRASH_UPDATES=1000 CRASH_KILLS=20 $(BIN)/python -m pytest -s tests/crash
	SOAK_PEOPLE=10000 $(BIN)/python -m pytest -s tests/duties/test_side_by_side.py tests/duties/test_three_bots.py
	$(BIN)/python -m pytest --hypothesis-profile=soak -n 2 $$(grep -rlE '@given|TestCase.settings' tests)

# In how many modules a function runs for a tap, a need, a photo, a tick and a digest.
walk: setup
	$(BIN)/python -m benchmarks.walk

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
