/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Another process that does with a phone what it is told. It has a session of
 * its own, named "puppet", from its first handle on, and one handle at most.
 */
#ifndef CONFORMANCE_BROKER_PUPPET_H
#define CONFORMANCE_BROKER_PUPPET_H

#include "recording.h"

/* What it can be told, and its answers. */
enum puppet_word {
	PUPPET_OWN = 'o',	/* open as owner: DONE, or REFUSED (in use) */
	PUPPET_WATCH = 'w',	/* open as monitor */
	PUPPET_SET = 's',	/* issue a request */
	PUPPET_FILL = 'f',	/* issue requests until there are too many */
	PUPPET_STORM = 't',	/* issue requests until the phone is removed */
	PUPPET_CYCLE = 'y',	/* open, use and close many times */
	PUPPET_LISTEN = 'l',	/* no message must come */
	PUPPET_CLOSE = 'c',	/* close the handle */
	PUPPET_SHUT = 'q',	/* shut down the session */
	PUPPET_END = 'e',	/* end */
	PUPPET_DONE = 'd',
	PUPPET_REFUSED = 'r',
};

/* Before this process has a session. */
struct peer_process *puppet_new(struct phone *phone);

/* Tells it, and waits for DONE. */
void puppet_do(struct peer_process *puppet, enum puppet_word word);

/* Waits for DONE. */
void puppet_done(struct peer_process *puppet);

void puppet_end(struct peer_process *puppet);

#endif /* CONFORMANCE_BROKER_PUPPET_H */
