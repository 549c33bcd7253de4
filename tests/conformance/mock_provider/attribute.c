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

#include "tphone-sim/name.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static int set_number(void *field, size_t size, struct tpsim_line value,
		      u64 max)
{
	u64 number;

	if (tpsim_only_number(value, max, &number))
		return -EINVAL;
	if (size == sizeof(bool))
		*(bool *)field = number;
	else if (size == sizeof(DWORD))
		*(DWORD *)field = (DWORD)number;
	else
		*(uint64_t *)field = number;
	return 0;
}

/* Parameters of messages and results of requests can be negative. */
static int next_signed(struct tpsim_line *value, u64 *number)
{
	struct tpsim_line token;

	if (!tpsim_next_token(value, &token))
		return -EINVAL;
	if (token.text[0] != '-')
		return tpsim_number(&token, ~0ULL, number);
	token = tpsim_line(token.text + 1, token.len - 1);
	if (tpsim_number(&token, 1ULL << 63, number))
		return -EINVAL;
	*number = -*number;
	return 0;
}

/* PHONEERR_* in hexadecimal, 0x in front is optional. */
static int set_error(LONG *field, struct tpsim_line value)
{
	struct tpsim_line token;
	u64 number;

	if (!tpsim_next_token(&value, &token) || !tpsim_at_end(&value) ||
	    tpsim_hex(&token, 0xffffffff, &number))
		return -EINVAL;
	*field = (LONG)number;
	return 0;
}

static int set_call_error(struct behaviour *behaviour, struct tpsim_line value)
{
	struct tpsim_line name;

	if (!tpsim_next_token(&value, &name) ||
	    name.len >= sizeof(behaviour->call_name) ||
	    set_error(&behaviour->call_error, value))
		return -EINVAL;
	memcpy(behaviour->call_name, name.text, name.len);
	behaviour->call_name[name.len] = '\0';
	return 0;
}

/* "N", "0" for off, or "N ERRNO" */
static int set_fault(struct fault *fault, struct tpsim_line value)
{
	u64 error = EIO;
	u64 left;

	if (tpsim_next_number(&value, ~0ULL, &left))
		return -EINVAL;
	if (!tpsim_at_end(&value) && tpsim_only_number(value, ~0ULL, &error))
		return -EINVAL;
	fault->left = left;
	fault->error = error;
	return 0;
}

static int set_context(struct behaviour *behaviour, struct tpsim_line value)
{
	enum tpsim_context context;

	if (tpsim_parse_context(value, &context))
		return -EINVAL;
	behaviour->in_call = context == TPSIM_INLINE;
	return 0;
}

static int set_seed(struct behaviour *behaviour, struct tpsim_line value)
{
	return set_number(&behaviour->random, sizeof(behaviour->random), value,
			  0xffffffff);
}

/* Attributes of a phone, and of the provider for all phones together. */
static int set_behaviour(struct behaviour *behaviour, const char *attribute,
			 struct tpsim_line value)
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
			struct tpsim_line value)
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
	/* No phone of this provider delays TSPI_phoneClose(). */
	if (!strcmp(attribute, "ignore_cancel"))
		return 0;
	return -ENOENT;
}

static int release(struct phone *phone, struct tpsim_line value, bool *now)
{
	struct tpsim_line token;
	u64 number;

	if (!phone->live)
		return -ENODEV;
	if (!tpsim_next_token(&value, &token) || !tpsim_at_end(&value))
		return -EINVAL;
	if (tpsim_token_is(&token, "all"))
		number = phone->counters.held;
	else if (tpsim_number(&token, ~0ULL, &number))
		return -EINVAL;
	*now = operation_release(phone, number);
	return 0;
}

static int raise_event(struct phone *phone, struct tpsim_line value)
{
	u64 number[4];
	int i;

	for (i = 0; i < 4; i++) {
		if (next_signed(&value, &number[i]))
			return -EINVAL;
	}
	if (!tpsim_at_end(&value))
		return -EINVAL;
	event_raise(phone, (DWORD)number[0], number[1], number[2], number[3]);
	return 0;
}

static int complete(struct tpsim_line value)
{
	u64 request, result;

	if (next_signed(&value, &request) || next_signed(&value, &result) ||
	    !tpsim_at_end(&value))
		return -EINVAL;
	callback_queue_completion(NULL, (DRV_REQUESTID)request, (LONG)result);
	return 0;
}

static int make_happen(struct phone *phone, const char *attribute,
		       struct tpsim_line value, bool *now)
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

static int set_of_provider(const char *attribute, struct tpsim_line value,
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
		  const char *text, bool *now)
{
	struct tpsim_line value = tpsim_line(text, strlen(text));
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
