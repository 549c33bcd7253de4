# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Functions that the checks share: run targets of the Makefile, in groups side by side,
# keep the output in build/check, print a line for each target and add up the results.
# The results of long targets are also kept in build/results, with the commit, for make
# check-full. To be sourced in the top folder.

logs=build/check
results=build/results
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

# inputs_of NAME: the files on which the result of make NAME depends, if it is kept.
inputs_of() {
	local modules="Kbuild include kernel"
	local tests="selftests udev vm :!vm/mutants"
	local user="examples lib man tests tools"

	case $1 in
	selftest-kernel-*|selftest-modules-*|kselftest-*|coverage)
		echo "$modules $tests" ;;
	trials-*|races-*)	# checks.mk has the number of rounds
		echo "$modules $tests ci/checks.mk" ;;
	selftest-*)
		echo "$modules $tests $user" ;;
	conformance-valgrind)
		echo "include $user" ;;
	fuzz-long)
		echo "$modules $tests fuzz lib tools ci/checks.mk" ;;
	mutants)
		echo "$modules selftests udev vm" ;;
	sparse-*|checkpatch|kernel-doc|coccinelle|smatch|uapi-*)
		echo . ;;
	esac
}

# key FILE...: a hash of the contents of the files and folders.
key() {
	git ls-files --cached --others --exclude-standard -z "$@" |
		xargs -0 sha256sum | sha256sum | cut -c 1-16
}

# begin NAME: note the inputs of make NAME before it runs, as they may change meanwhile.
# Sets inputs, inputs_key and inputs_commit.
begin() {
	started=$SECONDS
	[ -z "${group:-}" ] || echo "$1 $started" > "$logs/$group.now"
	read -r -a inputs <<< "$(inputs_of "$1")"
	[ ${#inputs[@]} -gt 0 ] || return 0
	inputs_key=$(key "${inputs[@]}")
	inputs_commit=$(git rev-parse --short=12 HEAD)
	[ -z "$(git status --porcelain "${inputs[@]}")" ] ||
		inputs_commit+=-changed
}

# keep NAME RESULT: store the result of make NAME. Only one that was obtained and has no
# failures gets a key.
keep() {
	local folder=$results/$1

	[ ${#inputs[@]} -gt 0 ] || return 0
	rm -rf "$folder"
	mkdir -p "$folder"
	cp "$logs/$1.log" "$folder/log"
	echo "$2" > "$folder/counts"
	echo "$inputs_commit" > "$folder/commit"
	[[ $2 == "0 passed,"* || $2 != *" 0 failed,"* ]] || echo "$inputs_key" > "$folder/key"
}

# unless_known KIND NAME: gate or tests, unless NAME has passed with the same inputs.
unless_known() {
	local folder=$results/$2 p s

	begin "$2"
	if [ "$inputs_key" != "$(cat "$folder/key" 2>/dev/null)" ]; then
		"$1" "$2"
		return
	fi
	read -r p _ _ _ s _ < "$folder/counts"
	passed=$((passed + p))
	skipped=$((skipped + s))
	echo "         $2: $(< "$folder/counts"), as before"
}

# gate NAME: make NAME must succeed. If it cannot be done here its last line says so.
gate() {
	begin "$1"
	if ! make "$1" > "$logs/$1.log" 2>&1; then
		failed=$((failed + 1))
		note "$1" FAILED
		keep "$1" "0 passed, 1 failed, 0 skipped"
		show_failure "$1" "$(tail -n 30 "$logs/$1.log")"
	elif [[ $(tail -n 1 "$logs/$1.log") == *" # SKIP" ]]; then
		skipped=$((skipped + 1))
		note "$1" skipped
		keep "$1" "0 passed, 0 failed, 1 skipped"
	else
		passed=$((passed + 1))
		note "$1" ok
		keep "$1" "1 passed, 0 failed, 0 skipped"
	fi
}

# tests NAME: make NAME prints TAP.
tests() {
	local name=$1 status summary counts p f s

	begin "$name"
	make "$name" > "$logs/$name.log" 2> "$logs/$name.err"
	status=$?
	summary=$(ci/tap-summary --status $status "$logs/$name.log")
	counts=${summary##*$'\n'}
	read -r p _ f _ s _ <<< "$counts"
	passed=$((passed + p))
	failed=$((failed + f))
	skipped=$((skipped + s))
	note "$name" "$counts"
	keep "$name" "$counts"
	if [ "$f" -gt 0 ]; then
		show_failure "$name" "$(head -n 40 <<< "${summary%$'\n'*}"
			tail -n 40 "$logs/$name.err")"
	fi
}

# show_progress GROUP...: print every minute which targets run, and how many results
# they have.
show_progress() {
	local group name since line seconds

	# sleep must not keep the output open, else its reader waits for it to end.
	while sleep 60 > /dev/null 2>&1; do
		line=
		for group; do
			read -r name since 2> /dev/null < "$logs/$group.now" || continue
			seconds=$((SECONDS - since))
			line+="${line:+, }$name since $((seconds / 60)) min"
			line+=" ($(grep -Ec '^(# )?(not )?ok ' "$logs/$name.log"))"
		done
		printf '%4d:%02d  ... %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$line"
	done
}

# side_by_side GROUP...: run groups of targets, functions that call the above, all at
# once; they have to be independent of each other, and their prerequisites must have
# been built.
# shellcheck disable=SC2030,SC2031	# counted by each, then summed up
side_by_side() {
	local group p f s names progress groups=()

	for group; do
		rm -f "$logs/$group.counts" "$logs/$group.now"
		{
			passed=0 failed=0 skipped=0 failures=
			$group
			rm -f "$logs/$group.now"
			echo "$passed $failed $skipped $failures" > "$logs/$group.counts"
		} &
		groups+=($!)
	done
	show_progress "$@" &
	progress=$!
	wait "${groups[@]}"
	kill $progress
	wait $progress 2> /dev/null
	for group; do
		# A group that ended early has failed.
		read -r p f s names < "$logs/$group.counts" ||
			p=0 f=1 s=0 names=$group
		passed=$((passed + p))
		failed=$((failed + f))
		skipped=$((skipped + s))
		failures+=${names:+ $names}
	done
}

# Install missing packages; without them no check can run.
set_up() {
	mkdir -p $logs
	started=$SECONDS
	ci/install-packages && return
	echo "setup failed"
	echo "0 passed, 1 failed, 0 skipped"
	exit 1
}

sum_up() {
	[ -z "$failures" ] || echo "failed:$failures"
	echo "$passed passed, $failed failed, $skipped skipped"
	[ $failed -eq 0 ]
}
