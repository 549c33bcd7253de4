/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A session: programs that are executed one after the other on one phone, which
 * is new at the beginning. Making one takes longer than a program, and so does
 * writing a file of the host.
 *
 * What a program leaves behind at the phone is found by the next one, so when
 * the kernel dies the session is what can be executed again, not a program. In a
 * file it is their calls, with a CALL_END after each; so a program is a session.
 */
#ifndef FUZZ_SESSION_H
#define FUZZ_SESSION_H

#include "program.h"

#define SESSION_MAX_PROGRAMS	48

struct session {
	unsigned int nr;
	struct program programs[SESSION_MAX_PROGRAMS];
};

/* 0 or a negative errno. */
int session_load(struct session *session, const char *path);
int session_save(const struct session *session, const char *path);

void session_print(const struct session *session, FILE *file);

#endif /* FUZZ_SESSION_H */
