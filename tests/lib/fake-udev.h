/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A fake libudev, linked in place of the real one. */
#ifndef _FAKE_UDEV_H
#define _FAKE_UDEV_H

#include "native/watch.h"

#include <stdbool.h>

/* A device as sysfs shows it; NULL: not there. */
struct udev_device {
	const char *name;
	const char *node;
	const char *action;	/* for the monitor */
	const char *manufacturer, *model, *serial, *id, *driver;
	bool vanished;		/* is listed, but cannot be read */
};

#define FAKE_UDEV_MAX	8

/* Descriptor of the monitor; the test stores one that can be polled. */
#define FAKE_UDEV_FD	42

struct fake_udev {
	struct udev_device devices[FAKE_UDEV_MAX];	/* to list */
	struct udev_device events[FAKE_UDEV_MAX];	/* for the monitor */
	unsigned int nr_devices, nr_events, next_event;
	unsigned int references;	/* of everything; 0 at the end */
	int error;			/* errno of scanning and monitoring */
	bool no_memory;
	bool lost;			/* the next message did not fit */
	const char *subsystem;		/* of the last filter */
	const char *group;		/* the one of the monitor, or NULL */
	struct reach_facts facts;
};

extern struct fake_udev fake_udev;

#endif /* _FAKE_UDEV_H */
