#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual pages: well formed, and complete as far as a program can check.

TPHONE=${TPHONE:-tphone}
COMPLIANCE=${COMPLIANCE:-tphone-compliance}
man=$(realpath "$(dirname "$0")/../../man")
number=0
failed=0

result() {
	local result=ok

	number=$((number + 1))
	if [ "$1" != 0 ]; then
		result="not ok"
		failed=1
	fi
	echo "$result $number - $2"
}

lint() {
	if command -v mandoc > /dev/null; then
		mandoc -Tlint -W warning "$man/$1" | sed 's/^/# /'
		result "${PIPESTATUS[0]}" "$1 is sound"
	else
		number=$((number + 1))
		echo "ok $number - $1 # SKIP no mandoc"
	fi
}

# Every command and every option of the table has its entry in tphone(1).
mentioned() {
	local missing=0 word words

	words=$("$TPHONE" --complete "$@")
	[ -n "$words" ] || missing=1
	for word in $words; do
		case $word in
		--*)	grep -qE "(Fl|Op Fl)( . Fl)?.* Fl -?${word#--}\b|Fl -${word#--}\b" \
				"$man/tphone.1" && continue ;;
		*)	grep -qE "^\.It .*Cm ([a-z]+ )?$word\b|^\.It .*Cm $word\b" \
				"$man/tphone.1" && continue ;;
		esac
		echo "# not in tphone.1: $word"
		missing=1
	done
	result $missing "tphone.1 has what '$*' could become"
}

lint tphone.1
lint tphone-compliance.1
lint tphone.4
lint tphone-sim.7
mentioned ""
mentioned sim ""
mentioned data ""
for command in list ring display button "data get" devspecific monitor "sim create"; do
	# shellcheck disable=SC2086
	mentioned $command --
done

# Every option that tphone-compliance --help lists.
options=$("$COMPLIANCE" --help | grep -oE '^  --[a-z]+' | tr -d ' -')
missing=0
[ -n "$options" ] || missing=1
for option in $options; do
	grep -qE "^\.It .*Fl -$option\b" "$man/tphone-compliance.1" && continue
	echo "# not in tphone-compliance.1: $option"
	missing=1
done
result $missing "tphone-compliance.1 has all options"
echo "1..$number"
exit $failed
