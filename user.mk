# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rules that the makefiles of the library, the commands and the examples share.
# They include it when they know OUT and the flags.
#
#   W=1		warnings are errors. They are for developers of this tree and for
#		make check; a newer compiler must not stop a user's build.

WERROR := $(if $(filter 1,$(W)),-Werror)

# Objects depend on this, so that other flags compile them again.
FLAGS_USED := $(OUT)/flags
$(FLAGS_USED): FORCE
	@mkdir -p $(@D)
	@new=$@.$$$$; \
	printf '%s\n' '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS) $(WERROR))' > $$new; \
	if cmp -s $$new $@; then rm $$new; else mv $$new $@; fi

# Objects need this too, but only to exist: it prints one sentence that names all
# missing packages, before a compiler misses a header.
needs:
	@CC="$(CC)" PKG_CONFIG="$(PKG_CONFIG)" ../ci/need $(NEEDS)

# $(call built,FILES): stop if a file is missing. Installing copies only: a user could
# neither change nor remove files that root builds in the user's tree.
built = $(foreach file,$(1),$(if $(wildcard $(file)),, \
	$(error $(notdir $(file)) is not built yet: run "make" first, not as root)))

FORCE:

.PHONY: FORCE needs
