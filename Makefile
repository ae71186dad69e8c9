# Required on a new Debian machine: Rust (with cargo), gcc, g++, make, python3 with pip, and the package registries.
# The most important commands are `make demo` and `make test`.

CARGO ?= cargo
# Makes every warning an error. Plain cargo commands show them as warnings only.
DENY := -D warnings

# Everything that tests run is built from this one selection of crates. Cargo chooses the features of dependencies for
# a selection as a whole, so a second selection builds most of them again. Python is left out: it has no Rust tests, and
# maturin builds it. The peers of the benchmarks are left out too, because they compile SQLite: `make peers-test`.
WITHOUT_PEERS := --workspace --exclude defray-bench-peers
WORKSPACE := $(WITHOUT_PEERS) --exclude defray-python --locked

.PHONY: programs
.PHONY: help demo bindings test tools format lint docs unit release-tests soak clean

help:
	@echo "make demo       builds defray and runs its demo"
	@echo "make test       runs all tests in all languages; also one by one: c-test go-test python-test"
	@echo "make bindings   generates the types of C, Go and Python from the types of core and engine"
	@echo "make command    builds the command, with its debug information in a separate file"
	@echo "make install PREFIX=/usr/local   installs the C library: header, libraries, pkg-config"
	@echo "make bench      runs the benchmarks of the engine; PEERS=1: the same work in other databases too"
	@echo "make bench-bindings   compares the bindings; bench-pure: the parts without a disk"
	@echo "make soak       runs the long tests: more cases, more crashes, more bit flips"
	@echo "make book       builds the documentation as a book; make links checks its links"

demo:
	@$(CARGO) run --quiet --release --locked -p defray-cli -- demo

-include make/*.mk

# Generates the types of C, Go and Python from the types of core and engine. `make test` checks that they are current.
bindings:
	$(CARGO) run --quiet --locked -p defray-bindings-generator -- write

test: tools format lint docs unit release-tests c-test go-test python-test marketplaces-test mail-test docs-test
	@echo "make test: everything passed"

# rustfmt and clippy are components of Rust that a minimal installation does not include.
tools:
	@command -v $(CARGO) >/dev/null || { echo "defray needs Rust: install it with rustup, then run make again"; exit 1; }
	@command -v cc >/dev/null || { echo "defray needs a C linker: install gcc, then run make again"; exit 1; }
	@$(CARGO) fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	@$(CARGO) clippy --version >/dev/null 2>&1 || rustup component add clippy

format:
	$(CARGO) fmt --all --check

docs:
	RUSTDOCFLAGS="$(DENY)" $(CARGO) doc $(WITHOUT_PEERS) --no-deps --all-features --locked

# The seed is constant, so that every run tests the same histories. `make soak` uses random histories.
unit:
	PROPTEST_RNG_SEED=20260301 $(CARGO) test $(WORKSPACE) --all-features

# The command, the examples and the library for C with its testing function, all in the dev profile.
programs:
	$(CARGO) build $(WORKSPACE) --all-features --lib --bins --examples

# In debug builds redb checks its trees at each open. So the behaviour of a damaged page at run time is visible only
# without debug assertions. Two crates without them are built faster than a second profile for all crates.
release-tests:
	$(CARGO) test --locked -p defray --features testing --lib --config profile.dev.package.redb.debug-assertions=false \
		--config profile.dev.package.defray.debug-assertions=false -- store

soak: c-soak go-soak python-soak peers-test
	DEFRAY_CASES=50 DEFRAY_KILLS=20000 DEFRAY_FLIPS=200000 PROPTEST_CASES=20000 \
	$(CARGO) test --release $(WITHOUT_PEERS) --all-features --locked -- --nocapture

clean:
	$(CARGO) clean
