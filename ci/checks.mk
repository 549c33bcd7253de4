# SPDX-License-Identifier: GPL-2.0-or-later
#
# Targets for tests, checks, trials and the kernels that they need; included by the
# Makefile. A target of more than a few lines is a script.

LINUX := $(CURDIR)/build/linux-source-6.12

## Everything

check:	## setup, build, all checks and tests; about 20 minutes
	+@ci/check

check-full:	## what these leave out, on every kernel; takes hours and can be interrupted
	+@ci/check-full

check-debug:	## on a kernel with KASAN and lockdep: failures, races, fuzzing
	+@ci/check-debug

## One test

test:	## T=NAME: one test of any kind, and how it is run; without T, the kinds
	+@ci/run-test $(if $(LIST),--list $(LIST)) $(if $(KERNEL),--kernel $(KERNEL)) $(T)

## Builds for tests

linux-source:
	@vm/kselftest-files

conformance: lib	## tests of TSPI and TAPI, three times: plain, asan, tsan
	@$(MAKE) $(JOBS) -C tests/conformance O=$(O)

selftests: linux-source	## the kselftests, see selftest-6.12
	@$(MAKE) $(JOBS) -C selftests all

## Tests

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

test-conformance: conformance	## TSPI and TAPI on the host, with a mock provider
	@$(MAKE) --no-print-directory -C tests/conformance check O=$(O)

conformance-valgrind: lib	## the same below valgrind; 5 minutes
	@$(MAKE) --no-print-directory -C tests/conformance valgrind O=$(O)

conformance-asan: lib
	@$(MAKE) $(JOBS) -C tests/conformance asan O=$(O)

conformance-plain: lib
	@$(MAKE) $(JOBS) -C tests/conformance plain O=$(O)

conformance-table:	## write the document of assertions and cases
	@tests/conformance/table --write

# Leave out guests that are not in GUESTS: their results are of an earlier run.
conformance-compare:	## compare it with the cases, and judge the last results
	@tests/conformance/table $(patsubst %,--guest build/vm/out/conformance-%.results, \
		$(GUESTS))

library-live: lib
	@$(MAKE) --no-print-directory -C tests/live O=$(O)

# The runner of kselftest does not find the settings of a test outside its tree.
TEST_TIMEOUT = $(shell sed -n 's/^timeout=//p' selftests/settings)

