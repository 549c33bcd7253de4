#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# compat-probe.sh SRCTREE: print a -DHAVE_... for each interface of the kernel
# that this tree has in its newer form. Distributions bring interfaces to older
# kernels, so the headers are asked, not the version. compat.h is the only user.
set -u
include=$1/include

have() {
	name=$1
	file=$2
	pattern=$3
	if grep -Eqs "$pattern" "$include/linux/$file"; then
		printf ' -DHAVE_%s' "$name"
	fi
}

have EVENTFD_SIGNAL_1ARG eventfd.h 'eventfd_signal\(struct eventfd_ctx \*ctx\)'
have HRTIMER_SETUP hrtimer.h 'void hrtimer_setup\('
have MNT_IDMAP mount.h 'struct mnt_idmap \*mnt_idmap\('
have WQ_PERCPU workqueue.h 'WQ_PERCPU'
have CLASS_CREATE_1ARG device/class.h 'class_create\(const char \*name\)'
echo
