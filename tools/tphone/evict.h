/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking phones away from programs: the attribute evict in sysfs. */
#ifndef TPHONE_EVICT_H
#define TPHONE_EVICT_H

/* All of these complain, and return an enum exit_code. */

/* @name: "tphone0"; @whom: what to write into the attribute. */
int evict(const char *name, const char *whom);

/* From all phones. */
int evict_everywhere(const char *whom);

/*
 * Evict programs whose user has lost access, now and whenever permissions in
 * /dev change, until a signal comes.
 */
int evict_watch(void);

#endif
