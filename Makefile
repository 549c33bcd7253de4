# SPDX-License-Identifier: GPL-2.0-or-later
#
# make help lists the targets. The modules' own makefile is Kbuild.

PREFIX ?= /usr/local
DESTDIR ?=
UDEVDIR ?= /usr/lib/udev/rules.d
SYSUSERSDIR ?= /usr/lib/sysusers.d
SYSTEMDDIR ?= /usr/lib/systemd/system

O := $(CURDIR)/build/user
LINUX := $(CURDIR)/build/linux-source-6.12
INSTALL ?= install

# The job server of the caller, or as many jobs as there are processors.
JOBS = $(if $(filter -j% --jobserver-%,$(MAKEFLAGS)),,-j$(shell nproc))

# The running kernel if one can build for it, else those of the guests.
RUNNING := $(shell uname -r)
headers = $(wildcard $(addprefix /lib/modules/,$(addsuffix /build/scripts,$(1))))
GUESTS := $(foreach kernel,6.1 6.12,$(if $(call headers,$(kernel).*),$(kernel)))
KVER ?= $(if $(call headers,$(RUNNING)),$(RUNNING),$(or $(GUESTS),$(RUNNING)))

USER_INSTALL = O=$(O) PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)

all: modules user	## the modules and everything in user space

help:	## this list
	@awk -F '\t+## ' '/^[a-z].*:.*\t## / { sub(/:.*/, "", $$1); \
		printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '  W=1               warnings are errors'
	@echo '  vm/run --help     commands in a virtual machine'

setup:	## install the Debian packages that are missing
	@ci/install-packages

check:	## setup, build, all checks and tests; 12 minutes
	+@ci/check

check-full:	## everything, on every kernel; takes hours and can be interrupted
	+@ci/check-full

check-debug:	## the modules on a kernel that watches: failures, races, fuzzing; 12 minutes
	+@ci/check-debug

demo: setup	## setup, build, an incoming call in a virtual machine
	@$(MAKE) --no-print-directory modules-6.12 user
	@vm/run --kernel 6.12 -- examples/demo.sh

# Building

modules:	## the modules for KVER, by default the running kernel; modules-6.1, modules-6.12
	+@for kver in $(KVER); do vm/build-modules $$kver || exit; done

modules-%:
	+@vm/build-modules $*

user: lib tools examples	## library, command and examples

needs:
	@ci/need cc libudev jansson

lib: needs	## the library
	@$(MAKE) $(JOBS) -C lib O=$(O)

tools: needs lib	## the command
	@$(MAKE) $(JOBS) -C tools O=$(O)

examples: needs lib	## the examples
	@$(MAKE) $(JOBS) -C examples O=$(O)

linux-source:
	@vm/kselftest-files

conformance: lib	## tests of TSPI and TAPI, three times: plain, asan, tsan
	@$(MAKE) $(JOBS) -C tests/conformance O=$(O)

selftests: linux-source	## the kselftests, see selftest-6.12
	@$(MAKE) $(JOBS) -C selftests all

# Tests

unit: lib tools	## tests that need no phone and no guest
	@$(MAKE) --no-print-directory -C tests/lib check O=$(O)
	@$(MAKE) --no-print-directory -C tests/command check O=$(O)
	@$(MAKE) --no-print-directory -C tests/simulator check \
		OUT=$(O)/kernel/tphone-sim
	@$(MAKE) --no-print-directory -C tests/core check O=$(O)/unit

test-summary:	## of the script that counts test results
	@ci/test-tap-summary

test-vm:	## of vm/run
	@vm/test-run.sh

test-install:	## of building and installing as others do it; 2 minutes
	@vm/test-install.sh

test-conformance: conformance	## TSPI and TAPI on the host, with a scripted provider
	@$(MAKE) --no-print-directory -C tests/conformance check O=$(O)

conformance-valgrind: lib	## the same below valgrind; 5 minutes
	@$(MAKE) --no-print-directory -C tests/conformance valgrind O=$(O)

conformance-asan: lib
	@$(MAKE) $(JOBS) -C tests/conformance asan O=$(O)

# What the tests of TSPI and TAPI in guests have found.
GUEST_RESULTS = $(patsubst %,--guest build/vm/out/conformance-%.results,$(GUESTS))

conformance-table:	## write the table of assertions from the last results
	@tests/conformance/table $(GUEST_RESULTS)

conformance-compare:	## compare it with the last results
	@tests/conformance/table --check $(GUEST_RESULTS)

library-live: lib
	@$(MAKE) --no-print-directory -C tests/live O=$(O)

# The runner of kselftest does not find the settings of a test outside its tree.
TEST_TIMEOUT = $(shell sed -n 's/^timeout=//p' selftests/settings)

selftest-%: modules-% selftests user library-live conformance-asan
	@vm/run --kernel $* --timeout 2400 -- \
		env kselftest_override_timeout=$(TEST_TIMEOUT) \
		sh -c 'make -s -C tests/live run_tests && \
			make -s -C selftests run_tests'

