/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Several messages of a session at once, for cases that count them.
 */
#ifndef CONFORMANCE_APPLICATION_MESSAGES_H
#define CONFORMANCE_APPLICATION_MESSAGES_H

#include "application.h"

#define MESSAGES_MAX	64

/**
 * struct messages - messages in the order in which they came
 * @nr: how many
 * @message: they
 */
struct messages {
	unsigned int nr;
	PHONEMESSAGE message[MESSAGES_MAX];
};

/* Exactly that many: no further ones within A_WHILE. */
struct messages messages_exactly(HPHONEAPP app, unsigned int nr);

/* All messages until none has come for A_WHILE. */
struct messages messages_all(HPHONEAPP app);

/* How many are of this kind; and are PHONE_STATE with a bit. */
unsigned int messages_count(const struct messages *messages, DWORD message);
unsigned int messages_count_state(const struct messages *messages,
				  DWORD state);

/* The only one of this kind; the only PHONE_STATE with a bit. */
PHONEMESSAGE messages_one(const struct messages *messages, DWORD message);
PHONEMESSAGE messages_one_state(const struct messages *messages, DWORD state);

/* How many belong to a handle. */
unsigned int messages_count_handle(const struct messages *messages,
				   HPHONE handle);

/*
 * Waits until a session has a message, and long enough for others that are on
 * their way, without taking any.
 */
void messages_wait(HPHONEAPP app);

/* Whether the session has one. */
bool messages_waiting(HPHONEAPP app);

#endif /* CONFORMANCE_APPLICATION_MESSAGES_H */
