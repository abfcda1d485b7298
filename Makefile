# make run, make test: nothing else is needed. Works with GNU make 3.81 and any POSIX shell.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed-by-make

# The first Python on the path that is new enough; `make PYTHON=python3.12 run` chooses another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v $$p; exit; fi; done)

.DEFAULT_GOAL := help
.PHONY: help run test check audit lock bench bench-peers soak fuzz screenshots eval clean distclean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(STAMP) ## install into .venv and open the reader (ARGS="file.txt" opens that)
	@$(BIN)/rr-reader $(ARGS)

test: check ## install, check the code, run every test
	$(BIN)/pytest -q -n auto $(ARGS)

check: $(STAMP) ## style, types, layers, spelling, advisories where they can be had
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/typos
	@$(BIN)/python -m benchmarks.audit

audit: $(STAMP) ## look for known vulnerabilities in what requirements.lock pins
	$(BIN)/python -m benchmarks.audit

lock: $(STAMP) ## pin the newest dependencies that pyproject.toml allows, for all systems, with their hashes
	@command -v uv >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@PATH="$(BIN):$$PATH" uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --upgrade \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock
	@echo 'requirements.lock is new: make installs it.'

bench: $(STAMP) ## measure against the peers that are there, as ratios (ARGS="--all", or names: ARGS=--help)
	$(BIN)/python -m benchmarks $(ARGS)

bench-peers: $(STAMP) ## install less, w3m, newsboat and ripgrep from Debian, and frogmouth, baca, epy into .venv-peers
	$(BIN)/python -m benchmarks.peers

soak: $(STAMP) ## random keys and changes for 30 minutes (ARGS="--minutes 5" for less)
	$(BIN)/python -m benchmarks.soak $(ARGS)

fuzz: $(STAMP) ## feed every reader of sources with damaged files for MINUTES (10) in all; ARGS="html pdf" for these only
	@$(BIN)/python -c 'import atheris' 2>/dev/null || { echo 'Installing atheris ...'; \
		if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python atheris==3.0.0; \
		else $(BIN)/python -m pip install --quiet --disable-pip-version-check atheris==3.0.0; fi; }
	$(BIN)/python -m fuzz --minutes $(or $(MINUTES),10) $(ARGS)

screenshots: $(STAMP) ## draw the pictures of the README anew, from the real program
	$(BIN)/python -m screenshots $(ARGS)

eval: $(STAMP) ## score the parser over DIR (its raw/ sources, gold/ answers and score program)
	@test -n "$(DIR)" || { echo 'Name the folder: make eval DIR=...' >&2; exit 64; }
	$(BIN)/python -m benchmarks.evaluate "$(DIR)" $(ARGS)

clean: ## remove what can be made again, but for .venv
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove .venv and .venv-peers too
	rm -rf $(VENV) .venv-peers

# With uv where it is there, else with the standard library's venv and pip; all that is installed has the hash that
# requirements.lock gives, what builds the package too.
$(STAMP): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo 'rr-reader needs Python 3.11 or newer (set PYTHON=/path/to/python).' >&2; exit 1; }
	@if ! test -x $(BIN)/python; then \
		if command -v uv >/dev/null 2>&1; then uv venv --quiet --no-python-downloads --python "$(PYTHON)" $(VENV); \
		else $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
			echo 'Making $(VENV) failed. On Debian and Ubuntu: sudo apt install python3-venv' >&2; exit 1; }; \
		fi; \
	fi
	@echo 'Installing into $(VENV) ...'
	@if command -v uv >/dev/null 2>&1; then install="uv pip install --python $(BIN)/python"; \
	else install="$(BIN)/python -m pip install --disable-pip-version-check"; fi; \
	$$install --quiet --require-hashes --requirement requirements.lock && \
	$$install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
