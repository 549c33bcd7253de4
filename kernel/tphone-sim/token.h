/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TPSIM_TOKEN_H
#define TPSIM_TOKEN_H

#include "../tphone/pure.h"

/**
 * struct tpsim_line - a line, or the rest of it
 * @text: its first byte
 * @len: bytes of it
 */
struct tpsim_line {
	const char *text;
	size_t len;
};

bool tpsim_next_token(struct tpsim_line *line, struct tpsim_line *token);
bool tpsim_at_end(struct tpsim_line *line);
bool tpsim_token_is(const struct tpsim_line *token, const char *text);
int tpsim_number(const struct tpsim_line *token, u64 max, u64 *value);
int tpsim_hex(const struct tpsim_line *token, u64 max, u64 *value);
int tpsim_next_number(struct tpsim_line *line, u64 max, u64 *value);
int tpsim_only_number(struct tpsim_line line, u64 max, u64 *value);
int tpsim_only_bool(struct tpsim_line line, bool *value);

static inline struct tpsim_line tpsim_line(const char *text, size_t len)
{
	return (struct tpsim_line){ .text = text, .len = len };
}

#endif /* TPSIM_TOKEN_H */
