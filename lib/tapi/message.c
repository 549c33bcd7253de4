// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle.h"
#include "message.h"
#include "port.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define BITS	8

/* No phone has so many buttons. Higher IDs are in no set, to limit its memory. */
#define MAX_BUTTONS	65536

static bool grow(struct tapi_button_set *set, DWORD button)
{
	size_t size = (button / BITS + 1) * 2;
	unsigned char *bytes = realloc(set->bytes, size);

	if (!bytes)
		return false;
	memset(bytes + set->size, 0, size - set->size);
	set->bytes = bytes;
	set->size = size;
	return true;
}

static bool button_set_has(const struct tapi_button_set *set, DWORD button)
{
	if (button / BITS >= set->size)
		return false;
	return set->bytes[button / BITS] & 1 << button % BITS;
}

/* False: no memory, or the ID is too high. */
static bool button_set_add(struct tapi_button_set *set, DWORD button)
{
	if (button >= MAX_BUTTONS)
		return false;
	if (button / BITS >= set->size && !grow(set, button))
		return false;
	set->bytes[button / BITS] |= 1 << button % BITS;
	return true;
}

static void button_set_remove(struct tapi_button_set *set, DWORD button)
{
	if (button_set_has(set, button))
		set->bytes[button / BITS] &= ~(1 << button % BITS);
}

static void button_set_free(struct tapi_button_set *set)
{
	free(set->bytes);
	*set = (struct tapi_button_set){ 0 };
}

void tapi_message_queue_init(struct tapi_message_queue *queue)
{
	TAILQ_INIT(&queue->messages);
	queue->count = 0;
}

/* A REINIT has no device, as it concerns all phones. */
static bool is_reinit(const struct tapi_message *message)
{
	return message->content.dwMessageID == PHONE_STATE &&
	       !message->content.hDevice;
}

static void count_state(struct tapi_backlog *backlog,
			struct tapi_message *message)
{
	if (is_reinit(message)) {
		backlog->has_reinit = true;
		return;
	}
	backlog->nr_states++;
	backlog->last_state = message;
}

static void count_button(struct tapi_backlog *backlog,
			 const PHONEMESSAGE *content)
{
	DWORD button = (DWORD)content->dwParam1;

	backlog->nr_buttons++;
	if (content->dwParam3 == PHONEBUTTONSTATE_DOWN)
		button_set_add(&backlog->down, button);
	else
		button_set_remove(&backlog->down, button);
}

static void count_in(struct tapi_message *message)
{
	struct tapi_backlog *backlog = message->backlog;

	switch (message->content.dwMessageID) {
	case PHONE_STATE:
		count_state(backlog, message);
		break;
	case PHONE_BUTTON:
		count_button(backlog, &message->content);
		break;
	case PHONE_DEVSPECIFIC:
		backlog->nr_devspecific++;
		break;
	}
}

static void uncount_state(struct tapi_backlog *backlog,
			  const struct tapi_message *message)
{
	if (is_reinit(message)) {
		backlog->has_reinit = false;
		return;
	}
	backlog->nr_states--;
	if (backlog->last_state == message)
		backlog->last_state = NULL;
}

static void count_out(const struct tapi_message *message)
{
	struct tapi_backlog *backlog = message->backlog;

	switch (message->content.dwMessageID) {
	case PHONE_STATE:
		uncount_state(backlog, message);
		break;
	case PHONE_BUTTON:
		backlog->nr_buttons--;
		break;
	case PHONE_DEVSPECIFIC:
		backlog->nr_devspecific--;
		break;
	case PHONE_REPLY:
		backlog->nr_requests--;
		break;
	}
}

void tapi_message_queue_add(struct tapi_message_queue *queue,
			    struct tapi_message *message)
{
	TAILQ_INSERT_TAIL(&queue->messages, message, link);
	queue->count++;
	if (message->backlog)
		count_in(message);
}

static void take_out(struct tapi_message_queue *queue,
		     struct tapi_message *message)
{
	TAILQ_REMOVE(&queue->messages, message, link);
	queue->count--;
	if (message->backlog)
		count_out(message);
}

struct tapi_message *tapi_message_queue_take(struct tapi_message_queue *queue)
{
	struct tapi_message *message = TAILQ_FIRST(&queue->messages);

	if (message)
		take_out(queue, message);
	return message;
}

static void purge(struct tapi_message_queue *queue,
		  const struct tapi_backlog *backlog,
		  const struct tapi_session *session,
		  struct tapi_message_list *purged)
{
	struct tapi_message *message = TAILQ_FIRST(&queue->messages), *next;

	for (; message; message = next) {
		next = TAILQ_NEXT(message, link);
		if (backlog && message->backlog != backlog)
			continue;
		if (session && message->session != session)
			continue;
		take_out(queue, message);
		TAILQ_INSERT_TAIL(purged, message, link);
	}
}

void tapi_message_queue_purge(struct tapi_message_queue *queue,
			      const struct tapi_backlog *backlog,
			      struct tapi_message_list *purged)
{
	purge(queue, backlog, NULL, purged);
}

