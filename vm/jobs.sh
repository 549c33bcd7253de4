# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For scripts that a makefile runs and that run make: the inner make shares the jobs of
# the outer one. Other options and variables are for the outer makefile only and are
# not passed on. To be sourced; call "make $own_jobs".

# Also with "make -n" a line that starts such a script is executed.
options=${MAKEFLAGS:-}
case ${options%% *} in
-*|*=*)	;;
*n*)	exit 0 ;;
esac

inherited_jobs=
for word in ${MAKEFLAGS:-}; do
	case $word in
	--)			break ;;
	-j*|--jobserver-*)	inherited_jobs+=" $word" ;;
	esac
done
unset MFLAGS MAKELEVEL options word
export MAKEFLAGS=$inherited_jobs
# shellcheck disable=SC2034	# used by those who include this file
own_jobs=
# shellcheck disable=SC2034
[ -n "$inherited_jobs" ] || own_jobs=-j$(nproc)
