#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A 32-bit program on a simulated phone, if the kernel runs such programs.

here=$(dirname "$(realpath "$0")")

skip() {
	echo "1..0 # SKIP $*"
	exit 4
}

# In a kernel tree programs are built beside the scripts.
program=$here/compat32
[ -x "$program" ] || program=$here/../build/selftests/compat32
[ -x "$program" ] || skip "the 32-bit program is not built"
[ "$("$program" try 2>/dev/null)" = works ] ||
	skip "32-bit programs do not run here"
modprobe -q tphone-sim desk_phone=0
exec "$program"
