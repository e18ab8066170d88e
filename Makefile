# make run     set everything up and serve; HOST, PORT, DATA_DIR, DEMO=0
# make test    every check, as the build machine does it
# make dev     serve with reload and Django's debug pages
# make lint    style, layers, missing migrations; make format mends the first
# make bench   measure, and write docs/benchmarks.md
# make bench-scale  the same for figures, with up to a million learners
# make lock    compile requirements.txt from requirements.in
# make clean   forget what can be made again; never touches data or media

HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= data
export HOST PORT DATA_DIR

python := .venv/bin/python
ready := .venv/.ready
ready_for_tests := .venv/.ready-for-tests

.PHONY: run dev test lint format bench bench-scale lock clean

run: $(ready)
	@$(python) -m lms.demo.steps || $(python) manage.py prepare
	@exec $(python) manage.py serve --end-with-parent

dev: export DEBUG = 1
dev: $(ready)
	@$(python) -m lms.demo.steps || $(python) manage.py prepare
	@exec $(python) manage.py serve --end-with-parent --reload

test: $(ready_for_tests)
	@.ci/servers
	@.ci/test

lint: $(ready_for_tests)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@$(python) manage.py makemigrations --check --dry-run

format: $(ready_for_tests)
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: $(ready_for_tests)
	@.ci/servers
	@$(python) -m tests.bench

bench-scale: $(ready_for_tests)
	@.ci/servers
	@$(python) -m tests.bench.scale

lock: $(ready)
	@.venv/bin/uv pip compile -q --generate-hashes --no-annotate --no-header \
		--python-version 3.11 requirements.in -o requirements.txt
	@.venv/bin/uv pip compile -q --generate-hashes --no-annotate --no-header \
		--python-version 3.11 tests/requirements.in -o tests/requirements.txt

clean:
	rm -rf .venv .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(ready): requirements.txt
	@.ci/install requirements.txt
	@touch $@

$(ready_for_tests): tests/requirements.txt
	@.ci/install tests/requirements.txt
	@touch $(ready) $@
