#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The completion for bash, called as bash calls it.

TPHONE=${TPHONE:-tphone}
here=$(dirname "$(realpath "$0")")
# shellcheck source=tools/completion/tphone
. "$here/../../tools/completion/tphone" || exit 1
number=0
failed=0

# check EXPECTED WORD...: the last word is being completed.
check() {
	local expected=$1 result=ok

	shift
	COMP_WORDS=("$TPHONE" "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_tphone
	number=$((number + 1))
	if [ "${COMPREPLY[*]}" != "$expected" ]; then
		result="not ok"
		failed=1
		echo "# expected '$expected', got '${COMPREPLY[*]}'"
	fi
	echo "$result $number - $*"
}

# compopt works in interactive shells only.
compopt() {
	options=$*
}

echo 1..9
check "list lamp" l
check "flash flutter" lamp 12 f
check "mono iso delta" monitor --time = ""
check "iso" monitor --time = i
check "" zzz
check "--hold" ring 2 --ho
check "root" evict --user = roo
cd "$here" || exit 1
check "completion.sh" data put 0 comple
# shellcheck disable=SC2154
if [ "$options" = "-o filenames" ]; then
	echo "ok 9 - files are completed as files"
else
	echo "not ok 9 - files are completed as files"
	failed=1
fi
exit $failed
