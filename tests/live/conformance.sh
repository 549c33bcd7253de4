#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The assertions about TSPI and TAPI on simulated phones.

top=$(dirname "$(realpath "$0")")/../..
# The library is the same on each kernel, so one of them finds its memory errors; the
# sanitizer doubles the time.
case ${TPHONE_KERNEL:-} in
6.1)	flavour=plain ;;
*)	flavour=asan ;;
esac
runner=$top/build/user/conformance/$flavour/conformance
if [ ! -x "$runner" ]; then
	echo "1..0 # SKIP the conformance tests are not built"
	exit 4
fi
modprobe -q tphone-sim desk_phone=0
# The runner of kselftest preloads a library, which the address sanitizer refuses.
unset LD_PRELOAD
# The limit of a case is a tenth of that of the test.
limit=$((${TPHONE_TEST_LIMIT:-600} / 10))
results=${TPHONE_OUT:-/tmp}/conformance-${TPHONE_KERNEL:-here}.results
exec "$runner" --phone simulated --timeout "$limit" --results "$results"
