# Every word here is explained by `make help`. Nothing but Python 3.11+, make and git is needed beforehand.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
export HUISBOEK_PORT ?= 8000

.PHONY: help setup setup-dev run test check bench shots fmt lint types arch words words-fresh demo worker migrate

help: ## what each word does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.run ## everything that running needs, into .venv
setup-dev: $(VENV)/.dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install python3."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv."; \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv \
		&& $(PYTHON) -m venv --clear $(VENV); }

$(VENV)/.run: requirements.lock pyproject.toml $(wildcard i18n/catalogues/*/LC_MESSAGES/*.po) | $(BIN)/python
	@echo "Huisboek: installing what it needs (with hashes) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .
	@$(BIN)/python -m i18n.catalogues
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Huisboek: installing what its tests need (with hashes) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

run: export HUISBOEK_DEMO ?= 1
run: setup ## web and worker, with a made-up household the first time; HUISBOEK_PORT chooses the port
	@exec $(BIN)/huisboek run

test: setup-dev ## all tests, those in a real browser and on PostgreSQL too
	@$(BIN)/python -m tests.equipment
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

check: lint arch types words-fresh ## what must be right before a change goes in: cheap steps first
	@$(MAKE) --no-print-directory test

bench: setup-dev ## figures, one a line: `name: value unit`
	@$(BIN)/python -m tests.equipment >&2
	@$(BIN)/python -m tests.bench

shots: setup-dev ## a picture of every screen, into shots/
	@$(BIN)/python -m tests.equipment
	@$(BIN)/python -m tests.bench.shots

fmt: setup-dev ## write the code as the formatter would
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --lint pwa/templates
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive api pwa i18n

types: setup-dev
	$(BIN)/mypy

arch: setup-dev ## who may import whom
	$(BIN)/lint-imports

words: setup-dev ## collect the sentences and carry them into every catalogue
	$(BIN)/python -m i18n.words

words-fresh: setup-dev
	$(BIN)/python -m i18n.words --check

demo: setup ## fill an empty house with a made-up household
	$(BIN)/huisboek demo

worker: setup ## only the worker
	$(BIN)/huisboek worker

migrate: setup ## bring the database up to date
	$(BIN)/huisboek migrate
