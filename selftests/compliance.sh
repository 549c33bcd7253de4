#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# tphone-compliance on a simulated phone. The tests are those of the tree that
# this folder is part of; in a kernel tree there are none.

tests=$(dirname "$(realpath "$0")")/../tools/tests/compliance-live.sh
if [ ! -x "$tests" ]; then
	echo "1..0 # SKIP tphone-compliance is not here"
	exit 4
fi
exec "$tests"
