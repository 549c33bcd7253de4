# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rules that the makefiles of the library, the commands and the examples share.
# They include it when they know OUT and the flags.
#
#   W=1		warnings are errors. They are for those who change this tree and for
#		make check; a newer compiler must not stop anybody else.

WERROR := $(if $(filter 1,$(W)),-Werror)

# Objects depend on this, so that other flags compile them again.
FLAGS_USED := $(OUT)/flags
$(FLAGS_USED): FORCE
	@mkdir -p $(@D)
	@new=$@.$$$$; \
	printf '%s\n' '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS) $(WERROR))' > $$new; \
	if cmp -s $$new $@; then rm $$new; else mv $$new $@; fi

# They depend on this too, but are not older than it: one sentence about all that
# is missing, instead of what compilers say.
needs:
	@CC="$(CC)" PKG_CONFIG="$(PKG_CONFIG)" ../ci/need $(NEEDS)

# $(call built,FILES): installing copies. Root must not build in the tree of a user,
# who could neither change nor remove the files.
built = $(foreach file,$(1),$(if $(wildcard $(file)),, \
	$(error $(notdir $(file)) is not built yet: run "make" first, not as root)))

FORCE:

.PHONY: FORCE needs
