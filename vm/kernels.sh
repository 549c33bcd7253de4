# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The kernels a guest can boot: those of this Debian, where a name stands for the
# newest installed kernel of one family, those that vm/build-kernel makes, and the
# one that vm/newest-kernel gets. A new kernel of Debian is one more line in each of
# the tables below; one to build is a file in vm/config and a line in
# built_kernel_names().

vm_folder=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
# shellcheck disable=SC2034	# used by those who include this file
source_tarball=/usr/src/linux-source-6.12.tar.xz
kernel_cache=${TPHONE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/tphone}

newest_folder=$kernel_cache/newest

# All names, the default one first.
kernel_names() {
	echo 6.12 6.1 rt newest "$(built_kernel_names)"
}

# Those for which this Debian has packages: 6.1 is that of Debian 12.
stock_kernel_names() {
	local VERSION_ID=

	# shellcheck source=/dev/null
	. /etc/os-release
	case $VERSION_ID in
	12)	echo 6.12 6.1 rt ;;
	*)	echo 6.12 rt ;;
	esac
}

built_kernel_names() {
	echo debug kcsan coverage
}

is_built_kernel() {
	[[ " $(built_kernel_names) " == *" $1 "* ]]
}

# A glob for the release (uname -r) of this kernel.
kernel_glob() {
	case $1 in
	6.1)	echo '6.1.*-amd64' ;;
	6.12)	echo '6.12.*-amd64' ;;
	rt)	echo '6.*-rt-amd64' ;;
	newest)	echo '*' ;;
	*)	is_built_kernel "$1" && echo "*-tphone-$1" ;;
	esac
}

# The Debian package that brings this kernel.
kernel_package() {
	case $1:$(stock_kernel_names) in
	6.12:*6.1\ *)	echo linux-image-6.12-amd64 ;;
	rt:*)		echo linux-image-rt-amd64 ;;
	*)		echo linux-image-amd64 ;;
	esac
}

# The instruction for the user when this kernel is missing.
kernel_remedy() {
	if is_built_kernel "$1"; then
		echo "run vm/build-kernel $1"
	elif [ "$1" = newest ]; then
		echo "run vm/newest-kernel"
	elif [[ " $(stock_kernel_names) " != *" $1 "* ]]; then
		echo "this Debian does not have it"
	else
		echo "install $(kernel_package "$1") or run make setup"
	fi
}

# The folder of a built kernel, named after its configuration and sources. The time of
# the tarball stands for its contents.
built_kernel_folder() {
	local key

	key=$({
		stat -L -c '%s %Y' "$source_tarball"
		cat "$vm_folder/config/guest.config" \
			"$vm_folder/config/$1.config"
	} | sha256sum | cut -c 1-16)
	echo "$kernel_cache/kernel-$1-$key"
}

# The newest installed release, or nothing. The glob of a stock kernel also
# matches the -rt and -cloud flavours, which are other kernels.
kernel_release() {
	local glob image

	if is_built_kernel "$1"; then
		cat "$(built_kernel_folder "$1")/release" 2>/dev/null
		return 0
	fi
	if [ "$1" = newest ]; then
		cat "$newest_folder/release" 2>/dev/null
		return 0
	fi
	glob=$(kernel_glob "$1") || return 1
	for image in /boot/vmlinuz-$glob; do
		case $1:$image in
		*:*-cloud-*) continue ;;
		rt:*)	;;
		*:*-rt-*) continue ;;
		esac
		[ -e "$image" ] && [ -d "/lib/modules/${image#/boot/vmlinuz-}" ] &&
			echo "${image#/boot/vmlinuz-}"
	done | sort -V | tail -n 1
}

# The image to boot.
kernel_image() {
	if is_built_kernel "$1"; then
		echo "$(built_kernel_folder "$1")/vmlinuz"
	elif [ "$1" = newest ]; then
		echo "$(kernel_modules_folder newest)/vmlinuz"
	else
		echo "/boot/vmlinuz-$(kernel_release "$1")"
	fi
}

# The folder to build modules with; that of newest is inside its own system.
kernel_build_folder() {
	if is_built_kernel "$1"; then
		echo "$(built_kernel_folder "$1")/tree"
	elif [ "$1" = newest ]; then
		echo "/usr/lib/modules/$(kernel_release newest)/build"
	else
		echo "/lib/modules/$(kernel_release "$1")/build"
	fi
}

# The folder with the modules of the kernel, and their index. A built kernel has no
# modules, only the index of the built-in ones.
kernel_modules_folder() {
	if is_built_kernel "$1"; then
		echo "$(built_kernel_folder "$1")/tree"
	elif [ "$1" = newest ]; then
		echo "$newest_folder/usr/lib/modules/$(kernel_release newest)"
	else
		echo "/lib/modules/$(kernel_release "$1")"
	fi
}