# Some of them, and all of them, installed from the tree of a kernel.
kselftest-as-installed: modules-6.12	## a few kselftests, as others run them
	@vm/kselftest-as-installed abi sim_selftest races_in_copies leaks.sh

kselftest-as-installed-full: modules-6.12
	@vm/kselftest-as-installed

# Static checks

CFILES = $(shell find kernel include lib tools selftests tests examples fuzz \
	-name '*.[ch]' -type f)
KERNEL_DOC_FILES = $(shell find kernel include -name '*.[ch]' -type f)
SCRIPTS = $(shell git ls-files --cached --others --exclude-standard | \
	xargs awk '/^\#!\/bin\/(ba)?sh|^\# shellcheck shell=/ { print FILENAME } \
		{ nextfile }')
MANPAGES = $(wildcard man/*.[1-9] man/*/*.[1-9])

sparse: sparse-6.1 sparse-6.12	## sparse on the modules

sparse-%:
	+@vm/build-modules --sparse $*

checkpatch: linux-source	## checkpatch --strict on all C files
	@ci/checkpatch $(CFILES)

kernel-doc: linux-source	## kernel-doc comments
	@perl $(LINUX)/scripts/kernel-doc -none -Werror $(KERNEL_DOC_FILES)

shellcheck:	## all scripts
	@shellcheck --external-sources $(SCRIPTS)

man-lint:	## manual pages
	@[ -z "$(MANPAGES)" ] || mandoc -T lint -W warning $(MANPAGES)

doc-lint:	## the documentation, and what texts and comments refer to
	@ci/rst-lint $(wildcard Documentation/*.rst Documentation/*/*.rst)
	@ci/doc-references

coccinelle: linux-source	## the kernel's coccinelle scripts on the modules
	@ci/coccinelle

uapi-layout:	## the same layout on all architectures
	@ci/uapi-layout

uapi-abi:	## compatible with ci/uapi-baseline.abi
	@ci/uapi-abi

licences:	## every file has a licence
	@ci/licences

# Fuzzing

TIME ?= 60

fuzz-replay:	## what fuzzers have found worth keeping, on the host
	@$(MAKE) $(JOBS) -C fuzz O=$(O)
	@$(MAKE) --no-print-directory -C fuzz replay O=$(O)

fuzz: fuzz-replay modules-debug	## TIME=60: so many seconds on the host, then in a guest
	@$(MAKE) --no-print-directory -C fuzz fuzz O=$(O) TIME=$(TIME)
	@fuzz/run-guest --time $(TIME)

# Kernels that watch

debug-kernel:	## build the kernel called debug: KASAN, lockdep, failures, KCOV
	+@vm/build-kernel debug

kcsan-kernel:	## build the kernel called kcsan: data races
	+@vm/build-kernel kcsan

coverage-kernel:	## build the kernel called coverage
	+@vm/build-kernel coverage

newest-kernel:	## get the newest kernel of Debian, called newest, and its compiler
	@vm/newest-kernel

modules-newest: newest-kernel
modules-debug: debug-kernel
modules-kcsan: kcsan-kernel
modules-coverage: coverage-kernel

