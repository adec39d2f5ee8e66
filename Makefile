# `make help` lists what there is. Settings pass through from the environment: `make run PORT=8080`.

PYTHON ?= python3
BIN := .venv/bin

# Tests of one module run in one worker and share its fixtures; those that measure time come last, and run alone.
TWO_WORKERS := --numprocesses=2 --dist=loadscope --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run doctor test-deps test quick faults schemathesis coverage mutants screenshots load-test bench \
	lint format lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "%-12s %s\n", $$1, $$2 }'

define NEW_ENOUGH
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
endef

# Made anew whenever what is locked changes; what only tests need comes with the first test.
.venv/serves: requirements.txt
	@$(NEW_ENOUGH)
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/tests: .venv/serves requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Without a .env of your own, this machine is the manager, and no name of a page elsewhere leads to it.
define SETTINGS
[ -e .env ] || export MANAGER_IPS="$${MANAGER_IPS-127.0.0.0/8,::1}"; \
[ -e .env ] || [ "$$HOST" ] || export ALLOWED_HOSTS="$${ALLOWED_HOSTS-127.0.0.1,localhost,::1}"
endef

run: .venv/serves ## Serve on PORT (8000), with an embedded store unless REDIS_URL is set; RELOAD=1 follows changes
	@$(SETTINGS); exec $(BIN)/python -m app $(if $(RELOAD),--reload)

doctor: .venv/serves ## Look at settings, store and running service, and give advice
	@$(SETTINGS); $(BIN)/python -m app.doctor

test-deps: ## Install what the tests need besides Python, after a question on a terminal: a browser, redis-server, curl
	@$(NEW_ENOUGH)
	@$(PYTHON) tests/support/needs.py

test: test-deps .venv/tests ## Run every test; WITHOUT=browser,redis leaves out the tests that need those
	$(BIN)/python -m pytest $(TWO_WORKERS)

quick: .venv/tests ## Check format, lint and types, and run the tests that need no server and no browser: 30 s
	@$(MAKE) --no-print-directory lint & lint=$$!; \
	$(BIN)/python -m pytest -m quick tests/unit tests/store tests/service; tests=$$?; \
	wait $$lint && exit $$tests

faults: .venv/tests ## Break things for long: kill, hang, cut, partition, fuzz
	FAULTS=long $(BIN)/python -m pytest -v tests/faults

schemathesis: .venv/tests ## Ask 20 000 times what the OpenAPI document allows, and what it does not
	FAULTS=long $(BIN)/python -m pytest -v tests/faults/test_schemathesis.py

coverage: test-deps .venv/tests ## Run every test, and list the lines and branches of app that none of them reaches
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(TWO_WORKERS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

mutants: .venv/tests ## Change the rules in app/domain in many small ways, and list the changes that no test notices
	$(BIN)/mutmut run
	$(BIN)/mutmut results

screenshots: test-deps .venv/tests ## Take the pictures of the README anew, from the real pages
	$(BIN)/python -m tests.browser.screenshots

load-test: .venv/tests ## Play a sale and audit it: TICKETS, PLAYERS, USERS, WORKERS, or URL of a running server
	$(BIN)/python -m tests.load

bench: .venv/tests ## Measure ratios on this machine, with wrk
	$(BIN)/python -m tests.load.bench

lint: .venv/tests ## Check format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/deno fmt --check --quiet
	$(BIN)/deno lint --quiet
	$(BIN)/mypy

format: .venv/tests ## Format, and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/deno fmt --quiet
	$(BIN)/deno lint --fix --quiet

lock: .venv/tests ## Lock the versions of everything anew, from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt

clean: ## Remove what make made, except data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .coverage* mutants dist
