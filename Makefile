# Plumbline 准绳. `make demo` runs the main job without a screen, `make test` the tests; each sets itself up.
SHELL := /bin/bash
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready
PLUMBLINE := $(BIN)/python main.py

.PHONY: demo test run check format lint types layers bench bundle clean system

demo: $(READY)
	$(BIN)/python -m sample_db.demo build/demo

test: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal

run: $(READY)
	$(PLUMBLINE)

check: format lint types layers test

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy main.py console sample_db tests

layers: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	QT_QPA_PLATFORM=offscreen $(PLUMBLINE) bench

bundle: $(READY)
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build/pyinstaller pyinstaller.spec

system:
	@PYTHON=$(PYTHON) .ci/system

$(READY): requirements.lock | system
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

clean:
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
