# SPDX-License-Identifier: GPL-2.0-or-later
#
# Building and installing. The tests and checks are in ci/checks.mk, and the modules'
# own makefile is Kbuild.

PREFIX ?= /usr/local
DESTDIR ?=
UDEVDIR ?= /usr/lib/udev/rules.d
SYSUSERSDIR ?= /usr/lib/sysusers.d
SYSTEMDDIR ?= /usr/lib/systemd/system

O := $(CURDIR)/build/user
INSTALL ?= install

# The job server of the caller, or as many jobs as there are processors.
JOBS = $(if $(filter -j% --jobserver-%,$(MAKEFLAGS)),,-j$(shell nproc))

# The running kernel if one can build for it, else those of the guests.
RUNNING := $(shell uname -r)
headers = $(wildcard $(addprefix /lib/modules/,$(addsuffix /build/scripts,$(1))))
GUESTS := $(foreach kernel,6.1 6.12,$(if $(call headers,$(kernel).*),$(kernel)))
KVER ?= $(if $(call headers,$(RUNNING)),$(RUNNING),$(or $(GUESTS),$(RUNNING)))

USER_INSTALL = O=$(O) PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)

## For a start

all: modules user	## the modules and everything in user space

# One screen.
define HELP
Build
  make               the modules for KVER, library, commands and examples
  make user          only what is in user space: needs no kernel headers
  make modules       only the modules; KVER is the running kernel if not given
  make clean         remove what was built; distclean: the folder build
Install
  make install       what make has built; KVER=, PREFIX=, DESTDIR=
  make uninstall     the contrary
Try
  make demo          an incoming call, in a virtual machine
  vm/run COMMAND     a command in one; see vm/run --help
Test
  make setup         install the packages that tests need (Debian)
  make test T=NAME   one test of any kind; without T=NAME: the kinds
  make unit          all tests that need neither phone nor guest
  make selftest-6.12 all tests that need a guest; also 6.1, rt, newest
  make check         everything, as CI does; about 20 minutes
  make check-debug   the modules with KASAN, lockdep, failures, races, fuzzing
  make check-full    the rest, on every kernel; takes hours, can be interrupted

With W=1, warnings are errors. All targets: make help-all
endef

help:	## the most important targets
	@:$(info $(HELP))

help-all:	## all targets
	@awk -F '\t+## ' '/^## / { printf "%s%s\n", (n++ ? "\n" : ""), substr($$0, 4) } \
		/^[a-z].*:.*\t## / { sub(/:.*/, "", $$1); \
		printf "  make %-22s %s\n", $$1, $$2 }' Makefile ci/checks.mk

setup:	## install the Debian packages that are missing
	@ci/install-packages

demo: setup	## setup, build, an incoming call in a virtual machine
	@$(MAKE) --no-print-directory modules-6.12 user
	@vm/run --kernel 6.12 -- examples/demo.sh

## Building

modules:	## the modules for KVER, by default the running kernel; modules-6.1, modules-6.12
	+@for kver in $(KVER); do vm/build-modules $$kver || exit; done

modules-%:
	+@vm/build-modules $*

user: lib tools examples	## library, command and examples

# The library alone needs less.
needs:
	@ci/need cc libudev $(if $(filter-out lib,$(or $(MAKECMDGOALS),all)),jansson)

lib: needs	## the library
	@$(MAKE) $(JOBS) -C lib O=$(O)

tools: needs lib	## the commands
	@$(MAKE) $(JOBS) -C tools O=$(O)

examples: needs lib	## the examples
	@$(MAKE) $(JOBS) -C examples O=$(O)

## Installing

# Installing copies what was built and builds nothing: root installs, but must leave
# no files in the tree of a user. Without KVER=..., the modules are for the running
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

.PHONY: all help help-all setup demo modules user needs lib tools examples \
	install install-user install-modules uninstall clean distclean

include ci/checks.mk
