// SPDX-License-Identifier: LGPL-2.1-or-later
/* The decisions of a watch, without system calls. */
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void presence_free(struct presence *presence)
{
	free(presence->phones);
	presence->phones = NULL;
	presence->count = 0;
}

static struct presence_phone *find(struct presence *presence, int index)
{
	size_t i;

	for (i = 0; i < presence->count; i++) {
		if (presence->phones[i].index == index)
			return &presence->phones[i];
	}
	return NULL;
}

static struct presence_phone *find_or_add(struct presence *presence, int index)
{
	struct presence_phone *phone = find(presence, index), *phones;

	if (phone)
		return phone;
	phones = reallocarray(presence->phones, presence->count + 1,
			      sizeof(*phones));
	if (!phones)
		return NULL;
	presence->phones = phones;
	phone = &phones[presence->count++];
	memset(phone, 0, sizeof(*phone));
	phone->index = index;
	return phone;
}

static void gone(struct presence_phone *phone)
{
	if (phone->node.state == NODE_ABSENT)
		return;
	phone->node.state = NODE_ABSENT;
	phone->announced = false;
	phone->replaced = phone->known;
}

/* A node is unlinked shortly before open() of its phone begins to fail. */
static bool is_dying(const struct presence_phone *phone, const struct node *node)
{
	return phone->node.state != NODE_ABSENT && node->unlinked &&
	       !phone->node.unlinked;
}

static void there(struct presence_phone *phone, const struct node *node)
{
	if (phone->node.instance != node->instance)
		phone->leaving = false;
	else if (is_dying(phone, node))
		phone->leaving = true;
	if (phone->leaving || phone->node.instance != node->instance)
		gone(phone);
	phone->node = *node;
	if (phone->leaving)
		phone->node.state = NODE_ABSENT;
}

int presence_set(struct presence *presence, int index, const struct node *node)
{
	struct presence_phone *phone;

	if (node->state == NODE_ABSENT) {
		phone = find(presence, index);
		if (phone) {
			gone(phone);
			phone->leaving = false;
		}
		return 0;
	}
	phone = find_or_add(presence, index);
	if (!phone)
		return -ENOMEM;
	there(phone, node);
	return 0;
}

int presence_begin(struct presence *presence, int index,
		   const struct node *node)
{
	struct presence_phone *phone;
	int error = presence_set(presence, index, node);

	phone = error ? NULL : find(presence, index);
	if (phone) {
		phone->known = true;
		phone->usable = node->state == NODE_OPEN;
		phone->announced = true;
	}
	return error;
}

/* Remember a phone without a node, too: mknod() may create one later. */
int presence_added(struct presence *presence, int index,
		   const struct node *node)
{
	struct presence_phone *phone = find_or_add(presence, index);
	int error;

	if (!phone)
		return -ENOMEM;
	phone->leaving = false;
	error = presence_set(presence, index, node);
	if (!error)
		phone->announced = true;
	return error;
}

/*
 * A node from mknod() does not change when another phone takes the index; only the
 * two announcements show that. And when a removal is announced, open() of the phone
 * may still succeed, which does not make it a new phone.
 */
void presence_removed(struct presence *presence, int index,
		      const struct node *node)
{
	struct presence_phone *phone = find(presence, index);

	if (!phone)
		return;
	if (node->state == NODE_ABSENT || phone->announced) {
		gone(phone);
		phone->leaving = node->state != NODE_ABSENT;
	}
	phone->announced = false;
}

void presence_lost(struct presence *presence)
{
	size_t i;

	for (i = 0; i < presence->count; i++)
		presence->phones[i].leaving = false;
}

static unsigned int news_of(const struct presence_phone *phone)
{
	if (phone->replaced)
		return TPHONE_DEVICE_REMOVED;
	if (phone->node.state == NODE_OPEN && !phone->usable)
		return TPHONE_DEVICE_ADDED;
	return 0;
}

static void mark_reported(struct presence_phone *phone, unsigned int action)
{
	phone->known = action == TPHONE_DEVICE_ADDED;
	phone->usable = phone->known;
	phone->replaced = false;
}

int presence_reported(struct presence *presence, int index, unsigned int action,
		      const struct node *node)
{
	struct presence_phone *phone = find_or_add(presence, index);

	if (!phone)
		return -ENOMEM;
	phone->node = *node;
	/* A phone that took the index meanwhile is reported by a later call. */
	if (action == TPHONE_DEVICE_REMOVED)
		phone->node.state = NODE_ABSENT;
	mark_reported(phone, action);
	return 0;
}

unsigned int presence_next(struct presence *presence, int *index)
{
	struct presence_phone *phone;
	unsigned int action;
	size_t i;

	for (i = 0; i < presence->count; i++) {
		phone = &presence->phones[i];
		action = news_of(phone);
		if (!action)
			continue;
		mark_reported(phone, action);
		*index = phone->index;
		return action;
	}
	return 0;
}

bool presence_has_news(const struct presence *presence)
{
	size_t i;

	for (i = 0; i < presence->count; i++) {
		if (news_of(&presence->phones[i]))
			return true;
	}
	return false;
}
