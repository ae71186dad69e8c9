# What a fresh Debian machine needs beforehand: Rust (with cargo), gcc, g++, make, python3 with pip, and the package registries.
# The two commands:  make demo   make test

CARGO ?= cargo
# Every warning is an error here; at a developer's desk it is only a warning.
DENY := -D warnings

# Everything that tests run is built from this one selection of crates. Cargo chooses the features of dependencies for a selection as
# a whole, so a second selection builds most of them again. Python is left out: it has no Rust tests, and maturin builds it.
WORKSPACE := --workspace --exclude defray-python --locked

.PHONY: programs
.PHONY: help demo bindings test tools format lint docs unit release-tests soak bench clean

help:
	@echo "make demo   build defray and play its demo"
	@echo "make test   everything that must pass, in five languages; also one by one: c-test go-test python-test"
	@echo "make bindings  writes what C, Go and Python show of the records of core"
	@echo "make install PREFIX=/usr/local   the C library: header, libraries, pkg-config"
	@echo "make bench  what the engine does in a second, and what a face costs (bench-faces)"
	@echo "make soak   the long tests: more cases, more crashes, more bit flips"
	@echo "make book   the documentation as a book; make links checks its links"

demo:
	@$(CARGO) run --quiet --release --locked -p defray-cli -- demo

-include make/*.mk

# Writes what the faces of C, Go and Python have in common from the types of core and engine; `make test` checks that it is current.
bindings:
	$(CARGO) run --quiet --locked -p defray-bindings-generator -- write

test: tools format lint docs unit release-tests c-test go-test python-test marketplaces-test mail-test docs-test
	@echo "make test: everything passed"

# rustfmt and clippy are parts of the Rust toolchain that a minimal installation leaves out.
tools:
	@command -v $(CARGO) >/dev/null || { echo "defray needs Rust: install it with rustup, then run make again"; exit 1; }
	@command -v cc >/dev/null || { echo "defray needs a C linker: install gcc, then run make again"; exit 1; }
	@$(CARGO) fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	@$(CARGO) clippy --version >/dev/null 2>&1 || rustup component add clippy

format:
	$(CARGO) fmt --all --check

docs:
	RUSTDOCFLAGS="$(DENY)" $(CARGO) doc --workspace --no-deps --all-features --locked

# The same histories in every run, so that what passes here passes there; `make soak` draws new ones.
unit:
	PROPTEST_RNG_SEED=20260301 $(CARGO) test $(WORKSPACE) --all-features

# The command, the examples and the library for C with its testing function, all in the dev profile.
programs:
	$(CARGO) build $(WORKSPACE) --all-features --lib --bins --examples

# redb checks its own trees at every open in debug builds, so what a page read at run time does about damage shows only without debug
# assertions, as in release. Two crates without them are built faster than a second profile for all crates.
release-tests:
	$(CARGO) test --locked -p defray --features testing --lib --config profile.dev.package.redb.debug-assertions=false \
		--config profile.dev.package.defray.debug-assertions=false -- store

soak: c-soak go-soak python-soak
	DEFRAY_CASES=50 DEFRAY_KILLS=20000 DEFRAY_FLIPS=200000 PROPTEST_CASES=20000 \
	$(CARGO) test --release --workspace --all-features --locked -- --nocapture

clean:
	$(CARGO) clean

# Figures for one machine; compare those of one run, on a quiet machine.
bench:
	@$(CARGO) run --quiet --release --locked -p defray-bench
	@$(MAKE) --no-print-directory bench-faces
