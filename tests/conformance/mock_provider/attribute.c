// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Attributes of phones and of the provider, see attribute.h.
 */
#include "attribute.h"
#include "callback.h"
#include "event.h"
#include "opening.h"
#include "operation.h"
#include "session.h"
#include "word.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static int set_number(void *field, size_t size, const char *value,
		      uint64_t max)
{
	uint64_t number;

	if (!word_only_number(value, &number) || number > max)
		return -EINVAL;
	if (size == sizeof(bool))
		*(bool *)field = number;
	else if (size == sizeof(DWORD))
		*(DWORD *)field = (DWORD)number;
	else
		*(uint64_t *)field = number;
	return 0;
}

/* PHONEERR_* as it is written: 9000001c, 0x9000001c, or a negative number. */
static bool next_error(const char **value, LONG *error)
{
	char word[WORD_SIZE];
	uint64_t number;
	unsigned int hex;
	int end = 0;

	if (!word_next(value, word))
		return false;
	if (strlen(word) <= 8 && sscanf(word, "%x%n", &hex, &end) == 1 &&
	    !word[end])
		number = hex;
	else if (!word_number(word, &number))
		return false;
	*error = (LONG)number;
	return word_at_end(*value);
}

static int set_error(LONG *field, const char *value)
{
	return next_error(&value, field) ? 0 : -EINVAL;
}

static int set_call_error(struct behaviour *behaviour, const char *value)
{
	char name[WORD_SIZE];

	if (!word_next(&value, name) ||
	    !next_error(&value, &behaviour->call_error) ||
	    strlen(name) >= sizeof(behaviour->call_name))
		return -EINVAL;
	memcpy(behaviour->call_name, name, strlen(name) + 1);
	return 0;
}

/* "N", "0" for off, or "N ERRNO" */
static int set_fault(struct fault *fault, const char *value)
{
	uint64_t error = EIO;
	uint64_t left;

	if (!word_next_number(&value, &left))
		return -EINVAL;
	if (!word_at_end(value) && !word_only_number(value, &error))
		return -EINVAL;
	fault->left = left;
	fault->error = error;
	return 0;
}

static int set_context(struct behaviour *behaviour, const char *value)
{
	char word[WORD_SIZE];

	if (!word_next(&value, word) || !word_at_end(value))
		return -EINVAL;
	behaviour->in_call = !strcmp(word, "inline");
	return 0;
}

static int set_seed(struct behaviour *behaviour, const char *value)
{
	return set_number(&behaviour->random, sizeof(behaviour->random), value,
			  0xffffffff);
}

/* Those that a phone has, and the provider for all phones together. */
static int set_behaviour(struct behaviour *behaviour, const char *attribute,
			 const char *value)
{
	if (!strcmp(attribute, "misbehave"))
		return misbehaviour_parse(value, &behaviour->misbehaviour);
	if (!strcmp(attribute, "call_error"))
		return set_call_error(behaviour, value);
	if (!strcmp(attribute, "pause_us"))
		return set_number(&behaviour->pause_us,
				  sizeof(behaviour->pause_us), value,
				  10000000);
	return -ENOENT;
}

/**
 * struct number - a number in struct behaviour
 * @name: of the attribute
 * @offset: of the member
 * @size: of the member
 * @max: the highest value
 */
struct number {
	const char *name;
	size_t offset;
	size_t size;
	uint64_t max;
};

#define NUMBER(name, member, max) \
	{ name, offsetof(struct behaviour, member), \
	  sizeof(((struct behaviour *)NULL)->member), max }

static const struct number numbers[] = {
	NUMBER("latency_us", latency_us, 3600000000U),
	NUMBER("jitter_us", jitter_us, 3600000000U),
	NUMBER("hold", hold, 1),
	NUMBER("volume_step", volume_step, MAX_LEVEL),
	{ NULL, 0, 0, 0 }
};

static const char *const fault_names[NR_FAULTS] = {
	[FAULT_REFUSE] = "refuse_nth",
	[FAULT_DROP] = "drop_nth",
	[FAULT_FAIL] = "fail_nth",
	[FAULT_HOLD] = "hold_nth",
};

static int set_of_phone(struct phone *phone, const char *attribute,
			const char *value)
{
	struct behaviour *behaviour = &phone->behaviour;
	const struct number *number;
	int i;

	for (number = numbers; number->name; number++) {
		if (!strcmp(number->name, attribute))
			return set_number((char *)behaviour + number->offset,
					  number->size, value, number->max);
	}
	for (i = 0; i < NR_FAULTS; i++) {
		if (!strcmp(fault_names[i], attribute))
			return set_fault(&behaviour->faults[i], value);
	}
	if (!strcmp(attribute, "seed"))
		return set_seed(behaviour, value);
	if (!strcmp(attribute, "complete_in"))
		return set_context(behaviour, value);
	if (!strcmp(attribute, "result"))
		return set_error(&behaviour->result, value);
	if (!strcmp(attribute, "open_error"))
		return set_error(&behaviour->open_error, value);
	if (!strcmp(attribute, "create_error"))
		return set_error(&behaviour->create_error, value);
	/* Here a phone cannot keep TSPI_phoneClose() from ending it all. */
	if (!strcmp(attribute, "ignore_cancel"))
		return 0;
	return -ENOENT;
}

