#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tphone-compliance without a phone: the mock provider of tests/conformance, which
# passes, a provider that breaks the rules, and files that are no providers.
#
#	COMPLIANCE=path		the command
#	MOCK=path		tspi-mock.so
#	BAD=path		bad-provider.so

# Conditions are called by check().
# shellcheck disable=SC2317

set -u

COMPLIANCE=${COMPLIANCE:-tphone-compliance}
here=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
number=0
failed=0

# run ARGUMENT...: leaves code, and out and err as files.
run() {
	ran=$*
	"$COMPLIANCE" "$@" > "$scratch/out" 2> "$scratch/err" < /dev/null
	code=$?
}

# check NAME CONDITION...: a command that succeeds.
check() {
	local name=$1 result=ok

	shift
	number=$((number + 1))
	if ! "$@"; then
		result="not ok"
		failed=1
		echo "# tphone-compliance $ran: exit status $code"
		sed 's/^/#   /' "$scratch/out" "$scratch/err"
	fi
	echo "$result $number - $name"
}

exited() {
	[ "$code" -eq "$1" ]
}

# printed EXPRESSION: a line matches it.
printed() {
	grep -qE "$1" "$scratch/out"
}

not_printed() {
	! printed "$1"
}

# reported_once EXPRESSION
reported_once() {
	[ "$(grep -cE "$1" "$scratch/out")" -eq 1 ]
}

# complained STATUS TEXT: exactly one line on standard error, no other output.
complained() {
	exited "$1" && [ ! -s "$scratch/out" ] &&
		[ "$(wc -l < "$scratch/err")" -eq 1 ] &&
		grep -qF "tphone-compliance: $2" "$scratch/err"
}

# json EXPRESSION: true for the JSON d that was printed.
json() {
	python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
tests = {test["name"]: test for test in d["tests"]}
sys.exit(not eval(sys.argv[2]))' "$scratch/out" "$1"
}

completes() {
	local expected=$1

	shift
	COMP_WORDS=(tphone-compliance "$@")
	COMP_CWORD=$#
	_tphone_compliance
	[ "${COMPREPLY[*]}" = "$expected" ]
}

# compopt works in interactive shells only.
compopt() {
	:
}


run --provider "$MOCK"
check "a good provider passes" exited 0
check "reading needs no permission" printed '^T060 .* OK$'
check "changing does" printed '^T080 .* skipped \(changes the phone'
check "the kernel is asked for" printed '^T307 .* skipped \(needs a phone of the kernel'
check "there is a verdict" printed '^Verdict: PASS$'
check "and numbers" printed '^Total for .*: [0-9]+, Succeeded: [0-9]+, Failed: 0, Skipped: [0-9]+$'

run --provider "$MOCK" --destructive --json
check "it passes all there is" exited 0
check "JSON has the numbers" json \
	'd["passed"] + d["failed"] + d["skipped"] == len(tests) and not d["failed"]'
check "JSON has each test" json \
	'tests["T080"]["result"] == "passed" and tests["T080"]["text"]'
check "JSON says why one was skipped" json \
	'tests["T307"]["result"] == "skipped" and "kernel" in tests["T307"]["reason"]'
check "every assertion for providers is there" json \
	'all("T%03d" % n in tests for n in [*range(80, 91), 34, 122, 153, 255, 296, 318])'

run --provider "$BAD"
check "a bad provider fails" exited 1
check "the verdict says so" printed '^Verdict: FAIL$'
check "what it writes over is found" printed '^T042 .* FAIL'
check "its crash is its own, and where it was" printed \
	'the provider crashes in TSPI_phoneSetStatusMessages\(\)'
check "why it failed is told in words" printed \
	'dwTotalSize belongs to TAPI: it was [0-9]+ and is 1$'
check "one cause is told once" reported_once 'dwTotalSize belongs to TAPI'
check "one crash is told once" reported_once 'the provider crashes in'
check "what else it stops is said" printed ' skipped \(stopped by what T060 has found\)'
check "nothing of the source is shown" not_printed '\.c:[0-9]+:|->|sizes\.'
check "modes that are none are found" printed \
	'lamp 1 has the modes 0x400: those are no PHONELAMPMODE'
check "texts of wchar_t are found" printed \
	'the name of the phone is a text of wchar_t'
check "what it does not have is no fault" printed '^T034 .* skipped \(the provider has no extensions'

export BAD_HOOKS=1
run --provider "$BAD"
unset BAD_HOOKS
check "bits that are none are found" printed \
	'dwHandsetHookSwitchModes is 0xffffffff: of its bits'

run --provider "$BAD" --json
check "JSON tells failures" json \
	'tests["T042"]["result"] == "failed" and "dwTotalSize belongs to TAPI" in tests["T042"]["finding"]'

run --provider "$BAD" --verbose
check "the checks that failed are shown on request" printed '\.c:[0-9]+: '

run --provider "$BAD" 1
check "no such phone" complained 2 "$BAD: the provider has 1 phones, and no number 1"
run --provider "$BAD" first
check "no number" complained 2 "'first': phones of a provider are numbered from 0"
run --provider "$scratch/nothing.so"
check "no such file" complained 2 "$scratch/nothing.so: No such file or directory"
run --provider "$here/compliance.sh"
check "no shared object, in the words of the loader" complained 2 \
	"$here/compliance.sh: the provider cannot be loaded: $here/compliance.sh: invalid ELF header"
libc=$(ldd "$COMPLIANCE" | awk '/libc\.so/ { print $3 }')
run --provider "$libc"
check "no provider" complained 2 "$libc: not a provider: does not export TSPI_lineNegotiateTSPIVersion"
run /dev/null
check "no phone" complained 2 "/dev/null: this is not a phone"
run "$scratch/tphone9"
check "no such device" complained 2 "$scratch/tphone9: there is no such phone"
run one two
check "too much" complained 2 "one phone at a time; 'two' is too much"
run --provider
check "no value" complained 2 "option '--provider' wants a value"
run --frobnicate
check "no such option" complained 2 "there is no option '--frobnicate'"

run --list
check "the list" printed '^T034 +reads only +a selected extension version'
check "the list says what a test needs" printed '^T153 +destructive, person '
run --help
check "help" printed '^Usage: tphone-compliance '
check "help is no error" exited 0
run --version
check "the version" printed '^tphone-compliance [0-9.]+$'

# shellcheck source=tools/completion/tphone-compliance
. "$here/../../tools/completion/tphone-compliance" || exit 1
cd "$here" || exit 1
check "options are completed" completes "--provider" --p
check "files are completed" completes "compliance.sh" --provider compliance.s
check "files are completed after =" completes "compliance.sh" --provider = compliance.s

echo "1..$number"
exit $failed
