// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>

#include "complain.h"
#include "lamps.h"
#include "words.h"

int lamps_get(const struct target *target, struct lamps *lamps)
{
	unsigned int i;
	int error;

	lamps->nr = 0;
	lamps->lamp = calloc(target->info.nr_buttons + 1, sizeof(*lamps->lamp));
	if (!lamps->lamp)
		return complain(EXIT_FAILED, "out of memory");
	for (i = 0; i < target->info.nr_buttons; i++) {
		error = tphone_get_lamp(target->phone, i, &lamps->lamp[i],
					sizeof(lamps->lamp[i]));
		if (error < 0)
			return target_complain(target, error);
		lamps->nr++;
	}
	return EXIT_OK;
}

void lamps_free(struct lamps *lamps)
{
	free(lamps->lamp);
}

bool lamp_is_there(const struct tphone_lamp *lamp)
{
	return lamp->mode != TPHONE_LAMPMODE_DUMMY;
}

bool lamp_is_lit(const struct tphone_lamp *lamp)
{
	return lamp_is_there(lamp) && lamp->mode != TPHONE_LAMPMODE_OFF &&
	       lamp->mode != TPHONE_LAMPMODE_UNKNOWN;
}

static int complain_number(const struct target *target, const struct lamps *lamps,
			   unsigned int number)
{
	bool *has = calloc(lamps->nr + 1, sizeof(*has));
	struct words words;
	unsigned int i;

	words_start(&words);
	for (i = 0; has && i < lamps->nr; i++)
		has[i] = lamp_is_there(&lamps->lamp[i]);
	if (has)
		words_ranges(&words, has, lamps->nr);
	free(has);
	if (!words.length)
		return target_refuse(target, " %u: there is no such lamp; this phone has no lamps",
				     number);
	return target_refuse(target, " %u: there is no such lamp; this phone has lamps %s", number,
			     words.text);
}

int lamps_complain_number(const struct target *target, unsigned int number)
{
	struct lamps lamps;
	int code = lamps_get(target, &lamps);

	if (!code)
		code = complain_number(target, &lamps, number);
	lamps_free(&lamps);
	return code;
}
