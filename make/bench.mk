# What a face costs: the same work in Rust, C, Go and Python, in turns, each as it is shipped.
BENCH_WORK := $(abspath $(C_TARGET))/bench

.PHONY: bench-faces
bench-faces: C_PROFILE = dist
bench-faces: c-tools go-tool c-library $(BENCH_WORK)/python/.ready
	$(CARGO) build --quiet --locked -p defray-bench --profile dist
	@mkdir -p $(BENCH_WORK)
	cc -O2 -std=c11 -Iinclude bench/faces/face.c $(C_TARGET)/dist/libdefray.a $$(sh ffi/native-libs.sh) -o $(BENCH_WORK)/face_c
	@$(MAKE) --no-print-directory go-lib C_PROFILE=dist
	cd bench/faces/go && $(GO_ENV) go build -o $(BENCH_WORK)/face_go .
	$(C_TARGET)/dist/faces rust=$(C_TARGET)/dist/face_rust c=$(BENCH_WORK)/face_c go=$(BENCH_WORK)/face_go \
		"python=$(BENCH_WORK)/python/bin/python bench/faces/face.py"

$(BENCH_WORK)/python/.ready: make/venv.sh $(wildcard python/src/*.rs python/defray/*.py)
	make/venv.sh $(BENCH_WORK)/python
	$(BENCH_WORK)/python/bin/pip install --quiet --disable-pip-version-check --force-reinstall ./python
	touch $@
