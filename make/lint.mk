# Checks of the sources. `make lint` runs all of them but the advisories.
#
#   make clippy         the lints of Rust, each one an error; those of the peers of the benchmarks: make peers-test
#   make words          the prose: forbidden words (make/words.txt), one-word comments, lines over 120 characters
#   make structure      no circle between the files of a crate, and no Rust file that Cargo does not compile
#   make dependencies   licences, versions and sources of all crates, and what manifests take from the workspace
#   make deny           licences, versions and sources again, with cargo-deny. `make lint` runs it when it is installed,
#                       because its installation takes minutes
#   make advisories     known vulnerabilities of all crates; needs the network
#
# The checks in Python need only the standard library of Python 3.11. `make words COUNT=file` counts instead of listing.

.PHONY: lint clippy words structure dependencies deny advisories lint-tests

lint: clippy words structure dependencies $(if $(shell command -v cargo-deny),deny)

clippy:
	$(CARGO) clippy $(WITHOUT_PEERS) --all-targets --all-features --locked -- $(DENY)

# The tests of the checks themselves.
lint-tests:
	@cd tests/structure && python3 -B -m unittest --quiet

words: lint-tests
	@python3 -B make/words.py $(if $(COUNT),--count $(COUNT) .)

structure: lint-tests
	@python3 -B tests/structure/circles.py .
	@python3 -B tests/structure/reached.py .

dependencies: lint-tests
	@CARGO="$(CARGO)" python3 -B tests/structure/dependencies.py .

# cargo-deny is installed once, unless it is on the PATH. That takes 3.5 minutes of CPU. A check takes under a second.
DENY_VERSION := 0.20.2
DENY_ROOT := $(abspath $(or $(CARGO_TARGET_DIR),target))/tools/deny
CARGO_DENY := $(or $(shell command -v cargo-deny),$(DENY_ROOT)/bin/cargo-deny)

$(DENY_ROOT)/bin/cargo-deny:
	$(CARGO) install cargo-deny@$(DENY_VERSION) --locked --quiet --root $(DENY_ROOT)

deny: $(CARGO_DENY)
	$(CARGO_DENY) --locked check licenses bans sources

# Not part of `make lint`: the list of advisories changes every day, and a machine that builds may have no network.
advisories: $(CARGO_DENY)
	$(CARGO_DENY) --locked check advisories
