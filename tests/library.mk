# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The library's own objects, compiled with a sanitizer, for tests that are linked
# with them: $(O)/tests/lib/asan (address and undefined behaviour) and
# $(O)/tests/lib/tsan (threads). Included by the makefiles of lib/ and live/.

O ?= ../../build/user
TREE := ../..
LIB := $(TREE)/lib
LIB_OUT := $(abspath $(O))/tests/lib

PKG_CONFIG ?= pkg-config
UDEV_CFLAGS := $(shell $(PKG_CONFIG) --cflags libudev)
UDEV_LIBS := $(shell $(PKG_CONFIG) --libs libudev)
CMOCKA_LIBS := $(shell $(PKG_CONFIG) --libs cmocka)

COMPILE = $(CC) -D_GNU_SOURCE -I$(TREE)/include -I$(LIB) \
	$(CPPFLAGS) -std=gnu11 -Wall -Wextra -Werror -pthread $(UDEV_CFLAGS)
TEST_CFLAGS := -O1 -g -fno-omit-frame-pointer -I../lib
asan := -fsanitize=address,undefined -fno-sanitize-recover=all
tsan := -fsanitize=thread

LIB_SOURCES := $(patsubst $(LIB)/%,%,$(wildcard $(LIB)/*/*.c))

# $(1): asan or tsan
define library_rules
$(1)_LIBRARY := $$(LIB_SOURCES:%.c=$(LIB_OUT)/$(1)/%.o)

$(LIB_OUT)/$(1)/%.o: $(LIB)/%.c Makefile ../library.mk
	@mkdir -p $$(@D)
	$$(COMPILE) $$(TEST_CFLAGS) $$($(1)) -MMD -MP -c -o $$@ $$<

-include $$($(1)_LIBRARY:.o=.d)
endef

$(eval $(call library_rules,asan))
$(eval $(call library_rules,tsan))
