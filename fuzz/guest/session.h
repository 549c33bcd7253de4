/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A session: programs that are executed one after the other on one phone, which
 * is new at the beginning. Making a phone takes longer than executing a program, and
 * so does writing a file of the host.
 *
 * A program can depend on the state that earlier programs leave in the phone, so the
 * session is stored and executed again after a crash, and not a program. Its file has
 * the calls of all programs, with a CALL_END after each; so a program is a session.
 */
#ifndef FUZZ_SESSION_H
#define FUZZ_SESSION_H

#include "program.h"

#define SESSION_MAX_PROGRAMS	48

struct session {
	unsigned int nr;
	struct program programs[SESSION_MAX_PROGRAMS];
};

/* Each returns 0 or a negative errno. */
int session_load(struct session *session, const char *path);
int session_save(const struct session *session, const char *path);

void session_print(const struct session *session, FILE *file);

#endif /* FUZZ_SESSION_H */
