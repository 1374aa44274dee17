# make demo: the sample articles as a graph. make test: every check. Both make .venv from the lock first.
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: demo test check floors lock readme clean help
.DEFAULT_GOAL := help

help:
	@echo "make demo   build the sample articles into graphs/demo"
	@echo "make test   run every check and test"
	@echo "make floors raise the floors under the measured quality to the present values"
	@echo "make lock   pin the newest fitting dependencies again"
	@echo "make readme put real output into README.md"
	@echo "make clean  remove .venv and caches"

demo: $(INSTALLED)
	@$(BIN)/incidentgraph build articles -o graphs/demo

# pytest comes last, so that its result is the last line.
test: check
	$(BIN)/python -m pytest -n 2

check: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

$(INSTALLED): requirements.lock pyproject.toml tools/environment
	@tools/environment
	@touch $@

# Each floor as high as it was or higher; see tests/quality/floors.py.
floors: $(INSTALLED)
	$(BIN)/python -m tests.quality.floors

# uv is needed for this alone: it resolves for all platforms at once.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --all-extras --group dev pyproject.toml \
	  -o requirements.lock -q --no-annotate

readme: demo
	$(BIN)/python tools/readme.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
