# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The kernels a guest can boot. A name stands for the newest installed kernel
# of one family; a new kernel is one more line in each of the tables below.

# All names, the default one first.
kernel_names() {
	echo 6.12 6.1
}

# What the release (uname -r) of this kernel looks like, as a glob.
kernel_glob() {
	case $1 in
	6.1)	echo '6.1.*-amd64' ;;
	6.12)	echo '6.12.*-amd64' ;;
	*)	return 1 ;;
	esac
}

# The Debian package that brings this kernel.
kernel_package() {
	case $1 in
	6.1)	echo linux-image-amd64 ;;
	6.12)	echo linux-image-6.12-amd64 ;;
	esac
}

# The newest installed release, or nothing. The glob of a stock kernel also
# matches the -rt and -cloud flavours, which are other kernels.
kernel_release() {
	local glob image

	glob=$(kernel_glob "$1") || return 1
	for image in /boot/vmlinuz-$glob; do
		case $image in
		*-rt-*|*-cloud-*) continue ;;
		esac
		[ -e "$image" ] && [ -d "/lib/modules/${image#/boot/vmlinuz-}" ] &&
			echo "${image#/boot/vmlinuz-}"
	done | sort -V | tail -n 1
}
