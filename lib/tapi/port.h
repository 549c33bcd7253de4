/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A port is where messages wait and threads wait for them: a completion port of the
 * program, or the port of one session. Protected by tapi.lock.
 */
#ifndef _LIBTPHONE_TAPI_PORT_H
#define _LIBTPHONE_TAPI_PORT_H

#include "message.h"

#include <pthread.h>
#include <time.h>

/**
 * struct tphone_port - a port
 * @link: in the list of completion ports, if it is one
 * @queue: the messages
 * @fd: eventfd, readable while @queue is not empty
 * @arrived: signalled when a message arrives, the session ends or the port is freed
 * @freed: the program has freed it
 * @references: number of its users: sessions, and the program
 */
struct tphone_port {
	LIST_ENTRY(tphone_port) link;
	struct tapi_message_queue queue;
	int fd;
	pthread_cond_t arrived;
	bool freed;
	unsigned int references;
};

/* NULL: no memory or no descriptor; *error is the errno. */
struct tphone_port *tapi_port_new(int *error);
void tapi_port_put(struct tphone_port *port);

/* Takes a reference to a completion port; NULL: there is no such port. */
struct tphone_port *tapi_port_get(const void *port);

/* Takes over the message. */
void tapi_port_post(struct tphone_port *port, struct tapi_message *message);

/* Makes @fd unreadable, if a purge has emptied the queue. */
void tapi_port_update(struct tphone_port *port);

#endif /* _LIBTPHONE_TAPI_PORT_H */
