# The tasks of this project. `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
LOCKS := requirements/build.txt requirements/dev.txt requirements/whoosh3.txt
RETREAT := .venv-whoosh274

SIZES ?= 20000 100000
BENCH := data/benchmarks

.PHONY: setup
setup: $(VENV)/.ready

# jieba is published as source only: its build tools come first, pinned and hashed, and no other
# build tool is fetched (--no-build-isolation). PIP_CONSTRAINT binds any build pip isolates anyway.
$(VENV)/.ready: $(LOCKS)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新版本 / Python 3.11+ needed, found " + sys.version.split()[0])'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	PIP_CONSTRAINT=requirements/build-constraints.txt $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements/dev.txt -r requirements/whoosh3.txt
	touch $@

.PHONY: run
run: setup
	@$(PY) -m searchapp --data sample-data serve --sample --port $(PORT)

.PHONY: test
test: setup
	$(PY) -m pytest -m "not browser and not slow"

.PHONY: check
check: setup lint types imports test

.PHONY: lint
lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: setup
	$(BIN)/mypy

.PHONY: imports
imports: setup
	$(BIN)/lint-imports

# The pages in a real browser. Chromium and the Han font come from Debian where they are missing.
.PHONY: browser
browser: setup
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/browser.txt
	$(PY) -m pytest -m "browser and not slow" tests/browser

# The pages against the Nu Html Checker, which npm brings; needs Java.
.PHONY: validate
validate: setup
	mkdir -p data/validate
	test -e data/validate/vnu.jar || (cd data/validate && npm pack --silent vnu-jar@26.9.27 && tar xzf vnu-jar-26.9.27.tgz && mv package/build/dist/vnu.jar .)
	UNION_VNU=data/validate/vnu.jar $(PY) -m pytest tests/browser/test_valid.py

# Eight threads, ten thousand mixed queries each, while commit follows on commit.
.PHONY: test-threads
test-threads: setup
	$(PY) -m pytest tests/index/test_generations_under_load.py

# Every number of five large tables over the shared news against the search it links to, and the
# workbook as LibreOffice reads it. UNION_COLLECTION names a data folder that has the news already.
.PHONY: statistics
statistics: setup
	$(PY) -m pytest -m slow -s tests/searchapp/test_stats.py

# A thousand random requests, over a small collection and over 5,000 of the shared news: the same ids
# on pages, by cursor, in exports, snapshots and JSON, and the feed those that came in last.
.PHONY: one-list
one-list: setup
	$(PY) -m pytest -m slow -s --timeout 7200 tests/searchapp/test_one_list.py

# A snapshot before and after 500 articles more, corrections, withdrawals, another dictionary.
.PHONY: forever
forever: setup
	$(PY) -m pytest -m slow --timeout 3600 tests/searchapp/test_forever.py

# The retreat: the same tests on Whoosh 2.7.4 in place of whoosh3.
.PHONY: test-whoosh274
test-whoosh274: $(RETREAT)/.ready
	$(RETREAT)/bin/python -m pytest -m "not browser and not slow"

$(RETREAT)/.ready: requirements/build.txt requirements/dev.txt requirements/whoosh274.txt
	test -x $(RETREAT)/bin/python || $(PYTHON) -m venv $(RETREAT)
	$(RETREAT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	PIP_CONSTRAINT=requirements/build-constraints.txt $(RETREAT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements/dev.txt -r requirements/whoosh274.txt
	touch $@

# Page loads and builds against the peers, at each of SIZES (make bench SIZES=1000000); prints
# tables, writes JSON and curves into data/benchmarks. Xapian comes from Debian; without it, –.
.PHONY: bench
bench: setup
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	-command -v apt-get >/dev/null && apt-get install -y -qq python3-xapian >/dev/null
	mkdir -p $(BENCH)
	set -e; for size in $(SIZES); do $(PY) -m benchmarks --docs $$size --work $(BENCH) --json $(BENCH)/$$size.json; done
	$(PY) -m benchmarks curves $(SIZES:%=$(BENCH)/%.json) --svg $(BENCH)
	$(PY) -m benchmarks profile --docs $(firstword $(SIZES)) --work $(BENCH) --svg $(BENCH)

# Random pieces of real pages, typed back in seven spellings, quoted and not: all are found, and the
# quoted ones are what a look at every text gives (make guarantee PIECES=1000000 takes hours).
PIECES ?= 10000
.PHONY: guarantee
guarantee: setup
	$(PY) -m benchmarks.guarantee --pieces $(PIECES)

# Misspelt queries understood and correct ones left alone, over the words of the 73,646 real articles.
.PHONY: spelling
spelling: setup
	$(PY) -m benchmarks.spelling --work $(BENCH)

# How well pages are read: every labelled set of ../shared, every miss, cpca, jionlp and trafilatura
# on the same pages (the first two in an environment of their own), the floors.
.PHONY: eval
eval: setup .venv-eval/.ready
	$(PY) -m benchmarks.eval

.venv-eval/.ready: requirements/eval.txt
	test -x .venv-eval/bin/python || $(PYTHON) -m venv .venv-eval
	.venv-eval/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/eval.txt
	touch $@

# How well answers are ranked, on sets with known answers (shared data), beside the peers; floors in
# benchmarks/relevance/baseline.json. A peer that is not installed is left out, and said so.
.PHONY: relevance
relevance: setup
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	-command -v apt-get >/dev/null && apt-get install -y -qq python3-xapian >/dev/null
	$(PY) -m benchmarks.relevance --work data/relevance

# Renew every lock file (needs `uv`); the lock names no host.
.PHONY: lock
lock:
	for name in build dev whoosh3 whoosh274 browser bench eval; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; done

# Renew the catalogue of the English pages: new texts come in untranslated, unused ones go.
MESSAGES := searchapp/translations/en/LC_MESSAGES/messages.po
.PHONY: messages
messages: setup
	$(PY) -m babel.messages.frontend -q extract -F pyproject.toml -k said -k joined:1 -k unit:1,1 --omit-header --no-location --sort-output -o data/messages.pot .
	$(PY) -m babel.messages.frontend -q update --no-fuzzy-matching --omit-header --ignore-obsolete --ignore-pot-creation-date -w 100 -i data/messages.pot -o $(MESSAGES) -l en

.PHONY: clean
clean:
	rm -rf $(VENV) $(RETREAT) .venv-eval sample-data screenshots

# Repost groups on altered copies of real items and near misses, held by floors.
.PHONY: reposts
reposts: setup
	$(PY) -m benchmarks.reposts --list
