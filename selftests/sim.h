/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulated telephones for the tests. Every test makes its own, so that tests
 * disturb neither each other nor other phones.
 *
 *	struct sim sim;
 *
 *	sim_create(&sim);		a folder in configfs
 *	sim_set(&sim, "keys", "4");	the shape, before it is plugged in
 *	sim_live(&sim, true);		now sim.device is "/dev/tphoneN"
 *	sim_user(&sim, "lift handset");
 *	sim_destroy(&sim);
 *
 * The attributes are described in Documentation/ABI/testing/configfs-tphone-sim.
 * Functions that can fail return 0 or a negative errno.
 */
#ifndef _TPHONE_SELFTEST_SIM_H
#define _TPHONE_SELFTEST_SIM_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#define SIM_CONFIGFS	"/sys/kernel/config"
#define SIM_ROOT	SIM_CONFIGFS "/tphone-sim"

/* For sim_release(). */
#define SIM_ALL		UINT_MAX

struct sim {
	char name[48];		/* of the folder; empty: there is none */
	char path[128];		/* the folder */
	char device[32];	/* "/dev/tphoneN" while live, else empty */
};

/*
 * Why simulated phones cannot be made here, as a text for SKIP(), or NULL.
 * Loads the module, without its phone, if it is not loaded.
 */
const char *sim_missing(void);

/* Load the module if it is not loaded; the parameter may be NULL. */
int sim_load(const char *parameter);

/*
 * Also removes phones that killed tests have left behind. The new phone keeps
 * its state when its last handle is closed: reset_on_last_close is "none".
 */
int sim_create(struct sim *sim);
int sim_create_named(struct sim *sim, const char *name);

/* Safe after a sim_create() that failed, and for a sim that is all zero. */
void sim_destroy(struct sim *sim);

/* Plug in or unplug; returns when the device can be opened, or is gone. */
int sim_live(struct sim *sim, bool live);

int sim_set(struct sim *sim, const char *attribute, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Copies the value without the newline at its end. */
int sim_get(struct sim *sim, const char *attribute, char *buf, size_t size);

/* The value of a numeric attribute, or a negative errno. */
long long sim_number(struct sim *sim, const char *attribute);

/* Wait until a counter has reached at least this value, or -ETIMEDOUT. */
int sim_wait(struct sim *sim, const char *attribute, long long value);

/* An action of the virtual user: "lift handset", "press 5". */
int sim_user(struct sim *sim, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Let the nr oldest held operations complete, or SIM_ALL. */
int sim_release(struct sim *sim, unsigned int nr);

#endif /* _TPHONE_SELFTEST_SIM_H */
