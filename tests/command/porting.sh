#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The promises of Documentation/userspace-api/tphone-porting.rst: a provider as written
# for Windows, of version 2.1, compiles as C and as C++ and keeps the rules; and only
# programs that request the names of Windows have them.
#
#	COMPLIANCE=path		the command
#	PORTED_C=path		windows-provider.c, compiled as C
#	PORTED_CXX=path		and as C++
#	CC=compiler

# check() calls the functions.
# shellcheck disable=SC2317

set -u

COMPLIANCE=${COMPLIANCE:-tphone-compliance}
include=$(dirname "$(realpath "$0")")/../../include
number=0
failed=0

# check NAME COMMAND...
check() {
	local name=$1 result=ok output

	shift
	number=$((number + 1))
	if ! output=$("$@" 2>&1); then
		result="not ok"
		failed=1
		echo "# | ${output//$'\n'/$'\n# | '}"
	fi
	echo "$result $number - $name"
}

# macros HEADER...: the names that these headers define, one a line.
macros() {
	printf '#include <%s>\n' "$@" |
		${CC:-cc} -E -dM -I "$include" -x c - |
		awk '{ sub(/\(.*/, "", $2); print $2 }'
}

names_of_windows='WINAPI|CALLBACK|PASCAL|FAR|NEAR|TRUE|FALSE|TEXT|APIENTRY'

nothing_unasked() {
	! macros tphone/tapi.h tphone/tspi.h |
		grep -xE "$names_of_windows|BOOL|UINT|TSPIAPI"
}

# The headers define no types of Windows: a program may define its own.
no_types_unasked() {
	compiles <<- 'EOF'
	#include <tphone/tapi.h>
	#include <tphone/tspi.h>
	struct own { int member; };
	typedef struct own BOOL, INT, UINT, USHORT, ULONG, ULONG_PTR, UINT_PTR;
	typedef struct own CHAR, TCHAR, LPTSTR, LPCTSTR, LPBYTE, LPCVOID;
	EOF
}

all_asked() {
	[ "$(macros tphone/windows-types.h |
		grep -cxE "$names_of_windows|TSPIAPI|TAPI_CURRENT_VERSION")" -eq 11 ]
}

compiles() {
	${CC:-cc} -std=c11 -Wall -Wextra -Werror -fsyntax-only \
		-I "$include" -x c -
}

# Definitions that a file makes before it includes the header stay.
own_definitions() {
	compiles <<- 'EOF'
	#define TRUE 1
	#define FALSE 0
	#define FAR
	#define BOOL int
	#define TAPI_CURRENT_VERSION 0x00010004
	#include <tphone/windows-types.h>
	_Static_assert(TAPI_CURRENT_VERSION == 0x00010004, "as it was");
	EOF
}

widths() {
	compiles <<- 'EOF'
	#define UNICODE
	#include <tphone/windows-types.h>
	#include <tphone/tspi.h>
	_Static_assert(sizeof(BOOL) == 4 && sizeof(UINT) == 4, "32 bits");
	_Static_assert(sizeof(ULONG) == 4 && sizeof(TCHAR) == 2, "of Windows");
	static LPCTSTR text = TEXT("text");
	static LPCVOID any = &text;
	LPCVOID CALLBACK f(LPBYTE bytes, LPTSTR name, HDRVLINE line, HLINE l,
			   HCALL call, LPLINEDEVCAPS caps, LPHDRVCALL c);
	LPCVOID CALLBACK f(LPBYTE bytes, LPTSTR name, HDRVLINE line, HLINE l,
			   HCALL call, LPLINEDEVCAPS caps, LPHDRVCALL c)
	{
		(void)bytes; (void)name; (void)line; (void)l; (void)call;
		(void)caps; (void)c;
		return TRUE ? any : NULL;
	}
	EOF
}

check "names of Windows are for those who ask" nothing_unasked
check "so are those of types" no_types_unasked
check "they are there then" all_asked
check "what is defined already stays" own_definitions
check "types have their widths" widths
for object in "$PORTED_C" "$PORTED_CXX"; do
	check "${object##*/} obeys" "$COMPLIANCE" --provider "$object" --destructive
done

echo "1..$number"
exit $failed
