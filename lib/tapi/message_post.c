// SPDX-License-Identifier: LGPL-2.1-or-later
#include "handle.h"
#include "message_post.h"
#include "port.h"

#include <stddef.h>
#include <stdlib.h>

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

	tapi_message_queue_purge_session(&session->port->queue, session,
					 &purged);
	tapi_port_update(session->port);
	free_all(&purged);
}
