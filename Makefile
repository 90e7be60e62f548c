# Every daily task by one name. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help check test lint format docs site bench lock wheel

PYTHON ?= python

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

check:  ## everything that CI runs: style, types, floors, tests
	pytest

test:  ## the tests without the house rules
	pytest --ignore=tests/contracts

lint:  ## style, types and floors only; the scripts' types too, where npm has put TypeScript (npm ci in site/)
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	if [ -d site/node_modules/typescript ]; then cd site && npm run --silent check; fi

format:  ## put the code into its one form
	ruff check --fix-only .
	ruff format .

docs:  ## write the generated pages of docs/ and the alignments again
	$(PYTHON) docs/generate.py
	$(PYTHON) docs/generate_alignments.py

site:  ## build every case and the pages
	kg build

bench:  ## run the benchmarks and write benchmarks/results/
	$(PYTHON) benchmarks/run.py

lock:  ## write the locks from pyproject.toml (needs uv); UPGRADE=--upgrade chooses the newest versions
	$(PYTHON) locks/lock.py $(UPGRADE)

wheel:  ## build the wheel and the source archive into dist/
	$(PYTHON) -m pip wheel --no-deps --wheel-dir dist .
