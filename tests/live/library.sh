#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# libtphone on a simulated phone.

top=$(dirname "$(realpath "$0")")/../..
tests=$top/build/user/tests/live/library
if [ ! -x "$tests" ]; then
	echo "1..0 # SKIP the tests of libtphone are not built"
	exit 4
fi
modprobe -q tphone-sim desk_phone=0
# The runner of kselftest preloads a library, which the address sanitizer refuses.
unset LD_PRELOAD
CMOCKA_MESSAGE_OUTPUT=TAP exec "$tests"
