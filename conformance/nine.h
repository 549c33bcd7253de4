/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the nine asynchronous functions are called with.
 */
#ifndef CONFORMANCE_NINE_H
#define CONFORMANCE_NINE_H

#include <tphone/tapi.h>

/* Chooses arguments for a phone with these capabilities. */
void nine_fit(const PHONECAPS *caps);

#endif /* CONFORMANCE_NINE_H */
