# The commands people and CI use. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help up down test check fmt contracts train evaluate tools lint-template build deploy cost redrive clean-state schedules simulate bench instructions chaos fuzz second-opinion first-answers console console-test console-check messenger messenger-check messenger-test

TOOLS := .tools/bin
CONSOLE := web/console
MESSENGER := web/messenger
BESIDE := tests/bench/beside
RELEASE := $(or $(CARGO_TARGET_DIR),target)/release
MESSENGER_INPUTS := $(shell find $(MESSENGER)/src $(MESSENGER)/public $(MESSENGER)/vite.config.ts $(MESSENGER)/tsconfig.json -type f)
CONSOLE_INPUTS := $(shell find $(CONSOLE)/src $(CONSOLE)/public $(CONSOLE)/index.html $(CONSOLE)/vite.config.ts $(CONSOLE)/tsconfig.json -type f)

help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

up: ## Build what is needed and start everything on loopback; comes back once it runs
	cargo build --locked --workspace
	@$(MAKE) --no-print-directory console messenger || echo "Starting without the console or the web messenger."
	target/debug/harken up --background

down: ## End what `make up` started; what it knew stays in .harken
	@if [ -x target/debug/harken ]; then target/debug/harken down; else echo "Nothing runs."; fi

console: ## Build the console, if anything it is made of has changed
	@web/node.sh
	@$(MAKE) --no-print-directory $(CONSOLE)/dist/index.html
$(CONSOLE)/node_modules/.package-lock.json: $(CONSOLE)/package.json $(CONSOLE)/package-lock.json
	cd $(CONSOLE) && npm ci --no-audit --no-fund
	@touch $@
$(CONSOLE)/dist/index.html: $(CONSOLE)/node_modules/.package-lock.json $(CONSOLE_INPUTS)
	cd $(CONSOLE) && npm run build

console-check: console
	cd $(CONSOLE) && npm test

console-test: console-check ## The console's own checks, then its tests in a browser against a system of their own
	cd $(CONSOLE) && npm run e2e:fresh

messenger: ## Build the web messenger, if anything it is made of has changed
	@web/node.sh
	@$(MAKE) --no-print-directory $(MESSENGER)/dist/messenger.js
$(MESSENGER)/node_modules/.package-lock.json: $(MESSENGER)/package.json $(MESSENGER)/package-lock.json
	cd $(MESSENGER) && npm ci --no-audit --no-fund
	@touch $@
$(MESSENGER)/dist/messenger.js: $(MESSENGER)/node_modules/.package-lock.json $(MESSENGER_INPUTS)
	cd $(MESSENGER) && npm run build

messenger-check: messenger
	cd $(MESSENGER) && npm test

messenger-test: messenger-check ## The web messenger's own checks, then its tests in a browser against a system of their own
	cd $(MESSENGER) && npm run e2e:fresh

test: check lint-template ## Everything CI checks: style, template, decisions, steps, journeys, console in a browser
	cargo build --locked --workspace
	cargo test --locked --workspace
	@$(MAKE) --no-print-directory schedules
	@if command -v valgrind >/dev/null; then $(MAKE) --no-print-directory instructions; \
	else echo "SKIPPED: the instructions of a message are not counted, because there is no valgrind here."; fi
	HARKEN_TIMES=$(or $(HARKEN_TIMES),4) $(MAKE) --no-print-directory console-test messenger-test

check: ## Formatting and lints
	cargo fmt --all -- --check
	cargo clippy --locked --workspace --all-targets -- -D warnings

fmt: ## Format everything
	cargo fmt --all

contracts: ## Write events/contracts and openapi.json from the types; read the diff before committing it
	UPDATE=1 cargo test --locked -p domain --test it contracts
	UPDATE=1 cargo test --locked -p api description

train: ## The analyser's weights anew from the data the manifest names; says so where it is missing
	cargo run --locked --release -p trainer -- train

evaluate: ## How well the committed weights judge; writes docs/analysis.md
	cargo run --locked --release -p trainer -- evaluate

tools: $(TOOLS)/sam ## SAM, cfn-lint, cargo-lambda and zig in .tools
$(TOOLS)/sam: infra/tools/requirements.txt infra/tools/setup.sh
	infra/tools/setup.sh
	@touch $@

lint-template: tools ## The template, as written and as SAM expands it
	$(TOOLS)/sam validate --lint
	$(TOOLS)/python infra/tools/expand.py infra/template.yaml .tools/expanded.json
	$(TOOLS)/cfn-lint -i W2001 -- .tools/expanded.json

build: tools ## Every function for arm64, as `sam deploy` ships it
	PATH="$(CURDIR)/$(TOOLS):$$PATH" SAM_CLI_TELEMETRY=0 $(TOOLS)/sam build

deploy: build ## To the AWS account of your credentials: see docs/deploy.md
	$(TOOLS)/sam deploy

schedules: ## Ten thousand schedules (SCHEDULES=n) and every planted mistake, in an optimised build
	cargo build --locked --profile schedules -p schedules
	$(or $(CARGO_TARGET_DIR),target)/schedules/harken-schedules --count $(or $(SCHEDULES),10000)
	$(or $(CARGO_TARGET_DIR),target)/schedules/harken-schedules --planted

simulate: ## A long run of the simulation, gone on with where it was left: make simulate COUNT=1000000
	cargo run --locked --profile schedules -p schedules -- --count $(or $(COUNT),100000) --state target/schedules-done $(if $(MINUTES),--minutes $(MINUTES))

bench: ## What a message costs, counted, and whether every budget holds
	cargo run --locked --profile schedules -p bench

first-answers: ## The door's start and first answer, beside the same step in Node and in Python
	@web/node.sh
	cd $(BESIDE)/node && npm ci --no-audit --no-fund && npm run build
	python3 -m venv $(BESIDE)/python/.venv
	$(BESIDE)/python/.venv/bin/pip install --quiet -r $(BESIDE)/python/requirements.txt
	cargo build --locked --release --workspace --bins
	$(RELEASE)/harken first-answers --bins $(RELEASE)

instructions: ## Instructions (by callgrind) and allocations of what is decided of one message
	cargo build --locked --release -p instructions
	$(RELEASE)/harken-instructions

# Messages, answers, kills.
chaos: ## Real processes, killed at random calls: make chaos CHAOS=10000,1000,200
	cargo build --locked --workspace
	CHAOS=$(or $(CHAOS),10000,1000,200) cargo test --locked -p journeys --test it -- --nocapture chaos

fuzz: ## A million inputs for every parser that sees the outside, on the stable compiler
	cargo run --locked --profile schedules -p fuzz -- --runs $(or $(RUNS),1000000)

second-opinion: ## The promises of the table against another emulator (ministack, from PyPI)
	python3 -m venv .tools/ministack && .tools/ministack/bin/pip install -q ministack
	infra/tools/second-opinion.sh

cost: ## What ran since the start, and what it would cost
	target/debug/harken cost

redrive: ## Send the dead letters of a step back to it: make redrive QUEUE=route
	target/debug/harken redrive "$(QUEUE)"

clean-state: down ## Throw away what the local system knows
	rm -rf .harken
