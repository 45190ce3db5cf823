# SoilGate. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ROOT    := $(shell pwd -P)
PY      := .venv/bin/python
VERSION := $(shell sed -n 's/^version=//p' metadata.txt)
ZIP     := build/soilgate-$(VERSION).zip
TS      := $(wildcard resources/i18n/*.ts)
QM      := $(TS:.ts=.qm)
TOOLS    = PATH="$$PATH:/usr/lib/qt5/bin:/usr/lib/qt6/bin"
PYTEST ?=# further arguments of pytest: make test PYTEST="-k zip -x"

.PHONY: help setup demo test tests tests-offscreen tests-desktop fuzz lint format zip run screenshots guide watchdog bench bench-grow test-matrix translations clean distclean FORCE

help:  ## list the targets
	@echo "SoilGate $(VERSION)"
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r a b; do printf '  make %-12s %s\n' "$$a" "$$b"; done

setup: .venv/ready $(QM)  ## install what is missing: system packages, .venv, compiled translations

# a copied or moved tree gets an environment of its own
ifneq ($(shell readlink .venv/link/soilgate 2>/dev/null),$(ROOT))
.venv/ready: FORCE
endif
.venv/ready: .ci/setup .ci/requirements.txt .ci/requirements-geo.txt
	@bash .ci/setup

resources/i18n/%.qm: resources/i18n/%.ts | .venv/ready
	@$(TOOLS) lrelease -silent $< -qm $@
	@echo "== translation: $@"

demo: setup  ## review the demo district into build/demo: result, ledger, project, map, notice
	@echo "== demo: reviewing the demo district into build/demo"
	@mkdir -p build/demo
	@$(PY) -m soilgate demo build/demo

test: setup lint tests  ## all checks and all tests

# Most of what the desktop takes is waiting for windows, so it runs beside the tests that want the processor; only what
# measures how long a window waits comes after them. Both are run to their ends, and each tells what it found.
tests: setup
	@rm -rf .qgis-settings  # settings of the last run
	@$(MAKE) --no-print-directory --keep-going -j 2 tests-offscreen tests-desktop
	@echo "== tests of the real desktop that measure, which want the machine for themselves"
	@timeout -k 60 1500 $(PY) -m pytest -q -m alone $(PYTEST) $(if $(PYTEST),|| [ $$? -eq 5 ])

tests-offscreen:
	@echo "== tests, two processes"
	@# a crash ends its process for good: a process started anew may wait for ever; nothing may stand still for an hour
	@timeout -k 60 3000 $(PY) -m pytest -q -n 2 --dist loadfile --max-worker-restart=0 -m "not desktop" $(PYTEST) $(if $(PYTEST),|| [ $$? -eq 5 ])

tests-desktop:
	@mkdir -p build
	@timeout -k 60 1500 $(PY) -m pytest -q -m "desktop and not alone" $(PYTEST) >build/tests-desktop.log 2>&1 $(if $(PYTEST),|| [ $$? -eq 5 ]) \
		&& told=0 || told=$$?; echo "== tests of the real desktop"; cat build/tests-desktop.log; exit $$told

fuzz: setup  ## the tests by properties with new seeds and many examples, and every case of every damage (an hour)
	@echo "== fuzz: a failure prints how to make it again"
	@HYPOTHESIS_PROFILE=fuzz SOILGATE_FAULTS=all $(PY) -m pytest $(PYTEST) \
		$$(grep -rl --include='test_*.py' 'from hypothesis' tests) tests/cli/test_faults.py

test-matrix:  ## the tests on QGIS 3.40 and 3.44 too, in Debian systems made by debootstrap (root; an hour the first time)
	@bash .ci/matrix

lint: setup  ## style (ruff), direction of imports (import-linter), types of the core (mypy)
	@echo "== ruff"
	@.venv/bin/ruff check .
	@echo "== import-linter"
	@cd .venv/link && PYTHONPATH=. ../bin/lint-imports --no-logo "$(ROOT)/pyproject.toml" >"$(ROOT)/build/imports.log" 2>&1 \
		|| { cat "$(ROOT)/build/imports.log"; exit 1; }
	@echo "== mypy"
	@cd .venv/link && MYPYPATH=. ../bin/mypy --config-file "$(ROOT)/pyproject.toml" --cache-dir "$(ROOT)/.mypy_cache" \
		-p soilgate.plugin.core

format:  ## let ruff sort imports and mend what it can
	@.venv/bin/ruff check --fix .

zip: $(QM)  ## the release: build/soilgate-VERSION.zip, of what is committed
	@mkdir -p build
	@git diff --quiet HEAD || echo "== zip: note that changes not committed are left out"
	@new=$$(mktemp build/zip-XXXXXX) && git archive --format=zip --prefix=soilgate/resources/i18n/ \
		$(addprefix --add-file=,$(QM)) --prefix=soilgate/ -o $$new HEAD && chmod 644 $$new && mv -f $$new $(ZIP)  # whole or not at all
	@echo "== zip: $(ZIP) ($$(du -h $(ZIP) | cut -f1))"

run: setup build/demo/soilgate-demo.qgz  ## open QGIS with a profile of its own, the plugin and the demo project
	@$(PY) -m soilgate.tests.support.desktop run build/profile build/demo/soilgate-demo.qgz

build/demo/soilgate-demo.qgz:
	@$(MAKE) --no-print-directory demo

screenshots: setup build/demo/soilgate-demo.qgz  ## pictures of the real desktop into build/screenshots
	@$(PY) -m soilgate.tests.support.screenshots build/screenshots

guide: screenshots  ## the pictures of the guide, from the real desktop, into resources/help/images
	@$(PY) -m soilgate.tests.support.help_images build/screenshots

watchdog: setup build/city-M/city.json  ## how long the window does not answer while 200 000 parcels are opened and reviewed, and notices printed
	@$(PY) -m soilgate.tests.support.watchdog watch_review build/city-M build/watchdog.json
	@$(PY) -m soilgate.tests.support.watchdog watch_printing build/city-M build/watchdog-printing.json

build/city-M/city.json: | .venv/ready
	@$(PY) -m soilgate.tests.support.city build/city-M --size M >/dev/null

bench: setup  ## time and memory of review and imports beside geopandas and GDAL; milliseconds of the live check
	@$(PY) -m soilgate.tests.bench.bench_review --size M
	@$(PY) -m soilgate.tests.bench.bench_live
	@$(PY) -m soilgate.tests.bench.bench_import

bench-grow: setup  ## the same of the review for a city four times as large, and how its time and memory grow
	@$(PY) -m soilgate.tests.bench.bench_review --size M --grow

translations: setup  ## collect sentences of plugin/ and ui/ into resources/i18n/*.ts
	@for ts in resources/i18n/soilgate_zh_CN.ts resources/i18n/soilgate_en.ts; do \
		$(TOOLS) pylupdate5 -noobsolete $$(git ls-files 'plugin/*.py' 'ui/*.py' 'ui/*.ui') -ts $$ts || exit 1; done

clean:  ## remove everything that is made, but not the environment
	rm -rf build .qgis-settings .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis resources/i18n/*.qm
	find . -name __pycache__ -not -path './.venv/*' -not -path './.git/*' -prune -exec rm -rf {} +

distclean: clean  ## remove the environment too
	rm -rf .venv
