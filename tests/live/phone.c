// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The simulated phone of a test, see phone.h.
 */
#include "cmocka-first.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "phone.h"
#include "sim.h"

char path[64];

static const char *folder;
static const char *id;

void sim(const char *attribute, const char *text)
{
	int error = sim_write(folder, attribute, text);

	if (error)
		fail_msg("%s: %s: %s", attribute, text, strerror(-error));
}

int phone_create(const char *new_folder, const char *new_id)
{
	int error;

	folder = new_folder;
	id = new_id;
	error = sim_mkdir(folder);
	return error ? error : sim_write(folder, "id", id);
}

int phone_find(void)
{
	return tphone_find(id, path, sizeof(path));
}

int phone_remove(void)
{
	sim("live", "0");
	return sim_rmdir(folder);
}

const struct tphone_device *phone_in_list(const struct tphone_list *list)
{
	const struct tphone_device *device;
	size_t i;

	for (i = 0; (device = tphone_list_get(list, i)); i++) {
		if (!strcmp(tphone_device_path(device), path))
			break;
	}
	return device;
}

int phone_next_news(struct tphone_watch *watch, unsigned int *action,
		    const struct tphone_device **device)
{
	struct pollfd pollfd = { .fd = tphone_watch_fd(watch),
				 .events = POLLIN };
	int ret;

	for (;;) {
		ret = tphone_watch_next(watch, action, device);
		if (ret < 0)
			return ret;
		if (ret && !strcmp(tphone_device_path(*device), path))
			return 0;
		if (!ret && poll(&pollfd, 1, SOON) != 1)
			return -ETIMEDOUT;
	}
}
