# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For scripts that a makefile runs and that run make: the make that they run shares
# the jobs of the make above. Other options and variables were meant for the makefile
# there and end here. To be sourced; call "make $own_jobs".

# With "make -n" a line that starts such a script is executed all the same.
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
