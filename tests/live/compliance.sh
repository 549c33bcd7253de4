#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tphone-compliance on a simulated phone, and on phones that it cannot open. TAP on
# standard output. Needs root and the module tphone-sim; skips without.
#
#	TPHONE=path		the command tphone
#	COMPLIANCE=path		the command tphone-compliance

# Conditions are called by check().
# shellcheck disable=SC2317

set -u

built=$(realpath "$(dirname "$0")/../../build/user")
TPHONE=${TPHONE:-$built/tphone}
COMPLIANCE=${COMPLIANCE:-$built/tphone-compliance}
config=/sys/kernel/config/tphone-sim
name=compliance-$$
number=0
failed=0

skip_all() {
	echo "1..0 # SKIP $*"
	exit 4	# that of kselftest
}

clean_up() {
	[ ! -d "$config/$name" ] || "$TPHONE" sim destroy "$name"
	rm -rf "$scratch"
}

# run ARGUMENT...: leaves code, and out and err as files.
run() {
	ran=$*
	"$COMPLIANCE" "$@" > "$scratch/out" 2> "$scratch/err" < /dev/null
	code=$?
}

check() {
	local text=$1 result=ok

	shift
	number=$((number + 1))
	if ! "$@"; then
		result="not ok"
		failed=1
		echo "# tphone-compliance $ran: exit status $code"
		grep -v ' OK$' "$scratch/out" "$scratch/err" | sed 's/^/#   /'
	fi
	echo "$result $number - $text"
}

exited() {
	[ "$code" -eq "$1" ]
}

printed() {
	grep -qE "$1" "$scratch/out"
}

complained() {
	exited "$1" && [ ! -s "$scratch/out" ] &&
		[ "$(wc -l < "$scratch/err")" -eq 1 ] &&
		grep -qE "^tphone-compliance: $2" "$scratch/err"
}

# The command has restored the settings from before its tests.
restored() {
	[ "$(cat "$config/$name/hold")" = 0 ] &&
		[ "$(cat "$config/$name/latency_us")" = 3000 ] &&
		[ "$(cat "$config/$name/held")" = 0 ]
}

[ "$(id -u)" -eq 0 ] || skip_all "not root"
for command in "$TPHONE" "$COMPLIANCE"; do
	[ -x "$command" ] || skip_all "$command is not built"
done
[ -d $config ] || modprobe tphone-sim desk_phone=0 2> /dev/null
[ -d $config ] || skip_all "the module tphone-sim cannot be loaded"
scratch=$(mktemp -d) || exit 1
trap clean_up EXIT
device=$("$TPHONE" sim create "$name") || exit 1
"$TPHONE" sim set latency_us 3000 -p "$name" || exit 1

run "/dev/$device"
check "reading passes" exited 0
check "it says which phone" printed "id sim-$name\$"
check "nothing was changed" printed '^T080 .* skipped'
run "$device" --destructive
check "everything passes" exited 0
check "requests were ended by closing" printed '^T080 .* OK$'
check "keys were pressed" printed '^T153 .* OK$'
check "the kernel was asked" printed '^T307 .* OK$'
check "what needs another phone was not" printed '^T084 .* skipped \(needs several phones'
check "attributes are what they were" restored

# TPHONE_IOC_ROLE: this shell becomes the owner.
exec 3<> "/dev/$device"
python3 -c '
import fcntl, struct, sys
fcntl.ioctl(3, 0xb902, struct.pack("4I", 16, 0, 2, 0))' 2> "$scratch/err" || {
	cat "$scratch/err" >&2
	exit 1
}
run "/dev/$device"
check "somebody else owns it" complained 2 "/dev/$device: another program owns the phone"
exec 3>&-

chmod a+x "$scratch"
cp "$COMPLIANCE" "$scratch/command"
cp -r "$(dirname "$COMPLIANCE")/lib" "$scratch/lib" 2> /dev/null
chmod -R a+rX "$scratch"
chmod 600 "/dev/$device"
ran="/dev/$device, as nobody"
setpriv --reuid=65534 --regid=65534 --clear-groups "$scratch/command" \
	"/dev/$device" > "$scratch/out" 2> "$scratch/err"
code=$?
check "no permission" complained 2 "/dev/$device: "

"$TPHONE" sim destroy "$name"
run "/dev/$device"
check "it is gone" complained 2 "/dev/$device: there is no such phone"

echo "1..$number"
exit $failed
