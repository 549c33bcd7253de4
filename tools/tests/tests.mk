# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tests that need no phone. The command's sources are compiled a second time,
# with the sanitizers; complaints go where tests/capture.c keeps them.

TEST_OUT := $(OUT)/tests
TEST_CFLAGS := -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
TEST_OBJECTS := $(patsubst tphone/%.c,$(TEST_OUT)/%.o, \
	$(filter-out tphone/main.c tphone/complain.c,$(wildcard tphone/*.c)))
TEST_ARCHIVE := $(TEST_OUT)/tphone.a
TESTS := $(patsubst tests/%.c,$(TEST_OUT)/%,$(wildcard tests/test-*.c))
SCRIPTS := tests/completion.sh tests/manual.sh tests/compliance.sh \
	tests/porting.sh

# Providers for tphone-compliance: one that obeys, one that does not.
SCRIPTED := $(O)/conformance/plain/tspi-scripted.so
BAD := $(TEST_OUT)/bad-provider.so

# One that is written as on Windows, in both languages.
PORTED_C := $(TEST_OUT)/ported-c.so
PORTED_CXX := $(TEST_OUT)/ported-c++.so
PORTED_FLAGS := -Wall -Wextra -Werror -pthread -fPIC -shared \
	-D_GNU_SOURCE -I../include

$(TEST_OUT)/%.o: tphone/%.c Makefile tests/tests.mk | $(TEST_OUT) needs
	$(COMPILE) -Werror $(TEST_CFLAGS) -MMD -MP -c -o $@ $<

$(TEST_OUT)/%.o: tests/%.c Makefile tests/tests.mk | $(TEST_OUT) needs
	$(COMPILE) -Werror -Itests $(TEST_CFLAGS) -MMD -MP -c -o $@ $<

$(TEST_ARCHIVE): $(TEST_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(TESTS): %: %.o $(TEST_OUT)/capture.o $(TEST_ARCHIVE) $(LIB)
	$(CC) $(TEST_CFLAGS) -o $@ $< $(TEST_OUT)/capture.o $(TEST_ARCHIVE) \
		-Wl,-rpath,$(abspath $(O)/lib) -L$(O)/lib -ltphone $(JANSSON_LIBS) -lcmocka

$(BAD): tests/bad-provider.c Makefile tests/tests.mk | $(TEST_OUT) needs
	$(COMPILE) -Werror $(CFLAGS) -fPIC -shared -o $@ $<

$(PORTED_C): tests/windows-provider.c Makefile tests/tests.mk \
		$(wildcard ../include/tphone/*.h) | $(TEST_OUT) needs
	$(CC) -std=c11 $(PORTED_FLAGS) $(CFLAGS) -o $@ $<

$(PORTED_CXX): tests/windows-provider.c Makefile tests/tests.mk \
		$(wildcard ../include/tphone/*.h) | $(TEST_OUT) needs
	$(CXX) -x c++ -std=c++11 $(PORTED_FLAGS) $(CFLAGS) -o $@ $<

$(SCRIPTED): FORCE
	@$(MAKE) -s --no-print-directory -C ../conformance O=$(abspath $(O)) $(abspath $@)

$(TEST_OUT):
	mkdir -p $@

.SECONDARY: $(TESTS:=.o)

check: $(TESTS) $(O)/tphone $(O)/tphone-compliance $(SCRIPTED) $(BAD) \
		$(PORTED_C) $(PORTED_CXX)
	@set -e; for test in $(TESTS); do \
		echo "# $${test##*/}"; CMOCKA_MESSAGE_OUTPUT=TAP $$test; done
	@set -e; for script in $(SCRIPTS); do \
		echo "# $${script##*/}"; TPHONE=$(abspath $(O))/tphone \
		COMPLIANCE=$(abspath $(O))/tphone-compliance \
		SCRIPTED=$(abspath $(SCRIPTED)) BAD=$(abspath $(BAD)) \
		PORTED_C=$(abspath $(PORTED_C)) PORTED_CXX=$(abspath $(PORTED_CXX)) \
		CC="$(CC)" $$script; \
	done

-include $(TEST_OBJECTS:.o=.d) $(TESTS:=.d) $(TEST_OUT)/capture.d