# Such a kernel is slow, so the kselftests are run in parts: those of the kernel
# interface; of loading modules; of the library, the command, TSPI and TAPI; each
# followed by a search for what has leaked. fail_nth and the races are more.
RACES = races races_in_copies races_with_unplugging
DEBUG_TESTS = $(filter-out fail_nth fail_nth_files modules $(RACES),$(basename $(notdir \
	$(shell grep -l TEST_HARNESS_MAIN selftests/*.c))))
USER_TESTS = $(notdir $(wildcard tests/live/*.sh))

selftest-kernel-%: modules-% selftests
	@TPHONE_TESTS="$(DEBUG_TESTS) compat32.sh" vm/run --kernel $* --timeout 3600 -- \
		vm/run-tests

selftest-modules-%: modules-% selftests
	@TPHONE_TESTS=modules vm/run --kernel $* --timeout 1800 -- vm/run-tests

selftest-user-%: modules-% selftests user library-live conformance-asan
	@TPHONE_TESTS="$(USER_TESTS)" TPHONE_UDEV=yes TPHONE_TEST_LIMIT=3600 \
		vm/run --kernel $* --timeout 7200 -- vm/run-tests

# KASAN is slowest of all: one by one.
DEBUG_PARTS = $(patsubst %.sh,selftest-%-debug,$(USER_TESTS))

$(DEBUG_PARTS): selftest-%-debug: modules-debug selftests user library-live \
		conformance-asan
	@TPHONE_TESTS=$*.sh TPHONE_UDEV=yes TPHONE_TEST_LIMIT=3600 \
		vm/run --kernel debug --timeout 4200 -- vm/run-tests

selftest-debug: selftest-kernel-debug selftest-modules-debug $(DEBUG_PARTS)
selftest-kcsan: selftest-kernel-kcsan selftest-modules-kcsan selftest-user-kcsan

# Rounds of the race matrix.
ROUNDS ?= 2
LONG_ROUNDS ?= 60

# run_trials KERNEL,TESTS
run_trials = TPHONE_TESTS="$(2)" TPHONE_RACE_ROUNDS=$(ROUNDS) \
	TPHONE_TEST_LIMIT=7200 vm/run --kernel $(1) --timeout 14400 -- vm/run-tests

fail-nth: modules-debug selftests	## every allocation and copy fails once
	@$(call run_trials,debug,fail_nth fail_nth_files)

races: races-debug	## the race matrix on a kernel that watches; ROUNDS=2

races-%: modules-% selftests
	@$(call run_trials,$*,$(RACES))

trials-%: modules-% selftests
	@$(call run_trials,$*,fail_nth fail_nth_files $(RACES))

trials-long:	## fail-nth and races, for longer; LONG_ROUNDS=60
	@$(MAKE) --no-print-directory trials-debug ROUNDS=$(LONG_ROUNDS)

fuzz-long:
	@$(MAKE) --no-print-directory fuzz TIME=300

coverage: modules-coverage selftests	## which lines of the core the kselftests execute
	@vm/coverage

fuzz-short: fuzz-replay modules-debug
	@$(MAKE) --no-print-directory -C fuzz fuzz O=$(O) TIME=20
	@fuzz/run-guest --time 120

smatch:	## smatch on the modules, if it is installed
	+@if command -v smatch > /dev/null; then \
		vm/build-modules --smatch 6.12; \
	else \
		echo "smatch is not installed # SKIP"; \
	fi

mutants: modules-debug modules-6.12 selftests	## break the core on purpose: the tests must notice
	@vm/run-mutants

mutants-today: modules-debug modules-6.12 selftests	## two of them, others each day
	@vm/run-mutants --pick 2

# Installing copies what was built and builds nothing: it is done as root, and the
# tree belongs to somebody else. Without KVER=..., the modules are for the running
# kernel only.

INSTALL_KVER = $(if $(filter command,$(origin KVER)),$(KVER),$(RUNNING))

install: install-user install-modules	## what make has built; see KVER, PREFIX, DESTDIR
	@if [ -z "$(DESTDIR)" ]; then \
		systemd-sysusers tphone.conf || groupadd -f -r tphone; \
		ldconfig; \
		systemctl daemon-reload || :; \
		udevadm control --reload || :; \
	fi

install-user:
	@$(MAKE) -C lib install $(USER_INSTALL)
	@$(MAKE) -C tools install $(USER_INSTALL)
	$(INSTALL) -D -m 644 udev/60-tphone.rules \
		$(DESTDIR)$(UDEVDIR)/60-tphone.rules
	$(INSTALL) -D -m 644 udev/tphone.sysusers.conf \
		$(DESTDIR)$(SYSUSERSDIR)/tphone.conf
	$(INSTALL) -d $(DESTDIR)$(SYSTEMDDIR)
	sed 's|@PREFIX@|$(PREFIX)|' udev/tphone-evict.service.in \
		> $(DESTDIR)$(SYSTEMDDIR)/tphone-evict.service

install-modules:
	@for kver in $(INSTALL_KVER); do \
		vm/install-modules $$kver $(DESTDIR) || exit; \
	done

uninstall:	## what install has installed
	@$(MAKE) -C lib uninstall $(USER_INSTALL)
	@$(MAKE) -C tools uninstall $(USER_INSTALL)
	rm -f $(DESTDIR)$(UDEVDIR)/60-tphone.rules
	rm -f $(DESTDIR)$(SYSUSERSDIR)/tphone.conf
	rm -f $(DESTDIR)$(SYSTEMDDIR)/tphone-evict.service
	@for kver in $(INSTALL_KVER); do \
		vm/install-modules --remove $$kver $(DESTDIR) || exit; \
	done

clean:	## remove what was built, but not what was unpacked
	rm -rf build/user build/kbuild build/modules build/selftests build/check

distclean:	## remove the build folder
	rm -rf build

.PHONY: all help setup check demo modules user needs lib tools examples conformance \
	test-conformance conformance-asan conformance-table conformance-compare \
	conformance-valgrind \
	linux-source selftests kselftest-as-installed kselftest-as-installed-full fuzz fuzz-replay fuzz-short debug-kernel kcsan-kernel \
	coverage-kernel check-debug check-full fail-nth races trials-long \
	fuzz-long coverage smatch mutants mutants-today newest-kernel \
	unit test-summary test-vm test-install sparse checkpatch kernel-doc shellcheck man-lint \
	licences doc-lint coccinelle uapi-layout uapi-abi library-live \
	install install-user install-modules uninstall clean distclean
