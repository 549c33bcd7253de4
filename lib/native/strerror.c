// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/visible.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

static const char *in_telephone_terms(int error)
{
	switch (error) {
	case 0:
		return "success";
	case EPERM:
		return "not allowed in this role: only the owner operates a phone";
	case EACCES:
		return "no permission to open the phone";
	case ENOENT:
		return "no such device node, or no such operation outstanding";
	case ENODEV:
		return "there is no such phone, or it was unplugged or taken away";
	case ENOTUNIQ:
		return "several phones match";
	case ENOTTY:
		return "not a phone, or a kernel too old for this";
	case EBUSY:
		return "another program owns the phone";
	case EUSERS:
		return "too many programs have the phone open";
	case EBADF:
		return "the phone was not opened for operating it, only for watching";
	case ESHUTDOWN:
		return "this handle of the phone is detached";
	case ENOTCONN:
		return "the phone is disconnected, out of radio range for example";
	case EHOSTDOWN:
		return "the use of the phone is suspended";
	case EAGAIN:
		return "too many operations are outstanding";
	case EOPNOTSUPP:
		return "the phone cannot do that";
	case ECHRNG:
		return "no such button or lamp";
	case ENXIO:
		return "no such hook switch device, or not exactly one where one is needed";
	case EBADSLT:
		return "no such data area";
	case EDOM:
		return "not a mode or function that this item can take";
	case ERANGE:
		return "row, column, volume, gain, offset or length out of range";
	case EMSGSIZE:
		return "too long";
	case E2BIG:
		return "too many operations for one batch, or too new for this kernel";
	case EILSEQ:
		return "the text is not UTF-8, or contains a control character";
	case EINVAL:
		return "invalid argument";
	case ECANCELED:
		return "the operation was cancelled";
	case ETIMEDOUT:
		return "the phone did not finish in time";
	case EINPROGRESS:
		return "the operation has not ended yet";
	case ENODATA:
		return "the operation has no output, or it was fetched already";
	case EIO:
		return "the phone failed";
	case ENOMEM:
		return "out of memory";
	}
	return NULL;
}

TPHONE_API const char *tphone_strerror(int error)
{
	const char *text;

	if (error == INT_MIN)
		return "unknown error";
	if (error < 0)
		error = -error;
	text = in_telephone_terms(error);
	if (!text)
		text = strerrordesc_np(error);
	return text ? text : "unknown error";
}
