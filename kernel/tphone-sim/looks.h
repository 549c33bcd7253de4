/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_LOOKS_H
#define TPSIM_LOOKS_H

#include "state.h"

size_t tpsim_looks(const struct tpsim_state *state, char *text, size_t size);

#endif /* TPSIM_LOOKS_H */
