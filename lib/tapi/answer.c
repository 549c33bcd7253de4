// SPDX-License-Identifier: LGPL-2.1-or-later
#include "answer.h"

#include <stdlib.h>
#include <string.h>

/* Enough for most phones, and more than any. */
#define FIRST_SIZE	4096
#define MOST		(16 * 1024 * 1024)

/* How often the answer may have grown while we made room for it. */
#define MOST_ATTEMPTS	8

/* A provider may rely on what all these members say. T284 */
static LONG ask_once(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data)
{
	const DWORD head[] = { answer->total, fixed, fixed };
	LONG ret;

	answer->bytes = calloc(1, answer->total);
	if (!answer->bytes)
		return PHONEERR_NOMEM;
	memcpy(answer->bytes, head, sizeof(head));
	ret = ask(data, answer->bytes);
	if (ret)
		tapi_answer_free(answer);
	return ret;
}

static DWORD needed(const struct tapi_answer *answer)
{
	DWORD ret;

	memcpy(&ret, answer->bytes + offsetof(VARSTRING, dwNeededSize),
	       sizeof(ret));
	return ret;
}

/* One that is never content is left with what it has written. */
LONG tapi_answer_get(struct tapi_answer *answer, DWORD fixed,
		     LONG (*ask)(void *data, void *structure), void *data)
{
	unsigned int attempts = MOST_ATTEMPTS;
	DWORD size = FIRST_SIZE;
	LONG ret;

	for (;;) {
		answer->total = size;
		ret = ask_once(answer, fixed, ask, data);
		if (ret)
			return ret;
		size = needed(answer);
		if (size <= answer->total || size > MOST || !--attempts)
			return 0;
		tapi_answer_free(answer);
	}
}

static void write_pair(struct tapi_answer *answer, size_t pair, DWORD size,
		       DWORD offset)
{
	const DWORD values[] = { size, offset };

	memcpy(answer->bytes + pair, values, sizeof(values));
}

bool tapi_answer_set_part(struct tapi_answer *answer, size_t pair,
			  const void *part, DWORD size)
{
	unsigned char *bytes;

	if (!size) {
		write_pair(answer, pair, 0, 0);
		return true;
	}
	bytes = realloc(answer->bytes, answer->total + size);
	if (!bytes)
		return false;
	memcpy(bytes + answer->total, part, size);
	answer->bytes = bytes;
	write_pair(answer, pair, size, answer->total);
	answer->total += size;
	return true;
}

void tapi_answer_free(struct tapi_answer *answer)
{
	free(answer->bytes);
	answer->bytes = NULL;
}
