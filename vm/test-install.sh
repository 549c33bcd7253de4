#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tests of building and installing in a copy of the tree: an ordinary user, to whom it
# belongs, builds, and root installs. The output is TAP.

# ok() calls them.
# shellcheck disable=SC2317

set -u

top=$(realpath "$(dirname "$0")/..")
# shellcheck source=vm/kernels.sh
. "$top/vm/kernels.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tree=$dir/tree
root=$dir/root
kver=$(kernel_release 6.12)
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
	tail -n 40 "$dir/ok" | sed 's/^/# /'
	failed=1
}

copy_tree() {
	mkdir "$tree"
	(cd "$top" && git ls-files --cached --others --exclude-standard -z |
		xargs -0 cp --parents --no-dereference -t "$tree")
	chmod 755 "$dir"
	[ "$(id -u)" -ne 0 ] || chown -R nobody: "$dir"
}

# Run a command without the environment of the caller, such as the jobs of its make.
as_root() {
	(cd "$tree" && env -i PATH="$PATH" HOME="$dir" "$@") < /dev/null
}

# Without root, all commands are run by the same user.
as_user() {
	if [ "$(id -u)" -eq 0 ]; then
		as_root setpriv --reuid nobody --regid nogroup --clear-groups "$@"
	else
		as_root "$@"
	fi
}

# Output in $dir/out, status in $status
user_make() {
	as_user make "$@" > "$dir/out" 2>&1
	status=$?
}

root_make() {
	as_root make "$@" > "$dir/out" 2>&1
	status=$?
}

succeeds() {
	cat "$dir/out"
	[ "$status" -eq 0 ]
}

fails() {
	cat "$dir/out"
	[ "$status" -ne 0 ]
}

says() {
	cat "$dir/out"
	grep -q -e "$1" "$dir/out"
}

does_not_say() {
	! grep -i -e "$1" "$dir/out"
}

# Ignores the lines that make adds about its targets.
is_one_sentence() {
	cat "$dir/out"
	[ "$(grep -c -v '^make' "$dir/out")" -eq 1 ]
}

# All files of the tree, with owner and time of change.
state_of_tree() {
	find "$tree" -printf '%p %u %T@\n' | sort
}

tree_is_as_before() {
	state_of_tree | diff "$dir/before" -
}

test_nothing_built() {
	state_of_tree > "$dir/before"
	root_make install DESTDIR="$root" KVER=6.12
	ok "install builds nothing" fails
	ok "and says what to run first" says 'run "make" first'
	ok "and leaves the tree alone" tree_is_as_before
	root_make install-modules DESTDIR="$root" KVER=6.12
	ok "the same of modules" says 'run "make KVER=6.12" first'
	ok "it leaves the tree alone, too" tree_is_as_before
}

test_missing_packages() {
	user_make user PKG_CONFIG=/none
	ok "a missing pkg-config is named" says ' pkg-config'
	ok "in one sentence" is_one_sentence
	as_user env PKG_CONFIG_LIBDIR=/none make user > "$dir/out" 2>&1
	ok "missing libraries are named" says ' libudev-dev libjansson-dev'
	ok "in one sentence" is_one_sentence
	user_make KVER=9.9.9-none modules
	ok "missing headers are named" says ' linux-headers-9\.9\.9-none'
	ok "in one sentence" is_one_sentence
}

test_jobs() {
	user_make -n -j2 user
	ok "make -n shows the inner makes" says '^make .*-C lib'
	ok "the jobs of the caller are those of all makes" \
		does_not_say 'make .*-j'
	user_make -j2 KVER=6.12
	ok "make -j2 builds everything" succeeds
	ok "with these jobs" does_not_say 'job *server\|forced in'
}

strictly_compiled() {
	grep -r -l --include='.*.o.cmd' -e ' -Werror ' "$tree/build/kbuild"
}

# And for no other reason, for example because the file has moved.
fails_for_the_warning() {
	fails && says 'Werror=padded'
}

test_warnings() {
	user_make -C lib "$dir/strict/lib/native/submit.o" O="$dir/strict" \
		CFLAGS="-O1 -Wpadded"
	ok "a warning stops nobody" succeeds
	ok "but is shown" says 'warning:'
	user_make -C lib "$dir/strict/lib/native/submit.o" O="$dir/strict" \
		CFLAGS="-O1 -Wpadded" W=1
	ok "but those who want it" fails_for_the_warning
	ok "nor does one in a module" test -z "$(strictly_compiled)"
}

have_debug_information() {
	find "$root" -name '*.ko' -exec readelf -SW {} + | grep '\.debug_info'
}

foreign_files() {
	find "$tree" ! -user "$(stat -c %u "$tree")"
}

left_in_root() {
	find "$root" ! -type d ! -name 'modules.*'
}

test_install() {
	state_of_tree > "$dir/before"
	root_make install DESTDIR="$root" KVER=6.12
	ok "install" succeeds
	ok "without a complaint" does_not_say 'error\|warning\|System\.map'
	ok "the tree is as it was" tree_is_as_before
	ok "nothing in it belongs to root" test -z "$(foreign_files)"
	ok "the module is there" \
		test -s "$root/lib/modules/$kver/updates/tphone/tphone.ko"
	ok "modules have no debug information" test -z "$(have_debug_information)"
	ok "tests are not installed" \
		test -z "$(find "$root" -name '*kunit*' -o -name '*-test*')"
	ok "the command runs" as_user env \
		LD_LIBRARY_PATH="$root/usr/local/lib" \
		"$root/usr/local/bin/tphone" --version
	root_make uninstall DESTDIR="$root" KVER=6.12
	ok "uninstall leaves nothing" test -z "$(left_in_root)"
}

# Folders in the environment of a package builder do not change the tests.
test_environment() {
	as_user env LIBDIR=/none INCLUDEDIR=/none MANDIR=/none PREFIX=/none \
		PKGCONFIGDIR=/none DESTDIR=/none O=/none \
		sh -c "tests/lib/check-install $tree/build/user cc" \
		> "$dir/out" 2>&1
	status=$?
	ok "tests do not take the environment's folders" succeeds
}

test_afterwards() {
	user_make clean
	ok "the user can remove what was built" succeeds
	ok "all of it" test ! -e "$tree/build/user"
}

copy_tree
test_nothing_built
test_missing_packages
test_jobs
test_warnings
test_install
test_environment
test_afterwards
echo "1..$tests"
exit $failed
