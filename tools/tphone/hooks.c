// SPDX-License-Identifier: GPL-2.0-or-later
#include "complain.h"
#include "hooks.h"
#include "names.h"
#include "number.h"
#include "words.h"

static unsigned int lowest_bit(unsigned int mask)
{
	return mask & -mask;
}

int hooks_complain_among(const struct target *target, unsigned int devices,
			 unsigned int among, const char *what)
{
	unsigned int missing = devices & ~among;
	unsigned int device = lowest_bit(missing ? missing : devices);
	struct words words;

	words_start(&words);
	names_of_mask(&words, KIND_HOOKDEVICE, among, " and ");
	return target_refuse(target, " %s: %s; this phone has %s",
			     known(tphone_hook_device_name(device)), what,
			     among ? words.text : "none");
}

int hooks_complain_device(const struct target *target, unsigned int devices)
{
	return hooks_complain_among(target, devices, target->info.hook_devices,
				    "there is no such hook switch device");
}

int level_read(const char *what, const char *text, unsigned int *level)
{
	if (level_parse(text, level))
		return complain(EXIT_USAGE, "%s '%s': must be 0 to 65535, or 0%% to 100%%", what,
				text);
	return EXIT_OK;
}
