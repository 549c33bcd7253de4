/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where messages wait: a completion port of the program, or the queue of one
 * session. Protected by tapi.lock.
 */
#ifndef _LIBTPHONE_TAPI_PORT_H
#define _LIBTPHONE_TAPI_PORT_H

#include "message.h"

#include <pthread.h>
#include <time.h>

/**
 * struct tphone_port - where messages wait
 * @link: in the list of ports of the program, if it is one
 * @queue: the messages
 * @fd: eventfd, readable while there are any
 * @arrived: there are some, or the session has ended
 * @freed: the program has freed it
 * @references: how many use it: sessions, and the program
 */
struct tphone_port {
	LIST_ENTRY(tphone_port) link;
	struct tapi_message_queue queue;
	int fd;
	pthread_cond_t arrived;
	bool freed;
	unsigned int references;
};

/* NULL: no memory, or no descriptor; *error says which. */
struct tphone_port *tapi_port_new(int *error);
void tapi_port_put(struct tphone_port *port);

/* Takes a reference to a port of the program; NULL: there is no such port. */
struct tphone_port *tapi_port_get(const void *port);

/* Takes over the message. */
void tapi_port_post(struct tphone_port *port, struct tapi_message *message);

/* After messages were purged. */
void tapi_port_update(struct tphone_port *port);

#endif /* _LIBTPHONE_TAPI_PORT_H */
