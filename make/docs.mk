# The documentation: runs its examples, checks its links, and builds it as a book.
#
#   make docs-test   compiles and runs the examples of the README and of docs/start
#   make links       checks every relative link and anchor of every tracked page
#   make book        builds the pages as a book in target/book/html

DOCS_PREFIX := $(abspath $(C_TARGET))/docs/prefix
MDBOOK_TOOLS := $(CURDIR)/target/tools
# This version of mdbook is installed if there is none.
MDBOOK_VERSION := 0.5.4

.PHONY: docs-test links book

docs-test: C_PROFILE = dev
docs-test: links c-tools go-testing-lib programs
	@$(MAKE) --no-print-directory $(PYTHON_WORK)/alone/.$(PYTHON_PROFILE)
	@$(MAKE) --no-print-directory install C_PROFILE=dev PREFIX=$(DOCS_PREFIX) >/dev/null
	$(GO_ENV) python3 tests/docs/run.py . $(DOCS_PREFIX) $(GO_HOME)/bin/go $(PYTHON_ALONE)/python $(C_BUILT)/defray

links:
	python3 make/links.py

book: links
	@command -v mdbook >/dev/null || [ -x $(MDBOOK_TOOLS)/bin/mdbook ] || \
		$(CARGO) install mdbook --locked --version $(MDBOOK_VERSION) --root $(MDBOOK_TOOLS)
	python3 make/book.py target/book/src
	PATH="$$PATH:$(MDBOOK_TOOLS)/bin" mdbook build
	python3 make/links.py --html target/book/html
