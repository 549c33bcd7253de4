/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Messages: making them, the queue in which they wait to be fetched, oldest first,
 * and how many of them each handle has there.
 *
 * A program need not fetch its messages, so the number of those that it has not
 * asked for is limited. Beyond TAPI_MAX_WAITING, a PHONE_STATE is merged with the
 * last one of its handle, and presses are dropped together with their releases.
 * Replies are limited by the number of requests, and each request allocates the
 * memory for its reply.
 */
#ifndef _LIBTPHONE_TAPI_MESSAGE_H
#define _LIBTPHONE_TAPI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>
#include <tphone/tapi.h>

/*
 * The limit for each handle and each kind of message. A request beyond it fails
 * (R38, Documentation/tapi-rules.rst).
 */
#define TAPI_MAX_WAITING	1024

struct tapi_handle;
struct tapi_session;

/**
 * struct tapi_button_set - a set of button IDs
 * @bytes: one bit for each button
 * @size: number of @bytes
 */
struct tapi_button_set {
	unsigned char *bytes;
	size_t size;
};

/**
 * struct tapi_message - a message
 * @content: the message as the program gets it; the first member, as the program
 *	frees the message of a completion port by the address of this
 * @link: in a queue
 * @session: the session that receives it
 * @backlog: backlog of its handle; NULL: it is not about a handle
 */
struct tapi_message {
	PHONEMESSAGE content;
	TAILQ_ENTRY(tapi_message) link;
	struct tapi_session *session;
	struct tapi_backlog *backlog;
};

TAILQ_HEAD(tapi_message_list, tapi_message);

/**
 * struct tapi_backlog - the messages of a handle in the queue
 * @nr_requests: number of requests that are outstanding, or whose reply waits
 * @nr_states: number of PHONE_STATE, but for REINIT
 * @nr_buttons: number of PHONE_BUTTON
 * @nr_devspecific: number of PHONE_DEVSPECIFIC
 * @last_state: the newest PHONE_STATE, if @nr_states
 * @has_reinit: a PHONE_STATE with REINIT waits
 * @down: buttons whose press is queued or fetched, so their release is not dropped
 * @dropped: buttons whose press was dropped, so their release is dropped
 */
struct tapi_backlog {
	unsigned int nr_requests;
	unsigned int nr_states;
	unsigned int nr_buttons;
	unsigned int nr_devspecific;
	struct tapi_message *last_state;
	bool has_reinit;
	struct tapi_button_set down;
	struct tapi_button_set dropped;
};

/**
 * struct tapi_message_queue - messages that wait to be fetched
 * @messages: the messages, oldest first
 * @count: number of messages
 */
struct tapi_message_queue {
	struct tapi_message_list messages;
	size_t count;
};

void tapi_message_queue_init(struct tapi_message_queue *queue);

/* Takes over the message. */
void tapi_message_queue_add(struct tapi_message_queue *queue,
			    struct tapi_message *message);

/* Takes out the oldest message; NULL: there is none. */
struct tapi_message *tapi_message_queue_take(struct tapi_message_queue *queue);

/* Moves all messages of a handle to the list @purged. */
void tapi_message_queue_purge(struct tapi_message_queue *queue,
			      const struct tapi_backlog *backlog,
			      struct tapi_message_list *purged);

/*
 * Is there room for a message? If not, the message has been dealt with: merged, if
 * it is a PHONE_STATE, or dropped.
 */
bool tapi_backlog_admits_state(struct tapi_backlog *backlog, DWORD states,
			       DWORD_PTR detail);
bool tapi_backlog_admits_button(struct tapi_backlog *backlog, DWORD button,
				DWORD state);
bool tapi_backlog_admits_devspecific(const struct tapi_backlog *backlog);
bool tapi_backlog_admits_reinit(const struct tapi_backlog *backlog);
bool tapi_backlog_admits_request(const struct tapi_backlog *backlog);

/* Merges or drops a message that was admitted, but has got no memory. */
void tapi_backlog_lose_state(struct tapi_backlog *backlog, DWORD states,
			     DWORD_PTR detail);
void tapi_backlog_lose_button(struct tapi_backlog *backlog, DWORD button,
			      DWORD state);

void tapi_backlog_free(struct tapi_backlog *backlog);

/* All below with the lock. */

/* Makes a message about a handle, not queued; NULL: no memory. */
struct tapi_message *tapi_message_new(struct tapi_handle *handle, DWORD id);

/* Queues a message about a handle, to which it holds a reference from now on. */
void tapi_message_post(struct tapi_handle *handle,
		       struct tapi_message *message);

/* Queues a message about no handle for all sessions whose version has it. */
void tapi_message_post_to_all(DWORD id, DWORD parameter);

/* After a message was taken out: drops its reference to a handle. */
void tapi_message_taken(struct tapi_message *message);

/* Drops the reference, and frees the message. */
void tapi_message_free(struct tapi_message *message);

/* Frees all messages of a handle or a session that wait. */
void tapi_message_purge(struct tapi_handle *handle);
void tapi_message_purge_session(struct tapi_session *session);

#endif /* _LIBTPHONE_TAPI_MESSAGE_H */
