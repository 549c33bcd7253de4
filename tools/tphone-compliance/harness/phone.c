// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The phones of a case, see phone.h.
 */
#include "case.h"
#include "phone_kind.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_PHONES	256
#define TEXT_SIZE	4096

const struct phone_kind *phone_kind;

/*
 * The phones that were made; entries are never removed. Protected by the lock.
 */
static struct phone phones[MAX_PHONES];
static unsigned int nr_phones;
static pthread_mutex_t phones_lock = PTHREAD_MUTEX_INITIALIZER;

void phone_prepare(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, phone_kind->prepare);
}

static struct phone *name_new(void)
{
	struct phone *phone;
	char name[64];

	pthread_mutex_lock(&phones_lock);
	CHECK(nr_phones < MAX_PHONES);
	snprintf(name, sizeof(name), "conformance-%d-%d-%u", getpgrp(),
		 getpid(), nr_phones);
	phone = &phones[nr_phones++];
	pthread_mutex_unlock(&phones_lock);
	snprintf(phone->name, sizeof(phone->name), "%s", name);
	snprintf(phone->id, sizeof(phone->id), "sim-%s", name);
	return phone;
}

static void set(struct phone *phone, const char *attribute, const char *value)
{
	int error = phone_kind->set(phone, attribute, value);

	if (error)
		case_fail(__FILE__, __LINE__, "phone: %s=%s: %s", attribute,
			  value, strerror(-error));
	if (!strcmp(attribute, "id") && value[0])
		snprintf(phone->id, sizeof(phone->id), "%s", value);
}

/* "keys=2;display=0x0" */
static void give_shape(struct phone *phone, const char *shape)
{
	char *text = strdup(shape);
	char *rest = text;
	char *attribute, *value;

	CHECK(text);
	while ((attribute = strsep(&rest, ";"))) {
		value = strchr(attribute, '=');
		if (!value)
			continue;
		*value++ = '\0';
		set(phone, attribute, value);
	}
	free(text);
}

struct phone *phone_new_dead(const char *shape)
{
	struct phone *phone;
	int error;

	phone_prepare();
	phone = name_new();
	error = phone_kind->create(phone);
	if (error)
		case_fail(__FILE__, __LINE__, "no phone: %s", strerror(-error));
	if (shape)
		give_shape(phone, shape);
	return phone;
}

struct phone *phone_new(const char *shape)
{
	struct phone *phone = phone_new_dead(shape);

	phone_live(phone, true);
	return phone;
}

void phone_live(struct phone *phone, bool live)
{
	int error = phone_kind->live(phone, live);

	if (error)
		case_fail(__FILE__, __LINE__, "phone: live=%d: %s", live,
			  strerror(-error));
}

const char *phone_id(const struct phone *phone)
{
	return phone->id;
}

const char *phone_path(const struct phone *phone)
{
	return phone->path;
}

void phone_set(struct phone *phone, const char *attribute,
	       const char *format, ...)
{
	char value[TEXT_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(value, sizeof(value), format, args);
	va_end(args);
	set(phone, attribute, value);
}

long long phone_number(struct phone *phone, const char *attribute)
{
	long long number = phone_kind->number(phone, attribute);

	if (number < 0)
		case_fail(__FILE__, __LINE__, "phone: %s: %s", attribute,
			  strerror((int)-number));
	return number;
}

void phone_user(struct phone *phone, const char *format, ...)
{
	char action[TEXT_SIZE];
	va_list args;
	int error;

	va_start(args, format);
	vsnprintf(action, sizeof(action), format, args);
	va_end(args);
	error = phone_kind->user(phone, action);
	if (error)
		case_fail(__FILE__, __LINE__, "phone: user: %s: %s", action,
			  strerror(-error));
}

void phone_wait_held(struct phone *phone, long long number)
{
	CHECK_SOON(phone_number(phone, "held") >= number);
}

bool phone_is_mock(void)
{
	return phone_kind == &phone_mock;
}

bool phone_is_given(void)
{
	return phone_kind->given;
}

bool phone_is_simulated(void)
{
	return phone_kind->simulated;
}
