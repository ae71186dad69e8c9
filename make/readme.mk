# The README's examples, one for each language: compiled and run as a reader would.
README_PREFIX := $(abspath $(C_TARGET))/readme/prefix

.PHONY: readme-test
readme-test: C_PROFILE = dev
readme-test: c-tools go-testing-lib $(PYTHON_WORK)/alone/.$(PYTHON_PROFILE)
	@$(MAKE) --no-print-directory install C_PROFILE=dev PREFIX=$(README_PREFIX) >/dev/null
	$(GO_ENV) python3 tests/readme/run.py . $(README_PREFIX) $(GO_HOME)/bin/go $(PYTHON_ALONE)/python
