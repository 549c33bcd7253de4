// SPDX-License-Identifier: GPL-2.0-or-later
/* The subject of the tests, see subject.h. */
#include "subject.h"

struct subject subject;

bool subject_find(const struct options *options)
{
	if (options->provider)
		return subject_find_object(options);
	return subject_find_device(options);
}
