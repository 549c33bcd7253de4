// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "absent.h"
#include "access.h"
#include "complain.h"
#include "names.h"
#include "number.h"
#include "target.h"
#include "words.h"

#define TIMEOUT_DEFAULT_MS	5000

static void name_phones(struct words *words)
{
	struct tphone_list *list;
	size_t i, count;

	if (tphone_list_new(&list))
		return;
	count = tphone_list_count(list);
	for (i = 0; i < count; i++)
		words_item(words, i, count, " and ",
			   tphone_device_name(tphone_list_get(list, i)));
	tphone_list_free(list);
}

static int complain_not_found(const char *wanted, int error)
{
	struct words words;

	words_start(&words);
	name_phones(&words);
	if (!words.length)
		return absent_complain();
	if (error == -ENOTUNIQ && wanted)
		return complain(EXIT_USAGE, "several phones are called '%s'; say which with -p: %s",
				wanted, words.text);
	if (error == -ENOTUNIQ)
		return complain(EXIT_USAGE, "there are several phones; say which with -p: %s",
				words.text);
	if (error == -ENODEV && wanted)
		return complain(EXIT_NO_PHONE, "no phone is called '%s'; there is %s", wanted,
				words.text);
	return complain(EXIT_FAILED, "cannot find the phone: %s", tphone_strerror(error));
}

static int complain_not_open(const struct target *target, int error, bool writing)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return access_complain(target->path, writing);
	case -EBUSY:
		return complain(EXIT_BUSY,
				"%s: another program owns the phone, and only its owner can change it; 'fuser %s' tells which programs have it open",
				target->path, target->path);
	case -ENOENT:
	case -ENODEV:
	case -ENXIO:
		return absent_complain_node(target->path);
	case -ENOTTY:
		return complain(EXIT_NO_PHONE,
				"%s: this is not a phone; 'tphone list' shows those that there are",
				target->path);
	default:
		return complain(EXIT_FAILED, "%s: %s", target->path, tphone_strerror(error));
	}
}

int target_timeout(const struct call *call, int without, int *timeout_ms)
{
	const char *text = call->opt[OPT_TIMEOUT];
	unsigned long number;

	*timeout_ms = without;
	if (!text)
		return EXIT_OK;
	if (number_parse(text, INT_MAX, &number))
		return complain(EXIT_USAGE,
				"timeout '%s': must be a number of milliseconds, 0 for no limit",
				text);
	*timeout_ms = number ? (int)number : -1;
	return EXIT_OK;
}

int target_find(const struct call *call, char path[TARGET_PATH_SIZE])
{
	const char *wanted = call->opt[OPT_PHONE];
	int error;

	error = tphone_find(wanted, path, TARGET_PATH_SIZE);
	return error < 0 ? complain_not_found(wanted, error) : EXIT_OK;
}

int target_open(struct target *target, const struct call *call, unsigned int role)
{
	int code, error;

	memset(target, 0, sizeof(*target));
	target->json = call->opt[OPT_JSON];
	target->command = call_name(call);
	code = target_timeout(call, TIMEOUT_DEFAULT_MS, &target->timeout_ms);
	if (code)
		return code;
	code = target_find(call, target->path);
	if (code)
		return code;
	error = tphone_open(target->path, role, &target->phone);
	if (error < 0)
		return complain_not_open(target, error, role == TPHONE_ROLE_OWNER);
	error = tphone_get_info(target->phone, &target->info, sizeof(target->info));
	if (error < 0)
		return target_complain(target, error);
	snprintf(target->name, sizeof(target->name), "tphone%u", target->info.index);
	return EXIT_OK;
}

void target_close(struct target *target)
{
	tphone_close(target->phone);
	target->phone = NULL;
}

int target_complain(const struct target *target, int error)
{
	switch (error) {
	case -ENODEV:
		return complain(EXIT_NO_PHONE, "%s: the phone has gone", target->path);
	case -ETIMEDOUT:
		return complain(EXIT_TIMEOUT, "%s: %s: the phone did not answer within %d ms",
				target->path, target->command, target->timeout_ms);
	default:
		return complain(EXIT_FAILED, "%s: %s: %s", target->path, target->command,
				tphone_strerror(error));
	}
}

int target_refuse(const struct target *target, const char *format, ...)
{
	char text[768];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return complain(EXIT_FAILED, "%s%s", target->command, text);
}

int target_state(const struct target *target, struct tphone_state *state)
{
	int error = tphone_get_state(target->phone, state, sizeof(*state), NULL, 0);

	return error < 0 ? target_complain(target, error) : EXIT_OK;
}

json_t *target_json(const struct target *target)
{
	json_t *object = json_new_object();

	json_put_text(object, "phone", target->name);
	return object;
}
