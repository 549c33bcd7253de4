/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking phones away from programs: the attribute evict in sysfs. */
#ifndef TPHONE_EVICT_H
#define TPHONE_EVICT_H

/*
 * Each function reports its own errors and returns an enum exit_code. @handles is the
 * text for the attribute: "all", "without-access" or the number of a user.
 */

/* @name: of the phone, for example "tphone0" */
int evict(const char *name, const char *handles);

/* Evict handles of every phone. */
int evict_everywhere(const char *handles);

/*
 * Evict programs whose user has lost access, now and whenever permissions in
 * /dev change, until a signal comes.
 */
int evict_watch(void);

#endif
