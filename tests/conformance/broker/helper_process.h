/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A peer process that carries out orders with a phone. It has a session of its own,
 * named "helper", from its first handle on, and one handle at most.
 */
#ifndef CONFORMANCE_BROKER_HELPER_PROCESS_H
#define CONFORMANCE_BROKER_HELPER_PROCESS_H

#include "recording.h"

/* The orders, and the answers to them. */
enum helper_order {
	HELPER_OWN = 'o',	/* open as owner: DONE, or REFUSED (in use) */
	HELPER_WATCH = 'w',	/* open as monitor */
	HELPER_SET = 's',	/* issue a request */
	HELPER_FILL = 'f',	/* issue requests until there are too many */
	HELPER_STORM = 't',	/* issue requests until the phone is removed */
	HELPER_CYCLE = 'y',	/* open, use and close many times */
	HELPER_LISTEN = 'l',	/* no message must come */
	HELPER_CLOSE = 'c',	/* close the handle */
	HELPER_SHUT = 'q',	/* shut down the session */
	HELPER_END = 'e',	/* end */
	HELPER_DONE = 'd',
	HELPER_REFUSED = 'r',
};

/* Before this process has a session. */
struct peer_process *helper_new(struct phone *phone);

/* Send an order, and wait for DONE. */
void helper_do(struct peer_process *helper, enum helper_order order);

/* Wait for DONE. */
void helper_done(struct peer_process *helper);

void helper_end(struct peer_process *helper);

#endif /* CONFORMANCE_BROKER_HELPER_PROCESS_H */
