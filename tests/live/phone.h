/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The simulated phone of a test, and what the tests of tests/live ask about it.
 */
#ifndef _LIVE_PHONE_H
#define _LIVE_PHONE_H

#include <stdbool.h>
#include <tphone.h>

#define SOON	5000	/* milliseconds; nothing takes that long */

/* The path of the device node, which phone_create() and phone_find() set. */
extern char path[64];

/* Writes an attribute of the phone; fails the test if that is not possible. */
void sim(const char *attribute, const char *text);

/*
 * A phone with this folder in configfs and this id, which is not live. Returns 0 or
 * a negative errno, as phone_find() and phone_remove() do.
 */
int phone_create(const char *folder, const char *id);

/* Finds the phone by its id when it is live. */
int phone_find(void);

int phone_remove(void);

/* The entry of the phone; NULL if the list has none. */
const struct tphone_device *phone_in_list(const struct tphone_list *list);

/*
 * Waits for the next news of the phone. @device is valid until the next call;
 * -ETIMEDOUT if there are none within SOON.
 */
int phone_next_news(struct tphone_watch *watch, unsigned int *action,
		    const struct tphone_device **device);

#endif /* _LIVE_PHONE_H */
