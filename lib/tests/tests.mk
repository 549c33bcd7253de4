# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The tests, included by ../Makefile. Each program is linked with the library's
# own objects, compiled with a sanitizer: tests/asan (address and undefined
# behaviour) and tests/tsan (threads). In place of common/sys.o there is a scripted
# phone, in place of libudev scripted devices, in place of native/watch_sys.o
# scripted surroundings.

TESTS := names pure presence queue handle operations dispatch threads find \
	tapi-numbers tapi-messages tapi-structures tapi-config tapi-claim
TSAN_TESTS := dispatch threads tspi-provider
TESTS += $(patsubst tests/test-%.c,%,$(wildcard tests/test-tspi-*.c))

TEST_OUT := $(OUT)/tests
TEST_SOURCES := $(filter-out common/sys.c native/watch_sys.c,$(SOURCES)) \
	$(wildcard tests/fake*.c) tests/alloc.c
TEST_CFLAGS := -O1 -g -fno-omit-frame-pointer -Itests
TEST_LIBS := $(shell $(PKG_CONFIG) --libs cmocka) -pthread \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=reallocarray
asan := -fsanitize=address,undefined -fno-sanitize-recover=all
tsan := -fsanitize=thread

# $(1): asan or tsan, $(2): names of tests
define test_rules
$(1)_OBJECTS := $$(TEST_SOURCES:%.c=$(TEST_OUT)/$(1)/%.o)
$(1)_PROGRAMS := $(2:%=$(TEST_OUT)/$(1)/test-%)

$(TEST_OUT)/$(1)/%.o: %.c Makefile tests/tests.mk | needs
	@mkdir -p $$(@D)
	$$(COMPILE) -Werror $(TEST_CFLAGS) $$($(1)) -MMD -MP -c -o $$@ $$<

$$($(1)_PROGRAMS): $(TEST_OUT)/$(1)/test-%: \
		$(TEST_OUT)/$(1)/tests/test-%.o $$($(1)_OBJECTS)
	$$(CC) $$($(1)) -o $$@ $$^ $$(TEST_LIBS)

-include $$($(1)_OBJECTS:.o=.d) $(2:%=$(TEST_OUT)/$(1)/tests/test-%.d)
endef

$(eval $(call test_rules,asan,$(TESTS)))
$(eval $(call test_rules,tsan,$(TSAN_TESTS)))

# Linked with the real things. Where tphone-sim is loaded, as root:
#	vm/run -- sh -c 'modprobe tphone-sim && lib/tests/run PROGRAM'
LIVE_TESTS := live sandbox
LIVE := $(LIVE_TESTS:%=$(TEST_OUT)/test-%)
LIVE_OBJECTS := $(SOURCES:%.c=$(TEST_OUT)/asan/%.o)

$(LIVE): $(TEST_OUT)/%: $(TEST_OUT)/asan/tests/%.o $(LIVE_OBJECTS)
	$(CC) $(asan) -o $@ $^ $(shell $(PKG_CONFIG) --libs cmocka) \
		$(UDEV_LIBS) -pthread

live: $(LIVE)

-include $(LIVE_TESTS:%=$(TEST_OUT)/asan/tests/test-%.d) $(TEST_OUT)/asan/common/sys.d \
	$(TEST_OUT)/asan/native/watch_sys.d

# Linked with the shared library, as programs of others are, and providers as
# others link them: without an option that binds their symbols.
MOCKS := $(TEST_OUT)/mock-one.so $(TEST_OUT)/mock-two.so $(TEST_OUT)/mock-none.so
PROVIDERS := $(TEST_OUT)/test-providers

$(TEST_OUT)/mock-one.so $(TEST_OUT)/mock-two.so: $(TEST_OUT)/mock-%.so: tests/mock.c tests/mock.h
	@mkdir -p $(@D)
	$(COMPILE) $(CFLAGS) -DMOCK_NAME='"$*"' -fPIC -shared -o $@ $<

# One that has no function of its own.
$(TEST_OUT)/mock-none.so: $(TEST_OUT)/mock-one.so
	$(CC) -shared -o $@ -Wl,--no-as-needed $<

$(PROVIDERS): tests/providers.c tests/mock.h $(OUT)/$(LINKNAME) $(MOCKS)
	$(COMPILE) $(CFLAGS) -Itests -o $@ $< $(OUT)/$(LINKNAME) \
		-Wl,-rpath,$(abspath $(OUT)) \
		$(shell $(PKG_CONFIG) --libs cmocka) -ldl

.PHONY: live
.SECONDARY:

check: all live $(asan_PROGRAMS) $(tsan_PROGRAMS) $(PROVIDERS)
	tests/run $(asan_PROGRAMS) $(tsan_PROGRAMS) $(PROVIDERS) -- \
		tests/check-symbols $(OUT)/$(LINKNAME) $(STATIC) -- \
		tests/check-names "$(CC)" $(OUT) $(OBJECTS) -- \
		tests/check-install "$(abspath $(O))" "$(CC)" -- \
		tests/check-manual ../man/libtphone.3 ../man/libtphone-tapi.7
