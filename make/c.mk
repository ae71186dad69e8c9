# C and C++: builds, tests and installs the library.
#
#   make c-test                        all tests, with a fast build
#   make c-soak                        all tests, with the shipped build
#   make c-bench                       the cost of the C interface, compared with Rust in the same process
#   make install PREFIX=/usr/local     header, static and shared library, pkg-config file; DESTDIR for packagers
#
# cargo-c can install a library too, but its build takes longer than the build of this project. So the rules for the
# installation are here, and the SONAME is set in ffi/build.rs.

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
# `dist` is the shipped build, optimised over all crates. `dev` needs a tenth of the time.
C_PROFILE ?= dist

C_TARGET := $(or $(CARGO_TARGET_DIR),target)
C_VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# Before version 1.0 each minor version can change the binary interface.
C_SONAME := libdefray.so.$(shell echo $(C_VERSION) | cut -d. -f1,2)
C_BUILT = $(C_TARGET)/$(if $(filter dev,$(C_PROFILE)),debug,$(C_PROFILE))
C_WORK := $(C_TARGET)/c
# What is built for C, as arguments for cargo. In the dev profile it is the selection of all tests, so that no
# dependency is built twice.
C_CRATES = $(if $(filter dev,$(C_PROFILE)),$(WORKSPACE) --lib --bins --examples --features defray/testing,--locked -p defray-ffi)
C_TESTING = $(if $(filter dev,$(C_PROFILE)),defray-ffi/testing,testing)

.PHONY: c-tools c-library c-testing-library c-test c-bench c-soak c-steps c-install-test install uninstall

c-tools:
	@sh tests/c/tools.sh gcc g++ clang valgrind pkg-config libcjson-dev

c-library:
	$(CARGO) build $(C_CRATES) --profile $(C_PROFILE)

# The library for tests is in a separate folder, because it exports a function that panics.
c-testing-library:
	$(CARGO) build $(C_CRATES) --profile $(C_PROFILE) --features $(C_TESTING)
	@mkdir -p $(C_WORK)/testing
	@cp -f $(C_BUILT)/libdefray.a $(C_BUILT)/libdefray.so $(C_WORK)/testing

c-test: C_PROFILE = dev
c-test: c-install-test
	@echo "make c-test: everything passed"

# All tests with the shipped build.
c-soak: c-install-test
	@echo "make c-soak: everything passed"

c-bench: c-tools c-testing-library
	@sh tests/c/run.sh $(C_WORK)/testing $(C_BUILT) $(C_WORK)/work cost

# The two builds run one after the other, also with `make -j`, because their files have the same name.
c-steps: c-tools c-testing-library
	@$(MAKE) --no-print-directory c-library C_PROFILE=$(C_PROFILE)
	@sh tests/c/run.sh $(C_WORK)/testing $(C_BUILT) $(C_WORK)/work \
		header layout symbols static shared valgrind sanitizers threads

# Builds the example outside the repository with the installed library, statically and dynamically.
c-install-test: c-steps
	@rm -rf $(C_WORK)/prefix
	@$(MAKE) --no-print-directory install-files C_PROFILE=$(C_PROFILE) PREFIX=/usr/local DESTDIR=$(abspath $(C_WORK)/prefix) >/dev/null
	@sh tests/c/installed.sh $(abspath $(C_WORK)/prefix) /usr/local $(abspath $(C_WORK)/outside)

install: c-library install-files

.PHONY: install-files
install-files:
	install -d $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 644 include/defray.h $(DESTDIR)$(INCLUDEDIR)/defray.h
	install -m 644 $(C_BUILT)/libdefray.a $(DESTDIR)$(LIBDIR)/libdefray.a
	install -m 755 $(C_BUILT)/libdefray.so $(DESTDIR)$(LIBDIR)/libdefray.so.$(C_VERSION)
	ln -sf libdefray.so.$(C_VERSION) $(DESTDIR)$(LIBDIR)/$(C_SONAME)
	ln -sf $(C_SONAME) $(DESTDIR)$(LIBDIR)/libdefray.so
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(C_VERSION)|' \
		-e "s|@LIBS_PRIVATE@|$$(sh ffi/native-libs.sh)|" ffi/defray.pc.in > $(DESTDIR)$(LIBDIR)/pkgconfig/defray.pc
	chmod 644 $(DESTDIR)$(LIBDIR)/pkgconfig/defray.pc

uninstall:
	rm -f $(DESTDIR)$(INCLUDEDIR)/defray.h $(DESTDIR)$(LIBDIR)/libdefray.a $(DESTDIR)$(LIBDIR)/libdefray.so \
		$(DESTDIR)$(LIBDIR)/$(C_SONAME) $(DESTDIR)$(LIBDIR)/libdefray.so.$(C_VERSION) $(DESTDIR)$(LIBDIR)/pkgconfig/defray.pc