static int release(struct phone *phone, const char *value, bool *now)
{
	char word[WORD_SIZE];
	uint64_t number;

	if (!phone->live)
		return -ENODEV;
	if (!word_next(&value, word) || !word_at_end(value))
		return -EINVAL;
	if (!strcmp(word, "all"))
		number = phone->counters.held;
	else if (!word_number(word, &number))
		return -EINVAL;
	*now = operation_release(phone, number);
	return 0;
}

static int raise_event(struct phone *phone, const char *value)
{
	uint64_t number[4];
	int i;

	for (i = 0; i < 4; i++) {
		if (!word_next_number(&value, &number[i]))
			return -EINVAL;
	}
	if (!word_at_end(value))
		return -EINVAL;
	event_raise(phone, (DWORD)number[0], number[1], number[2], number[3]);
	return 0;
}

static int complete(const char *value)
{
	uint64_t request, result;

	if (!word_next_number(&value, &request) ||
	    !word_only_number(value, &result))
		return -EINVAL;
	callback_queue_completion(NULL, (DRV_REQUESTID)request, (LONG)result);
	return 0;
}

static int make_happen(struct phone *phone, const char *attribute,
		       const char *value, bool *now)
{
	if (!strcmp(attribute, "release"))
		return release(phone, value, now);
	*now = true;
	if (!strcmp(attribute, "raise"))
		return raise_event(phone, value);
	if (!strcmp(attribute, "complete"))
		return complete(value);
	if (!strcmp(attribute, "force_close"))
		opening_force_end(phone);
	else if (!strcmp(attribute, "reinit"))
		event_raise(phone, PHONE_STATE, PHONESTATE_REINIT, 0, 0);
	else
		return -ENOENT;
	return 0;
}

static int set_of_provider(const char *attribute, const char *value,
			   bool *now)
{
	if (!strcmp(attribute, "reentrant"))
		return set_number(&provider_reentrant,
				  sizeof(provider_reentrant), value, 1);
	if (!strcmp(attribute, "complete")) {
		*now = true;
		return complete(value);
	}
	return set_behaviour(&provider_behaviour, attribute, value);
}

int attribute_set(struct phone *phone, const char *attribute,
		  const char *value, bool *now)
{
	struct shape shape;
	int error;

	*now = false;
	if (!phone)
		return set_of_provider(attribute, value, now);
	error = set_behaviour(&phone->behaviour, attribute, value);
	if (error == -ENOENT)
		error = set_of_phone(phone, attribute, value);
	if (error == -ENOENT)
		error = make_happen(phone, attribute, value, now);
	if (error != -ENOENT)
		return error;
	shape = phone->shape;
	error = shape_set(&shape, attribute, value);
	if (!error && phone->live)
		return -EBUSY;
	if (!error)
		phone->shape = shape;
	return error;
}

static bool get_number(const struct behaviour *behaviour,
		       const char *attribute, long long *value)
{
	const struct number *number;
	const char *field;

	for (number = numbers; number->name; number++) {
		field = (const char *)behaviour + number->offset;
		if (strcmp(number->name, attribute))
			continue;
		if (number->size == sizeof(bool))
			*value = *(const bool *)field;
		else if (number->size == sizeof(DWORD))
			*value = *(const DWORD *)field;
		else
			*value = *(const int64_t *)field;
		return true;
	}
	return false;
}

static bool get_counter(const struct phone *phone, const char *attribute,
			long long *value)
{
	const struct counters *counters = &phone->counters;
	const struct {
		const char *name;
		unsigned int value;
	} all[] = {
		{ "submitted", counters->submitted },
		{ "completed", counters->completed },
		{ "cancelled", counters->cancelled },
		{ "held", counters->held },
		{ "dropped", counters->dropped },
		{ "live", phone->live },
		{ NULL, 0 }
	};
	int i;

	for (i = 0; all[i].name; i++) {
		if (strcmp(all[i].name, attribute))
			continue;
		*value = all[i].value;
		return true;
	}
	return false;
}

long long attribute_get(const struct phone *phone, const char *attribute)
{
	long long value;
	DWORD number;
	int i;

	if (!phone)
		return -ENOENT;
	if (get_counter(phone, attribute, &value) ||
	    get_number(&phone->behaviour, attribute, &value))
		return value;
	for (i = 0; i < NR_FAULTS; i++) {
		if (!strcmp(fault_names[i], attribute))
			return (long long)phone->behaviour.faults[i].left;
	}
	if (shape_get(&phone->shape, attribute, &number))
		return number;
	return -ENOENT;
}
