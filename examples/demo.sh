#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# An incoming call on a simulated desk phone, and what closing means: vm/run --
# examples/demo.sh, or as root on a machine where the modules are installed.
#
# Each line begins with the time (CLOCK_MONOTONIC) and its source:
#
#	demo		this script
#	softphone	examples/softphone.c, which owns the phone
#	watcher		"tphone monitor" in another process
#	user		the person at the phone, played by "tphone sim"
#
# The exit status is 0 if every expected line has come.

set -u

top=$(dirname "$(dirname "$(realpath "$0")")")
build=${TPHONE_BUILD:-$top/build/user}
PATH=$build:$build/examples:$PATH
log=$(mktemp) || exit 1
softphone=
watcher=
problems=0

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	plain=$'\e[0m' bold=$'\e[1m' red=$'\e[1;31m' faint=$'\e[2m'
	cyan=$'\e[36m' green=$'\e[1;32m'
else
	plain='' bold='' red='' faint='' cyan='' green=''
fi

# Copy lines to the terminal in colour, and to the log without.
show() {
	local colour=$1 line

	while IFS= read -r line; do
		printf '%s%s%s\n' "$colour" "$line" "$plain"
		printf '%s\n' "$line" >> "$log"
	done
}

# "[   12.340] source: text"
say() {
	local colour=$1 who=$2 uptime

	shift 2
	read -r uptime _ < /proc/uptime
	printf '[%9.3f] %s: %s\n' "$uptime" "$who" "$*" | show "$colour"
}

demo() {
	say "$bold" demo "$@"
}

problem() {
	say "$red" demo "FAILED: $*"
	problems=$((problems + 1))
}

die() {
	problem "$@"
	exit 1
}

clean_up() {
	local process

	for process in $softphone $watcher; do
		kill "$process" 2> /dev/null
	done
	rm -f "$log"
}

# Output of a command, indented and kept: the phone as it looks now.
look() {
	looks=$("$@") || problem "$*"
	show "$plain" <<< "             ${looks//$'\n'/$'\n'             }"
}

# The columns of "tphone monitor": time cause event details
watch_lines() {
	local time cause event what

	while read -r time cause event what; do
		printf '[%9.3f] watcher: %s %s (by the %s)\n' "$time" "$event" "$what" "$cause"
	done | show "$faint"
}

user() {
	say "$green" user "$1"
	shift
	tphone sim "$@" || problem "tphone sim $*"
}

# said EXPRESSION: count the matching lines of the log, without a program, for speed.
said() {
	local line lines

	count=0
	mapfile -t lines < "$log"
	for line in "${lines[@]}"; do
		[[ $line =~ $1 ]] && count=$((count + 1))
	done
}

# Wait until the log has a line that matches, or $2 of them; five seconds.
expect() {
	local i count=0

	for ((i = 0; i < 100; i++)); do
		said "$1"
		[ "$count" -ge "${2:-1}" ] && return
		sleep 0.05
	done
	problem "nobody said '$1'"
}

# use OWNERS MONITORS OPERATIONS: wait until the phone is used so.
use() {
	local i used

	for ((i = 0; i < 100; i++)); do
		used=$(tphone -p tphone0 --json status |
			grep -oE '"(owners|monitors|outstanding)": ?[0-9]+' |
			grep -oE '[0-9]+$' | tr '\n' ' ')
		[ "$used" = "$* " ] && return
		sleep 0.05
	done
	problem "owners, monitors, operations are not $* but $used"
}

# The simulator's count of operations that it was asked to cancel.
cancelled() {
	local number

	number=$(< /sys/kernel/config/tphone-sim/desk/cancelled)
	[ "$number" -eq "$1" ] || problem "$number operations were cancelled instead of $1"
}

# Show the display, which has to contain $1.
expect_display() {
	look tphone display
	[[ $looks == *"|$1 "* ]] || problem "the display does not say '$1'"
}

plug_in() {
	demo "modprobe tphone-sim plugs in a desk phone"
	[ ! -e /dev/tphone0 ] || die "there is a phone already"
	modprobe tphone-sim || die "modprobe tphone-sim"
	command -v udevadm > /dev/null && udevadm settle --timeout=5 2> /dev/null
	look tphone list
	[[ $looks == "tphone0  /dev/tphone0 "* ]] || die "no /dev/tphone0"
}

# Process substitution instead of a pipe, so that $! is the program.
start_programs() {
	demo "a softphone and a watcher open it"
	softphone "Ada, 555-0100" > >(show "$cyan") 2>&1 &
	softphone=$!
	expect 'softphone: owns /dev/tphone0'
	tphone monitor > >(watch_lines) 2>&1 &
	watcher=$!
	use 1 1 0
}

ring() {
	demo "somebody calls"
	kill -USR1 "$softphone"
	expect 'softphone: display says who: done'
	expect 'watcher: ring-mode 2, volume 40000 \(by the host\)'
	expect 'watcher: lamp 12 flash \(by the host\)'
	expect 'watcher: display row 1 column 0'
	expect_display 'Ada, 555-0100'
	sleep 0.3
}

answer() {
	user "lifts the handset" lift handset
	expect 'watcher: hook handset micspeaker \(by the user\)'
	expect 'softphone: answered'
	expect 'softphone: display says connected: done'
	expect 'watcher: ring-mode off \(by the host\)'
	expect 'watcher: lamp 12 steady \(by the host\)'
	expect_display Connected
	sleep 0.3
}

talk() {
	local key

	for key in 1 2 3 '#'; do
		user "presses $key" type "$key"
	done
	expect 'softphone: keys so far: 123#$'
	expect 'watcher: button 11 up \(by the user\)'
	sleep 0.3
}

hang_up() {
	user "puts the handset back" replace handset
	expect 'watcher: hook handset onhook \(by the user\)'
	expect 'softphone: call ended'
	expect 'watcher: lamp 12 off \(by the host\)'
	expect 'softphone: display cleared: done' 2
	kill "$watcher"
	wait "$watcher" 2> /dev/null
	watcher=
	use 1 0 0
	sleep 0.3
}

# Four operations that the phone does not answer.
hold() {
	demo "from now on the phone holds operations instead of completing them"
	tphone sim set hold 1 || problem "hold"
	kill -USR1 "$softphone"
	use 1 0 4
	look tphone status
}

close_another() {
	local count

	demo "another program opens the phone and closes it: nothing is cancelled"
	tphone monitor --timeout=200 > /dev/null || problem "monitor"
	use 1 0 4
	cancelled 0
	said ECANCELED
	[ "$count" -eq 0 ] || problem "something was cancelled"
}

close_last() {
	demo "the softphone closes the last handle: what is outstanding is cancelled"
	kill "$softphone"
	wait "$softphone" || problem "the softphone ended with status $?"
	softphone=
	expect 'softphone: detached as the last handle, with 4 operations outstanding'
	expect 'softphone: .*: ECANCELED' 4
	expect 'softphone: closed'
	cancelled 4
	use 0 0 0
}

pull_out() {
	demo "modprobe -r tphone-sim pulls it out"
	modprobe -r tphone-sim || problem "modprobe -r tphone-sim"
	[ ! -e /dev/tphone0 ] || problem "/dev/tphone0 is still there"
}

trap clean_up EXIT
plug_in
start_programs
ring
answer
talk
hang_up
hold
close_another
close_last
pull_out
[ "$problems" -eq 0 ] || die "$problems of the things above"
demo "everything happened as it should"
