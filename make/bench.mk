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
