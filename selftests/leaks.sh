#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# After all other tests, on a kernel with kmemleak: unload the modules and check
# that they have leaked no memory. Prints TAP.

kmemleak=/sys/kernel/debug/kmemleak

echo "TAP version 13"
echo "1..2"
if [ ! -w $kmemleak ]; then
	echo "ok 1 # SKIP this kernel has no kmemleak"
	echo "ok 2 # SKIP this kernel has no kmemleak"
	exit 0
fi

# Phones made by mkdir hold the module.
for phone in /sys/kernel/config/tphone-sim/*; do
	[ -d "$phone" ] || continue
	echo 0 > "$phone/live" 2>/dev/null
	[ "$(basename "$phone")" = desk ] || rmdir "$phone"
done
# driver.c leaves it loaded.
modprobe -qr tphone-test
if modprobe -r tphone-sim tphone && [ ! -e /sys/module/tphone ]; then
	echo "ok 1 - the modules can be unloaded"
else
	echo "not ok 1 - the modules can be unloaded"
	exit 1
fi

# Releasing kobjects is delayed by seconds in this kernel. An object is only reported
# some seconds after it was made, and by the second scan at the earliest.
sleep 8
echo scan > $kmemleak
echo scan > $kmemleak
if grep -q . $kmemleak; then
	echo "not ok 2 - nothing is left"
	sed 's/^/# /' $kmemleak
	exit 1
fi
echo "ok 2 - nothing is left"