# udev gives phones the names that the library finds. Tests of the kernel interface need
# no names but the kernel's, and udev would take as long for each of their phones as the
# tests take. Only sysfs has cases for the links that udev makes.
UDEV_TESTS := sysfs
SELFTESTS = $(basename $(notdir $(shell grep -l TEST_HARNESS_MAIN selftests/*.c)))

# $(1): programs, $(2): scripts
run_selftests = make -s -C selftests run_tests TEST_PROGS="$(2)" \
	TEST_GEN_PROGS="$(addprefix $(CURDIR)/build/selftests/,$(1))"

selftest-%: modules-% selftests user library-live conformance-asan
	@vm/run --kernel $* --timeout 2400 -- \
		env kselftest_override_timeout=$(TEST_TIMEOUT) \
		sh -c 'modprobe -q tphone-sim desk_phone=0 && modprobe -r tphone-sim || \
				{ echo "Bail out! modprobe tphone-sim fails"; exit 1; }; \
			failed=0; make -s -C tests/live run_tests || failed=1; \
			udevadm settle; \
			$(call run_selftests,$(UDEV_TESTS)) || failed=1; \
			udevadm control --exit; \
			$(call run_selftests,$(filter-out $(UDEV_TESTS),$(SELFTESTS)),compat32.sh leaks.sh) || \
				failed=1; \
			exit $$failed'

selftest-6.1: conformance-plain

# A few kselftests, and all of them, installed from the tree of a kernel.
kselftest-as-installed: modules-6.12	## a few kselftests, as others run them
	@vm/kselftest-as-installed abi sim_selftest races_in_copies leaks.sh

kselftest-as-installed-full: modules-6.12
	@vm/kselftest-as-installed

## Static checks

CFILES = $(shell find kernel include lib tools selftests tests examples fuzz \
	-name '*.[ch]' -type f)
KERNEL_DOC_FILES = $(shell find kernel include -name '*.[ch]' -type f)
SCRIPTS = $(shell git ls-files --cached --others --exclude-standard | \
	xargs awk '/^\#!\/bin\/(ba)?sh|^\# shellcheck shell=/ { print FILENAME } \
		{ nextfile }')
MANPAGES = $(wildcard man/*.[1-9])

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
	@mandoc -T lint -W warning $(MANPAGES) < /dev/null

doc-lint:	## the documentation, and what texts and comments refer to
	@ci/rst-lint $(wildcard Documentation/*.rst Documentation/*/*.rst)
	@ci/doc-references

mutants-apply:	## the patches of the mutants
	@for patch in vm/mutants/*.patch; do \
		patch --dry-run --quiet -p1 --fuzz=0 < "$$patch" > /dev/null || \
			{ echo "$$patch does not apply any more"; exit 1; }; \
	done

coccinelle: linux-source	## the kernel's coccinelle scripts on the modules
	@ci/coccinelle

uapi-layout:	## the same layout on all architectures
	@ci/uapi-layout

uapi-abi:	## compatible with ci/uapi-baseline.abi
	@ci/uapi-abi

licences:	## every file has a licence
	@ci/licences

## Fuzzing

TIME ?= 60

fuzz-replay:	## what fuzzers have found worth keeping, on the host
	@$(MAKE) $(JOBS) -C fuzz O=$(O)
	@$(MAKE) --no-print-directory -C fuzz replay O=$(O)

fuzz: fuzz-replay modules-debug	## TIME=60: so many seconds on the host, then in a guest
	@$(MAKE) --no-print-directory -C fuzz fuzz O=$(O) TIME=$(TIME)
	@fuzz/run-guest --time $(TIME)

## Kernels with checks of their own, and trials on them

debug-kernel:	## build the kernel called debug: KASAN, lockdep, failures, KCOV
	+@vm/build-kernel debug

kcsan-kernel:	## build the kernel called kcsan: data races
	+@vm/build-kernel kcsan

coverage-kernel:	## build the kernel called coverage
	+@vm/build-kernel coverage

newest-kernel:	## get the newest kernel of Debian, called newest, and its compiler
	@vm/newest-kernel

# Not in .PHONY: make does not look for the rule of modules-% then, and builds nothing.
modules-newest: newest-kernel
modules-debug: debug-kernel
modules-kcsan: kcsan-kernel
modules-coverage: coverage-kernel

# These kernels are slow, so the kselftests run in parts: the kernel interface; loading
# modules; the library, the commands, TSPI and TAPI. leaks.sh ends each part. fail_nth
# and the races are parts of their own.
RACES = races races_in_copies races_with_unplugging
DEBUG_TESTS = $(filter-out fail_nth fail_nth_files modules $(RACES),$(SELFTESTS))
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

races: races-debug	## the race matrix, on the kernel called debug; ROUNDS=2

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

.PHONY: check check-full check-debug test linux-source conformance selftests \
	unit test-summary test-vm test-install test-conformance \
	conformance-valgrind conformance-asan conformance-plain conformance-table \
	conformance-compare library-live \
	kselftest-as-installed kselftest-as-installed-full \
	sparse checkpatch kernel-doc shellcheck man-lint doc-lint coccinelle \
	uapi-layout uapi-abi licences mutants-apply smatch \
	fuzz fuzz-replay fuzz-short fuzz-long fail-nth races trials-long \
	debug-kernel kcsan-kernel coverage-kernel newest-kernel coverage \
	selftest-debug selftest-kcsan $(DEBUG_PARTS) mutants mutants-today
