/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated phone that programs use. */
#ifndef FUZZ_SIMULATOR_H
#define FUZZ_SIMULATOR_H

#include <stdint.h>

/* Make the phone and plug it in. Returns 0 or a negative errno. */
int simulator_make(void);
void simulator_remove(void);

/* Restore the first state, as far as that is possible without a new phone. */
void simulator_reset(void);
/* Plug in a new phone. */
void simulator_renew(void);

/* "/dev/tphoneN", "" while it is unplugged. */
const char *simulator_device(void);

/* @text: written instead of @value, if it is not NULL. */
void simulator_set(uint32_t which, uint64_t value, const char *text);
void simulator_shape(uint32_t which, uint64_t value, const char *text);
void simulator_sysfs(uint32_t which, uint64_t value, const char *text);
void simulator_user(uint32_t what, uint64_t which, const char *text);
void simulator_release(uint64_t number);
void simulator_live(uint32_t how);

/* Read a file of sysfs, configfs, debugfs or procfs about the phone. */
void simulator_look(uint32_t which);

#endif /* FUZZ_SIMULATOR_H */
