# Two commands are enough: `make demo` runs the house, `make test` proves it.
# Needs Python >= 3.11 and git. Everything else is installed into .venv, pinned by version and hash.

PYTHON ?= python3
UV = .venv/tools/bin/uv
PY = .venv/bin/python
INSTALL = sh bin/install

.DEFAULT_GOAL := help
.PHONY: help demo stop services shell test lint format bench soak lighthouse docs screens pictures requirements clean

help: ## say what can be done here
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -e 's/:.*## /|/' | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

demo: ## run the whole house on http://localhost:8000 (PORT=8001 for another port), until Ctrl-C
	@$(INSTALL) run "$(PYTHON)"
	@exec $(PY) -m commerce.embedded demo

stop: ## stop the demo that runs in this checkout
	@if [ -x $(PY) ]; then exec $(PY) -m commerce.embedded stop; else echo "Nothing is installed here yet."; fi

services: ## run only PostgreSQL and Valkey, for commands and tools
	@$(INSTALL) run "$(PYTHON)"
	@exec $(PY) -m commerce.embedded services

shell: ## open a Python shell on the running demo
	@$(INSTALL) run "$(PYTHON)"
	@exec $(PY) manage.py shell

test: ## check style, types, contracts, migrations and templates, then run every test
	@$(INSTALL) dev "$(PYTHON)"
	@exec $(PY) manage.py verify

lint: ## check style, types, contracts, migrations and templates
	@$(INSTALL) dev "$(PYTHON)"
	@exec $(PY) manage.py verify --without-tests

format: ## write every file the way the formatter likes it
	@$(INSTALL) dev "$(PYTHON)"
	@$(PY) -m ruff check --fix-only -q . ; $(PY) -m ruff format .

bench: ## measure speed; the table lands in bench/README.md
	@$(INSTALL) run "$(PYTHON)"
	@exec $(PY) -m bench

soak: ## load the house for a long time and watch memory, latency and books
	@$(INSTALL) run "$(PYTHON)"
	@exec $(PY) -m bench soak

lighthouse: ## judge the shop's key pages with npm's lighthouse (needs Node); writes docs/lighthouse.md
	@$(INSTALL) run "$(PYTHON)"
	@exec $(PY) manage.py lighthouse

docs: ## write the generated pages: floor plan and API schema
	@$(INSTALL) dev "$(PYTHON)"
	@$(PY) manage.py floor_plan
	@$(PY) manage.py spectacular --file docs/openapi.yaml

screens: ## take the README's screenshots from the running demo
	@$(INSTALL) dev "$(PYTHON)"
	@exec $(PY) manage.py screens

pictures: ## draw the demo's product pictures anew
	@$(INSTALL) dev "$(PYTHON)"
	@exec $(PY) manage.py render_demo_media

requirements: ## pin the libraries of pyproject.toml by version and hash
	@$(INSTALL) uv "$(PYTHON)"
	@sh bin/pin

clean: ## stop the demo and delete its state and the test servers' state
	@if [ -x $(PY) ]; then $(PY) -m commerce.embedded stop; fi
	@rm -rf .kontor .kontor-test
