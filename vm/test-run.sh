#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tests of vm/run and vm/check-log. The output is TAP.

set -u

cd "$(dirname "$0")/.." || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tests=0
failed=0

# ok DESCRIPTION COMMAND...: COMMAND succeeds
ok() {
	local description=$1

	shift
	tests=$((tests + 1))
	if "$@" > "$dir/ok" 2>&1; then
		echo "ok $tests - $description"
		return
	fi
	echo "not ok $tests - $description"
	failed=1
	sed 's/^/# /' "$dir/ok"
}

is() {
	echo "want $1"
	echo "have $2"
	[ "$1" = "$2" ]
}

# run ARGUMENT...: output in $dir/out and $dir/err, status in $status
run() {
	vm/run "$@" > "$dir/out" 2> "$dir/err"
	status=$?
}

says() {
	cat "$dir/err"
	grep -q -e "$1" "$dir/err"
}

test_usage() {
	run --kernel 2.4 -- true < /dev/null
	ok "an unknown kernel is refused" is 2 $status
	ok "by its name" says 'unknown kernel'
	run < /dev/null
	ok "no command is refused" is 2 $status
	run --no-such-option -- true < /dev/null
	ok "an unknown option is refused" is 2 $status
	ok "and is named" says 'no-such-option'
	run --list < /dev/null
	ok "--list knows the default kernel" grep -q '^6.12 6\.12\.' "$dir/out"
	run --help < /dev/null
	ok "--help" grep -q '^usage:' "$dir/out"
}

# log_is STATUS: vm/check-log exits with STATUS for $dir/log
log_is() {
	vm/check-log "$dir/log"
	is "$1" $?
}

test_check_log() {
	local line

	while read -r line; do
		echo "$line" > "$dir/log"
		ok "trouble: $line" log_is 1
	done <<-END
	[ 1.0] WARNING: CPU: 0 PID: 1 at kernel/tphone/main.c:12 open+0x1/0x2
	[ 1.0] BUG: kernel NULL pointer dereference, address: 0000000000000000
	[ 1.0] Oops: 0000 [#1] PREEMPT SMP NOPTI
	[ 1.0] general protection fault, probably for non-canonical address
	[ 1.0] WARNING: possible circular locking dependency detected
	[ 1.0] WARNING: inconsistent lock state
	[ 1.0] INFO: task cat:12 blocked for more than 30 seconds.
	[ 1.0] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
	[ 1.0] rcu: INFO: rcu_preempt self-detected stall on CPU
	[ 1.0] UBSAN: array-index-out-of-bounds in kernel/tphone/slots.c:3:1
	[ 1.0] kmemleak: 2 new suspected memory leaks (see /sys/kernel/debug)
	[ 1.0] refcount_t: underflow; use-after-free.
	[ 1.0] Kernel panic - not syncing: sysrq triggered crash
	END
	echo '[ 1.0] tphone: phone 0 is there' > "$dir/log"
	ok "an ordinary line" log_is 0
}

# race TIME FRAME...: print a report in the format of KCSAN.
race() {
	local time=$1

	shift
	echo "[ $time] =========================================================" \
		"========="
	echo "[ $time] BUG: KCSAN: data-race in one / other"
	printf "[ $time]  %s\n" "$@"
	echo "[ $time] Reported by Kernel Concurrency Sanitizer on:"
}

end_of_race() {
	echo "[ 9.0] =========================================================" \
		"========="
}

test_foreign_races() {
	{
		race 1.0 "__hrtimer_run_queues+0x1/0x2" "hrtimer_active+0x1/0x2"
		end_of_race
	} > "$dir/log"
	ok "a race of the kernel itself is let pass" log_is 0
	{
		race 1.0 "__hrtimer_run_queues+0x1/0x2" "hrtimer_active+0x1/0x2"
		end_of_race
		race 2.0 "tphone_poll+0x1/0x2 [tphone]" "vfs_read+0x1/0x2"
		end_of_race
	} > "$dir/log"
	ok "trouble: a race in which we have part" log_is 1
	{
		race 1.0 "__hrtimer_run_queues+0x1/0x2" "hrtimer_active+0x1/0x2"
		end_of_race
		echo "[ 9.1] WARNING: CPU: 0 PID: 1 at kernel/x.c:12 open+0x1/0x2"
	} > "$dir/log"
	ok "trouble: what comes behind a race" log_is 1
	{
		race 1.0 "__hrtimer_run_queues+0x1/0x2" \
			"WARNING: CPU: 0 PID: 1 at kernel/x.c:12 open+0x1/0x2"
		end_of_race
	} > "$dir/log"
	ok "trouble: what comes in the middle of one" log_is 1
	race 1.0 "__hrtimer_run_queues+0x1/0x2" > "$dir/log"
	ok "trouble: a report of a race that is cut off" log_is 1
}

# All tests of a successful run share one guest.
test_good_run() {
	local marker="build/vm-test.$$" tmp=

	head -c 1M /dev/urandom > "$dir/random"
	# A /tmp of the guest would hide a tree below /tmp.
	[[ $PWD == /tmp/* ]] || tmp=/tmp
	cat > "$dir/in" <<-END
	grep -q "a'b c" /proc/\$\$/cmdline && echo argument >&2
	[ "\$TPHONE_GUEST \$TPHONE_KERNEL" = "1 6.12" ] && echo environment >&2
	modprobe uinput && udevadm settle && [ -c /dev/uinput ] && echo module >&2
	touch $marker && echo touched >&2
	cp /proc/sys/kernel/osrelease "\$TPHONE_OUT/release.$$"
	for dir in /sys/kernel/config /sys/kernel/debug /sys/kernel/tracing \\
		/dev/pts /dev/shm $tmp; do
		mountpoint -q \$dir || echo "\$dir is no mount point" >&2
	done
	END
	{
		cat "$dir/in"
		echo 'cat; exit 42'
		cat "$dir/random"
	} > "$dir/input"
	run --kernel 6.12 -- bash -s "a'b c" < "$dir/input"
	ok "the exit status comes through" is 42 $status
	ok "a megabyte comes through, both ways" cmp "$dir/random" "$dir/out"
	ok "standard error comes through" says argument
	ok "environment" says '^environment'
	ok "stock modules can be loaded" says '^module'
	ok "the guest can write in the tree" says '^touched'
	ok "and the tree does not change" test ! -e "$marker"
	ok "but build/vm/out does" test -s "build/vm/out/release.$$"
	ok "all file systems are there" is "" "$(grep mount "$dir/err")"
	rm -f "build/vm/out/release.$$"
}

# Folders of runs whose process has ended.
left_behind() {
	local run

	for run in build/vm/*.[0-9]*; do
		[ ! -d "$run" ] || kill -0 "${run##*.}" 2>/dev/null || echo "$run"
	done
}

test_bad_runs() {
	run -- sh -c 'echo "WARNING: a test" > /dev/kmsg' < /dev/null
	ok "a warning of the kernel fails the run" is 3 $status
	ok "and is shown" says 'WARNING: a test'
	run -- sh -c 'echo c > /proc/sysrq-trigger; sleep 60' < /dev/null
	ok "a crash fails the run" is 3 $status
	ok "and is called one" says 'the guest died'
	run --timeout 2 -- sleep 60 < /dev/null
	ok "a timeout fails the run" is 124 $status
	ok "and is called one" says 'timeout after 2 s'
	ok "nothing is left behind" is "" "$(left_behind)"
}

test_usage
test_check_log
test_foreign_races
test_good_run
test_bad_runs
echo "1..$tests"
[ $failed -eq 0 ]
