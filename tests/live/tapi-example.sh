#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# examples/tapi-call.c on a simulated phone: it rings, the virtual user lifts the
# handset, the caller is on the display, and the phone is free again.

program=$(dirname "$(realpath "$0")")/../../build/user/examples/tapi-call
root=/sys/kernel/config/tphone-sim
phone=$root/tapi-example-$$
output=$(mktemp)

if [ ! -x "$program" ]; then
	echo "1..0 # SKIP the examples are not built"
	exit 4
fi
modprobe -q tphone-sim desk_phone=0
if ! mkdir "$phone" 2>/dev/null; then
	echo "1..0 # SKIP no tphone-sim, or not root"
	exit 4
fi
# shellcheck disable=SC2317	# called by trap
clean_up() {
	kill "$pid" 2>/dev/null
	echo 0 > "$phone/live"
	rmdir "$phone"
	rm -f "$output"
}
trap clean_up EXIT
unset LD_PRELOAD

# Wait until a file has a line that matches, 20 seconds at most.
soon() {
	local try

	for try in {1..200}; do
		grep -q "$2" "$1" && return
		sleep 0.1
	done
	echo "# never, after $try tries: $2"
	return 1
}

number=0
failed=0
check() {
	number=$((number + 1))
	if "${@:2}"; then
		echo "ok $number - $1"
	else
		failed=1
		echo "not ok $number - $1"
		sed 's/^/# /' "$output" "$phone/looks"
	fi
}

not() {
	! "$@"
}

# call NAME COMMAND...: run the example by COMMAND, with NAME before its tests.
call() {
	local what=$1

	shift
	LANG=C.UTF-8 "$@" "$program" "Grüße von Anna" $id > "$output" 2>&1 &
	pid=$!
	check "$what: it says that it rings" soon "$output" ringing
	check "$what: the phone rings" grep -q 'ringer.*mode 1' "$phone/looks"
	echo "lift handset" > "$phone/user"
	check "$what: it notices the handset" soon "$output" answered
	check "$what: the caller is on the display" \
		soon "$phone/looks" "Grüße von Anna"
	check "$what: the phone is silent" \
		not grep -q 'ringer.*mode 1' "$phone/looks"
	check "$what: it succeeds" wait $pid
	# Back to the initial state.
	echo 0 > "$phone/live"
	echo 1 > "$phone/live"
}

call_without_leaks() {
	if ! command -v valgrind > /dev/null; then
		skip "no valgrind" 6
		return
	fi
	# Reachable memory is ignored: the tables that keep old handles invalid.
	# valgrind does not know the ioctls, so undefined values are ignored, too.
	call "valgrind" valgrind --quiet --leak-check=full \
		--undef-value-errors=no --sim-hints=lax-ioctls \
		--errors-for-leak-kinds=definite,indirect,possible \
		--show-leak-kinds=definite,indirect,possible \
		--error-exitcode=9
}

skip() {
	local i

	for ((i = 0; i < $2; i++)); do
		number=$((number + 1))
		echo "ok $number # SKIP $1"
	done
}

echo "TAP version 13"
echo "1..13"
echo 1 > "$phone/live"
# TAPI numbers all phones, in the order of their device numbers.
device=$(< "$phone/device")
id=0
for other in /sys/class/tphone/*; do
	[ "$(basename "$other" | tr -dc 0-9)" -lt "${device#tphone}" ] &&
		id=$((id + 1))
done
call "plain" env
call_without_leaks
complains() {
	! "$program" > /dev/null 2> "$output" && grep -q '^usage: ' "$output"
}

check "a call of nobody is refused with a message" complains
[ $failed -eq 0 ]
