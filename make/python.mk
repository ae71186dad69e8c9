# Python: builds and installs the wheel like users do, then tests it.
#
#   make python-test    all tests
#   make python-soak    all tests with the shipped build and many more examples
#
# There are two environments. `tests` has the wheel with the function that panics, and the packages that read tables or
# check types. `alone` has only the shipped wheel. The example `month_end.py` runs in both. In `alone` it draws no plot.

PYTHON_WORK := $(abspath $(or $(CARGO_TARGET_DIR),target))/python
# `dist` is the shipped build. It takes several minutes more. `dev` shares its crates with the tests of Rust.
PYTHON_PROFILE ?= dev
PYTHON_HYPOTHESIS ?= default
PYTHON_TESTS := $(PYTHON_WORK)/tests/bin
PYTHON_ALONE := $(PYTHON_WORK)/alone/bin
# The sources of the wheel. The wheel is built again when one of them changes.
PYTHON_SOURCES := $(wildcard python/Cargo.toml python/pyproject.toml python/defray/* python/defray/_records/* python/src/*.rs python/src/records/*.rs) \
	$(wildcard engine/src/*.rs engine/src/*/*.rs core/src/*.rs core/src/*/*.rs adapters/*/src/*.rs adapters/*/src/*/*.rs bindings/support/src/*.rs)

.PHONY: python-test python-soak python-steps python-types python-alone

python-test: python-steps
	@echo "make python-test: everything passed"

python-soak: PYTHON_PROFILE = dist
python-soak: PYTHON_HYPOTHESIS = soak
python-soak: python-steps
	@echo "make python-soak: everything passed"

# Builds a wheel like `pip install ./python`. $(1) is the environment, $(2) are more arguments for cargo. The cache of
# pip is not used, because it does not detect changes of the sources.
python-wheel = CARGO_TARGET_DIR=$(abspath $(or $(CARGO_TARGET_DIR),target)) MATURIN_PEP517_ARGS="--profile $(PYTHON_PROFILE) $(2)" \
	$(1)/pip install --quiet --disable-pip-version-check --no-cache-dir --force-reinstall --no-deps ./python

$(PYTHON_WORK)/tests/.$(PYTHON_PROFILE): make/venv.sh python/tests/requirements.txt $(PYTHON_SOURCES)
	make/venv.sh $(PYTHON_WORK)/tests --requirement python/tests/requirements.txt
	$(call python-wheel,$(PYTHON_TESTS),--features testing)
	touch $@

$(PYTHON_WORK)/alone/.$(PYTHON_PROFILE): make/venv.sh $(PYTHON_SOURCES)
	make/venv.sh $(PYTHON_WORK)/alone
	$(call python-wheel,$(PYTHON_ALONE),)
	touch $@

# The tests run in another folder, so that they use the installed wheel and not the sources.
python-steps: $(PYTHON_WORK)/tests/.$(PYTHON_PROFILE) python-types python-alone
	@mkdir -p $(PYTHON_WORK)/work
	cd $(PYTHON_WORK)/work && DEFRAY_ROOT=$(abspath .) HYPOTHESIS_PROFILE=$(PYTHON_HYPOTHESIS) \
		$(PYTHON_TESTS)/pytest --quiet -p no:cacheprovider -c $(abspath python/pyproject.toml) --rootdir $(abspath python) $(abspath python/tests)
	cd $(PYTHON_WORK)/work && $(PYTHON_TESTS)/python -W error $(abspath examples/python/month_end.py) . >/dev/null && test -s month_end.png

# Checks that the stubs match the shipped wheel (stubtest), and checks the types of tests and examples.
python-types: $(PYTHON_WORK)/tests/.$(PYTHON_PROFILE) $(PYTHON_WORK)/alone/.$(PYTHON_PROFILE)
	@mkdir -p $(PYTHON_WORK)/work
	cd $(PYTHON_WORK)/work && $(PYTHON_TESTS)/mypy --config-file $(abspath python/pyproject.toml) -p defray
	cd $(PYTHON_WORK)/work && $(PYTHON_TESTS)/mypy --config-file $(abspath python/pyproject.toml) $(abspath python/tests) $(abspath examples/python)
	cd $(PYTHON_WORK)/work && MYPYPATH=$$($(PYTHON_ALONE)/python -c 'import defray, pathlib; print(pathlib.Path(defray.__file__).parents[1])') && \
		PYTHONPATH=$$MYPYPATH $(PYTHON_TESTS)/python -m mypy.stubtest defray --mypy-config-file $(abspath python/pyproject.toml)
	cd $(PYTHON_WORK)/work && \
		PYTHONPATH=$$($(PYTHON_TESTS)/python -c 'import defray, pathlib; print(pathlib.Path(defray.__file__).parents[1])') \
		$(PYTHON_TESTS)/pyright --pythonpath $(PYTHON_TESTS)/python --ignoreexternal --verifytypes defray >verifytypes.txt || { cat verifytypes.txt; exit 1; }
	cd $(PYTHON_WORK)/work && $(PYTHON_TESTS)/pyright --pythonpath $(PYTHON_TESTS)/python --project $(abspath python/pyproject.toml)

python-alone: $(PYTHON_WORK)/alone/.$(PYTHON_PROFILE)
	@rm -rf $(PYTHON_WORK)/empty && mkdir -p $(PYTHON_WORK)/empty
	cd $(PYTHON_WORK)/empty && $(PYTHON_ALONE)/python -W error $(abspath python/tests/bare.py)
	cd $(PYTHON_WORK)/empty && $(PYTHON_ALONE)/python -W error $(abspath examples/python/month_end.py) | grep -q '^no plot: matplotlib'
