// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of tokens and numbers: the values of attributes, and the actions of the
 * virtual user.
 */
#include "token.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void drop(struct tpsim_line *line, size_t len)
{
	line->text += len;
	line->len -= len;
}

/**
 * tpsim_next_token() - take a token off a line
 * @line: the line; the rest of it afterwards
 * @token: receives the token
 *
 * Return: true if there was one.
 */
bool tpsim_next_token(struct tpsim_line *line, struct tpsim_line *token)
{
	while (line->len && is_blank(line->text[0]))
		drop(line, 1);
	token->text = line->text;
	token->len = 0;
	while (line->len && !is_blank(line->text[0])) {
		drop(line, 1);
		token->len++;
	}
	return token->len;
}

/**
 * tpsim_at_end() - is there no token left?
 * @line: the line, whose leading blanks are dropped
 *
 * Return: true if there is none.
 */
bool tpsim_at_end(struct tpsim_line *line)
{
	while (line->len && is_blank(line->text[0]))
		drop(line, 1);
	return !line->len;
}

/**
 * tpsim_token_is() - is a token equal to a string?
 * @token: the token
 * @text: the string
 *
 * Return: true if it is.
 */
bool tpsim_token_is(const struct tpsim_line *token, const char *text)
{
	return strlen(text) == token->len &&
	       !memcmp(text, token->text, token->len);
}

static u32 digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

static int digits(struct tpsim_line token, u32 base, u64 max, u64 *value)
{
	u64 most = base == 16 ? ~0ULL / 16 : ~0ULL / 10;
	u64 sum = 0;

	if (!token.len)
		return -EINVAL;
	for (; token.len; drop(&token, 1)) {
		u32 next = digit(token.text[0]);

		if (next >= base || sum > most)
			return -EINVAL;
		sum *= base;
		if (sum > max || next > max - sum)
			return -EINVAL;
		sum += next;
	}
	*value = sum;
	return 0;
}

static bool has_prefix(const struct tpsim_line *token)
{
	return token->len > 2 && token->text[0] == '0' &&
	       (token->text[1] == 'x' || token->text[1] == 'X');
}

/**
 * tpsim_number() - a token as a number
 * @token: decimal, or hexadecimal with 0x in front
 * @max: the largest number that is accepted
 * @value: receives it
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_number(const struct tpsim_line *token, u64 max, u64 *value)
{
	if (has_prefix(token))
		return tpsim_hex(token, max, value);
	return digits(*token, 10, max, value);
}

/**
 * tpsim_hex() - a token as a hexadecimal number
 * @token: the token, 0x in front is optional
 * @max: the largest number that is accepted
 * @value: receives it
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_hex(const struct tpsim_line *token, u64 max, u64 *value)
{
	struct tpsim_line rest = *token;

	if (has_prefix(token))
		drop(&rest, 2);
	return digits(rest, 16, max, value);
}

/**
 * tpsim_next_number() - take a number off a line
 * @line: the line; the rest of it afterwards
 * @max: the largest number that is accepted
 * @value: receives it
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_next_number(struct tpsim_line *line, u64 max, u64 *value)
{
	struct tpsim_line token;

	if (!tpsim_next_token(line, &token))
		return -EINVAL;
	return tpsim_number(&token, max, value);
}

/**
 * tpsim_only_number() - a line with one number and nothing else
 * @line: the line
 * @max: the largest number that is accepted
 * @value: receives it; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_only_number(struct tpsim_line line, u64 max, u64 *value)
{
	u64 number;

	if (tpsim_next_number(&line, max, &number) || !tpsim_at_end(&line))
		return -EINVAL;
	*value = number;
	return 0;
}

/**
 * tpsim_only_bool() - a line with 0 or 1
 * @line: the line
 * @value: receives it; left alone on error
 *
 * Return: 0 or -EINVAL.
 */
int tpsim_only_bool(struct tpsim_line line, bool *value)
{
	u64 number;

	if (tpsim_only_number(line, 1, &number))
		return -EINVAL;
	*value = number;
	return 0;
}
