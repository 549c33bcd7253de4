# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the checks have in common: they run targets of the Makefile, keep what
# these print in build/check, count, and say how it went. To be sourced in the
# top folder.

logs=build/check
passed=0
failed=0
skipped=0
failures=

note() {
	local seconds=$((SECONDS - started))

	printf '%4d:%02d  %-16s %-34s %3d s\n' $((SECONDS / 60)) \
		$((SECONDS % 60)) "$1" "$2" $seconds
}

show_failure() {
	failures+=" $1"
	printf '        | %s\n' "${2//$'\n'/$'\n        | '}"
	echo "        in $logs/$1.log; again with: make $1"
}

# gate NAME: make NAME must succeed.
gate() {
	started=$SECONDS
	if make "$1" > "$logs/$1.log" 2>&1; then
		passed=$((passed + 1))
		note "$1" ok
	else
		failed=$((failed + 1))
		note "$1" FAILED
		show_failure "$1" "$(tail -n 30 "$logs/$1.log")"
	fi
}

# tests NAME: make NAME prints TAP.
tests() {
	local name=$1 status summary counts p f s

	started=$SECONDS
	make "$name" > "$logs/$name.log" 2> "$logs/$name.err"
	status=$?
	summary=$(.ci/tap-summary --status $status "$logs/$name.log")
	counts=${summary##*$'\n'}
	read -r p _ f _ s _ <<< "$counts"
	passed=$((passed + p))
	failed=$((failed + f))
	skipped=$((skipped + s))
	note "$name" "$counts"
	if [ "$f" -gt 0 ]; then
		show_failure "$name" "$(head -n 40 <<< "${summary%$'\n'*}"
			tail -n 40 "$logs/$name.err")"
	fi
}

# side_by_side FUNCTION...: run functions that call the above, all at once; they
# have to be independent of each other. What they need must have been built.
# shellcheck disable=SC2030,SC2031	# counted by each, then summed up
side_by_side() {
	local lane p f s names

	for lane; do
		rm -f "$logs/$lane.counts"
		{
			passed=0 failed=0 skipped=0 failures=
			$lane
			echo "$passed $failed $skipped $failures" > "$logs/$lane.counts"
		} &
	done
	wait
	for lane; do
		# One that ended early has failed.
		read -r p f s names < "$logs/$lane.counts" ||
			p=0 f=1 s=0 names=$lane
		passed=$((passed + p))
		failed=$((failed + f))
		skipped=$((skipped + s))
		failures+=${names:+ $names}
	done
}

# Install what is missing; without it nothing makes sense.
set_up() {
	mkdir -p $logs
	started=$SECONDS
	.ci/install-packages && return
	echo "setup failed"
	echo "0 passed, 1 failed, 0 skipped"
	exit 1
}

sum_up() {
	[ -z "$failures" ] || echo "failed:$failures"
	echo "$passed passed, $failed failed, $skipped skipped"
	[ $failed -eq 0 ]
}
