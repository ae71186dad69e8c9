# Benchmarks. The results are for one machine: compare results of one run only, on an idle machine. docs/performance.md
# describes every figure.
#
#   make bench                 settled bills by size of the batch and number of threads, then the other operations
#   make bench PEERS=1         the same bills in SQLite, redb, PostgreSQL and a plain log too, in turns
#   make bench LARGE=1         with the run that has 1 000 000 accounts and 5 000 000 bills before
#   make bench JSON=FILE       writes the table to FILE too, one line of JSON for each run; SECONDS=S for each run
#   make bench-pure            deciding, encoding and hashing alone, without a disk
#   make bench-bindings        the same work in Rust, C, Go and Python
#   make peers-test            the lints and the tests of the peers

BENCH := $(CARGO) run --quiet --release --locked -p

.PHONY: bench bench-table bench-operations bench-pure peers-test

bench: bench-table
	@$(MAKE) --no-print-directory bench-operations

bench-table:
	@$(BENCH) $(if $(PEERS),defray-bench-peers,defray-bench) -- table $(if $(PEERS),--peers) $(if $(LARGE),--large) \
		$(if $(JSON),--json $(JSON)) $(if $(SECONDS),--seconds $(SECONDS))

bench-operations:
	@$(BENCH) defray-bench -- ending
	@$(BENCH) defray-bench -- open
	@$(BENCH) defray-bench -- verify
	@$(BENCH) defray-bench -- statement

bench-pure:
	$(CARGO) bench --locked -p defray-bench --bench pure

peers-test:
	$(CARGO) clippy -p defray-bench-peers --all-targets --locked -- $(DENY)
	$(CARGO) test --locked -p defray-bench-peers

# Benchmarks of the bindings: the same work in Rust, C, Go and Python, in turns, with the shipped builds.
BENCH_WORK := $(abspath $(or $(CARGO_TARGET_DIR),target))/bench

.PHONY: bench-bindings
bench-bindings: C_PROFILE = dist
bench-bindings: c-tools go-tool c-library $(BENCH_WORK)/python/.ready
	$(CARGO) build --quiet --locked -p defray-bench --profile dist
	@mkdir -p $(BENCH_WORK)
	cc -O2 -std=c11 -Iinclude bench/bindings/binding.c $(C_TARGET)/dist/libdefray.a $$(sh ffi/native-libs.sh) -o $(BENCH_WORK)/binding_c
	@$(MAKE) --no-print-directory go-lib C_PROFILE=dist
	cd bench/bindings/go && $(GO_ENV) go build -o $(BENCH_WORK)/binding_go .
	$(C_TARGET)/dist/bindings rust=$(C_TARGET)/dist/binding_rust c=$(BENCH_WORK)/binding_c go=$(BENCH_WORK)/binding_go \
		"python=$(BENCH_WORK)/python/bin/python bench/bindings/binding.py"

$(BENCH_WORK)/python/.ready: make/venv.sh $(wildcard python/src/*.rs python/defray/*.py)
	make/venv.sh $(BENCH_WORK)/python
	$(BENCH_WORK)/python/bin/pip install --quiet --disable-pip-version-check --force-reinstall ./python
	touch $@
