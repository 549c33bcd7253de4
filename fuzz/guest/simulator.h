/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated phone that programs play with. */
#ifndef FUZZ_SIMULATOR_H
#define FUZZ_SIMULATOR_H

#include <stdint.h>

/* Makes it and plugs it in: 0 or a negative errno. */
int simulator_make(void);
void simulator_remove(void);

/* As it was at first, but for what only a new phone forgets. */
void simulator_reset(void);
/* A new phone. */
void simulator_renew(void);

/* "/dev/tphoneN", "" while it is unplugged. */
const char *simulator_device(void);

/* @text: write that instead, or NULL. */
void simulator_set(uint32_t which, uint64_t value, const char *text);
void simulator_shape(uint32_t which, uint64_t value, const char *text);
void simulator_sysfs(uint32_t which, uint64_t value, const char *text);
void simulator_user(uint32_t what, uint64_t which, const char *text);
void simulator_release(uint64_t number);
void simulator_live(uint32_t how);

/* Reads what can be read from outside. */
void simulator_look(uint32_t which);

#endif /* FUZZ_SIMULATOR_H */
