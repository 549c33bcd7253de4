/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Messages that wait to be fetched, oldest first, and how many of them each
 * handle has.
 *
 * A program may never fetch any, so what comes unasked is limited: beyond
 * TAPI_MAX_WAITING a PHONE_STATE is merged with the last one of its handle, and
 * presses are left out together with their releases. Replies are limited by the
 * number of requests, each of which has brought the memory for its reply.
 */
#ifndef _LIBTPHONE_TAPI_MESSAGE_H
#define _LIBTPHONE_TAPI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>
#include <tphone/tapi.h>

/* Of each handle and each message; R38. */
#define TAPI_MAX_WAITING	1024

struct tapi_handle;
struct tapi_session;

/**
 * struct tapi_button_set - a set of button IDs
 * @bytes: one bit for each
 * @size: number of @bytes
 */
struct tapi_button_set {
	unsigned char *bytes;
	size_t size;
};

/**
 * struct tapi_message - a message
 * @content: what the program sees; it comes first, as a completion port hands
 *	it out to be freed
 * @link: in a queue
 * @session: whose it is
 * @backlog: that of its handle; NULL: it is not about a handle
 */
struct tapi_message {
	PHONEMESSAGE content;
	TAILQ_ENTRY(tapi_message) link;
	struct tapi_session *session;
	struct tapi_backlog *backlog;
};

TAILQ_HEAD(tapi_message_list, tapi_message);

/**
 * struct tapi_backlog - what a handle has in the queue
 * @nr_requests: requests that are outstanding, or whose reply waits
 * @nr_states: PHONE_STATE, but for REINIT
 * @nr_buttons: PHONE_BUTTON
 * @nr_devspecific: PHONE_DEVSPECIFIC
 * @last_state: the newest PHONE_STATE, if @nr_states
 * @has_reinit: PHONE_STATE with REINIT waits
 * @down: buttons whose release must not be left out
 * @left_out: buttons whose press was left out
 */
struct tapi_backlog {
	unsigned int nr_requests;
	unsigned int nr_states;
	unsigned int nr_buttons;
	unsigned int nr_devspecific;
	struct tapi_message *last_state;
	bool has_reinit;
	struct tapi_button_set down;
	struct tapi_button_set left_out;
};

/**
 * struct tapi_message_queue - messages
 * @messages: oldest first
 * @count: how many
 */
struct tapi_message_queue {
	struct tapi_message_list messages;
	size_t count;
};

void tapi_message_queue_init(struct tapi_message_queue *queue);

/* Takes over the message. */
void tapi_message_queue_add(struct tapi_message_queue *queue,
			    struct tapi_message *message);

/* The oldest; NULL: there is none. */
struct tapi_message *tapi_message_queue_take(struct tapi_message_queue *queue);

/* Moves all messages of a handle to a list. */
void tapi_message_queue_purge(struct tapi_message_queue *queue,
			      const struct tapi_backlog *backlog,
			      struct tapi_message_list *purged);

/*
 * Is there room for a message? If not, it has been merged or left out, whichever
 * it is.
 */
bool tapi_backlog_admits_state(struct tapi_backlog *backlog, DWORD states,
			       DWORD_PTR detail);
bool tapi_backlog_admits_button(struct tapi_backlog *backlog, DWORD button,
				DWORD state);
bool tapi_backlog_admits_devspecific(const struct tapi_backlog *backlog);
bool tapi_backlog_admits_reinit(const struct tapi_backlog *backlog);
bool tapi_backlog_admits_request(const struct tapi_backlog *backlog);

/* There was no memory for a message that would have been admitted. */
void tapi_backlog_lose_state(struct tapi_backlog *backlog, DWORD states,
			     DWORD_PTR detail);
void tapi_backlog_lose_button(struct tapi_backlog *backlog, DWORD button,
			      DWORD state);

void tapi_backlog_free(struct tapi_backlog *backlog);

/* Making messages, and what becomes of the handles they are about. */

/* All with the lock. */

/* A message about a handle, not queued; NULL: no memory. */
struct tapi_message *tapi_message_new(struct tapi_handle *handle, DWORD id);

/* The handle receives it, behind all that it has. */
void tapi_message_post(struct tapi_handle *handle,
		       struct tapi_message *message);

/* One of no handle, to all sessions. */
void tapi_message_post_to_all(DWORD id, DWORD parameter);

/* It has been taken out of the queue, and is not freed, or is. */
void tapi_message_taken(struct tapi_message *message);
void tapi_message_free(struct tapi_message *message);

/* All that wait, of a handle or a session. */
void tapi_message_purge(struct tapi_handle *handle);
void tapi_message_purge_session(struct tapi_session *session);

#endif /* _LIBTPHONE_TAPI_MESSAGE_H */
