// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The phones of the mock provider, see phone.h. They stay until the process
 * ends.
 */
#include "phone.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Protected by the lock, the oldest first. */
static struct phone *phones;

void phones_lock(void)
{
	pthread_mutex_lock(&lock);
}

void phones_unlock(void)
{
	pthread_mutex_unlock(&lock);
}

struct phone *phone_add(const char *name)
{
	struct phone **end = &phones;
	struct phone *phone;

	if (strlen(name) >= sizeof(phone->name) || phone_named(name))
		return NULL;
	phone = calloc(1, sizeof(*phone));
	if (!phone)
		return NULL;
	snprintf(phone->name, sizeof(phone->name), "%s", name);
	phone->shape = default_shape;
	while (*end)
		end = &(*end)->next;
	*end = phone;
	return phone;
}

struct phone *phone_named(const char *name)
{
	struct phone *phone;

	for (phone = phones; phone; phone = phone->next) {
		if (!strcmp(phone->name, name))
			return phone;
	}
	return NULL;
}

struct phone *phone_first(void)
{
	return phones;
}

struct phone *phone_of_device(DWORD device)
{
	struct phone *phone;

	for (phone = phones; phone; phone = phone->next) {
		if (phone->live && phone->created && phone->device == device)
			return phone;
	}
	return NULL;
}

struct phone *phone_of_handle(HDRVPHONE handle)
{
	struct phone *phone;

	for (phone = phones; phone; phone = phone->next) {
		if (handle && phone->opening.handle == handle)
			return phone;
	}
	return NULL;
}
