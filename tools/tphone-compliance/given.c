// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The existing phone under test: cases cannot shape it, unplug it or make a
 * second one, and skip if they need that. If it is a simulated phone, they can
 * use its virtual user and its faults.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "crash.h"
#include "given.h"
#include "macros.h"
#include "sim.h"
#include "subject.h"

/* Attributes that a case may change, and that are restored afterwards. */
static const char * const attributes[] = {
	"latency_us", "jitter_us", "complete_in", "fail_nth", "drop_nth",
	"hold_nth", "refuse_nth", "hold", "ignore_cancel", "volume_step",
};

/* The buttons that cases press are below this number. */
#define NR_BUTTONS	32

/*
 * These count since the phone went live; cases see the difference since their
 * start.
 */
static const char * const counters[] = {
	"submitted", "completed", "cancelled", "dropped",
};

static char original[ARRAY_SIZE(attributes)][SIM_VALUE_SIZE];
static long long first[ARRAY_SIZE(counters)];
static bool is_live;

static const char *provider(void)
{
	return subject.provider;
}

static const char *missing(void)
{
	return NULL;
}

static void prepare(void)
{
	crash_prepare();
}

static long long counter(const char *name)
{
	char value[SIM_VALUE_SIZE];
	int error = sim_read(subject.sim, name, value);

	return error ? error : strtoll(value, NULL, 10);
}

static int create(struct phone *phone)
{
	static bool made;
	size_t i;

	if (made)
		case_skip("needs several phones");
	made = true;
	snprintf(phone->id, sizeof(phone->id), "%s", subject.id);
	phone->number = subject.number;
	for (i = 0; i < ARRAY_SIZE(counters) && subject.sim[0]; i++)
		first[i] = counter(counters[i]);
	return 0;
}

static int live(struct phone *phone, bool live)
{
	if (!live)
		case_skip("needs a phone that can be unplugged");
	is_live = true;
	snprintf(phone->path, sizeof(phone->path), "%.60s", subject.path);
	return 0;
}

static int set(struct phone *phone, const char *attribute, const char *value)
{
	(void)phone;
	if (!is_live)
		case_skip("needs a phone with %s=%s", attribute, value);
	if (!subject.sim[0])
		case_skip("needs a simulated phone");
	return sim_write(subject.sim, attribute, value);
}

static long long number(struct phone *phone, const char *attribute)
{
	long long value;
	size_t i;

	(void)phone;
	if (!subject.sim[0])
		case_skip("needs a simulated phone");
	value = counter(attribute);
	for (i = 0; i < ARRAY_SIZE(counters); i++) {
		if (!strcmp(counters[i], attribute))
			value -= first[i];
	}
	return value;
}

static int user(struct phone *phone, const char *action)
{
	return set(phone, "user", action);
}

static void nothing_to_sweep(pid_t group)
{
	(void)group;
}

/* An action may be refused if it changes nothing. */
static void restore(pid_t group)
{
	char action[32];
	size_t i;

	(void)group;
	for (i = 0; i < ARRAY_SIZE(attributes); i++)
		sim_write(subject.sim, attributes[i], original[i]);
	sim_write(subject.sim, "release", "all");
	sim_write(subject.sim, "user", "plug");
	for (i = 0; i < NR_BUTTONS; i++) {
		snprintf(action, sizeof(action), "release %zu", i);
		sim_write(subject.sim, "user", action);
	}
}

static void remember(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(attributes); i++)
		sim_read(subject.sim, attributes[i], original[i]);
}

static struct phone_kind given = {
	.name = "given",
	.given = true,
	.missing = missing,
	.prepare = prepare,
	.create = create,
	.live = live,
	.set = set,
	.number = number,
	.user = user,
	.sweep = nothing_to_sweep,
};

const struct phone_kind *given_kind(void)
{
	if (subject.mock) {
		phone_mock_set_path(subject.provider);
		return &phone_mock;
	}
	if (subject.provider[0])
		given.provider = provider;
	if (subject.sim[0]) {
		given.simulated = true;
		given.sweep = restore;
		remember();
	}
	return &given;
}