/*
 * A PHONE_STATE with several bits has no detail, so the program asks for the
 * values. With a single bit, the detail is the newest value. The detail of LAMP is
 * the ID of the lamp, so changes of two lamps become LAMP and OTHER.
 */
static void merge(PHONEMESSAGE *content, DWORD states, DWORD_PTR detail)
{
	DWORD merged = (DWORD)content->dwParam1 | states;

	if (merged == PHONESTATE_LAMP && content->dwParam2 != detail)
		merged |= PHONESTATE_OTHER;
	content->dwParam1 = merged;
	content->dwParam2 = merged & (merged - 1) ? 0 : detail;
}

bool tapi_backlog_admits_state(struct tapi_backlog *backlog, DWORD states,
			       DWORD_PTR detail)
{
	if (backlog->nr_states < TAPI_MAX_WAITING)
		return true;
	tapi_backlog_lose_state(backlog, states, detail);
	return false;
}

void tapi_backlog_lose_state(struct tapi_backlog *backlog, DWORD states,
			     DWORD_PTR detail)
{
	if (backlog->last_state)
		merge(&backlog->last_state->content, states, detail);
}

void tapi_backlog_lose_button(struct tapi_backlog *backlog, DWORD button,
			      DWORD state)
{
	if (state == PHONEBUTTONSTATE_DOWN)
		button_set_add(&backlog->dropped, button);
}

bool tapi_backlog_admits_button(struct tapi_backlog *backlog, DWORD button,
				DWORD state)
{
	bool room = backlog->nr_buttons < TAPI_MAX_WAITING;

	if (state == PHONEBUTTONSTATE_DOWN) {
		button_set_remove(&backlog->dropped, button);
		if (!room)
			tapi_backlog_lose_button(backlog, button, state);
		return room;
	}
	if (button_set_has(&backlog->dropped, button)) {
		button_set_remove(&backlog->dropped, button);
		return false;
	}
	return room || button_set_has(&backlog->down, button);
}

bool tapi_backlog_admits_devspecific(const struct tapi_backlog *backlog)
{
	return backlog->nr_devspecific < TAPI_MAX_WAITING;
}

bool tapi_backlog_admits_reinit(const struct tapi_backlog *backlog)
{
	return !backlog->has_reinit;
}

bool tapi_backlog_admits_request(const struct tapi_backlog *backlog)
{
	return backlog->nr_requests < TAPI_MAX_WAITING;
}

void tapi_backlog_free(struct tapi_backlog *backlog)
{
	button_set_free(&backlog->down);
	button_set_free(&backlog->dropped);
}

struct tapi_message *tapi_message_new(struct tapi_handle *handle, DWORD id)
{
	struct tapi_message *message = calloc(1, sizeof(*message));

	if (!message)
		return NULL;
	message->session = handle->session;
	message->backlog = &handle->backlog;
	message->content.hDevice = handle->number;
	message->content.dwMessageID = id;
	message->content.dwCallbackInstance = handle->instance;
	return message;
}

void tapi_message_post(struct tapi_handle *handle, struct tapi_message *message)
{
	handle->references++;
	tapi_port_post(handle->session->port, message);
}

static void post_to_session(struct tapi_session *session, DWORD id,
			    DWORD parameter)
{
	struct tapi_message *message = calloc(1, sizeof(*message));

	if (!message)
		return;
	message->session = session;
	message->content.dwMessageID = id;
	message->content.dwParam1 = parameter;
	tapi_port_post(session->port, message);
}

void tapi_message_post_to_all(DWORD id, DWORD parameter)
{
	struct tapi_session *session;

	LIST_FOREACH(session, &tapi.sessions, link) {
		if (tapi_version_has_message(session->version, id))
			post_to_session(session, id, parameter);
	}
}

static struct tapi_handle *handle_of(const struct tapi_message *message)
{
	if (!message->backlog)
		return NULL;
	return (struct tapi_handle *)((char *)message->backlog -
				      offsetof(struct tapi_handle, backlog));
}

void tapi_message_taken(struct tapi_message *message)
{
	struct tapi_handle *handle = handle_of(message);

	if (handle)
		tapi_handle_put(handle);
}

void tapi_message_free(struct tapi_message *message)
{
	tapi_message_taken(message);
	free(message);
}

static void free_all(struct tapi_message_list *messages)
{
	struct tapi_message *message;

	while ((message = TAILQ_FIRST(messages))) {
		TAILQ_REMOVE(messages, message, link);
		tapi_message_free(message);
	}
}

void tapi_message_purge(struct tapi_handle *handle)
{
	struct tapi_message_list purged = TAILQ_HEAD_INITIALIZER(purged);
	struct tphone_port *port = handle->session->port;

	tapi_message_queue_purge(&port->queue, &handle->backlog, &purged);
	tapi_port_update(port);
	free_all(&purged);
}

void tapi_message_purge_session(struct tapi_session *session)
{
	struct tapi_message_list purged = TAILQ_HEAD_INITIALIZER(purged);

	purge(&session->port->queue, NULL, session, &purged);
	tapi_port_update(session->port);
	free_all(&purged);
}
