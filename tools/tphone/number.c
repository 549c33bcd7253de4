// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "macros.h"
#include "number.h"

#define LEVEL_MAX	65535U

int number_parse(const char *text, unsigned long max, unsigned long *value)
{
	char *end;

	/* strtoul() would accept blanks and signs, and read 010 as eight. */
	if (!isdigit((unsigned char)text[0]))
		return -1;
	errno = 0;
	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
		*value = strtoul(text, &end, 16);
	else
		*value = strtoul(text, &end, 10);
	return *end || errno || *value > max ? -1 : 0;
}

int duration_parse(const char *text, unsigned long max, unsigned long *ms)
{
	static const struct {
		const char *name;
		unsigned long ms;
	} units[] = { { "ms", 1 }, { "s", 1000 }, { "m", 60000 } };
	size_t length = strspn(text, "0123456789"), i;
	char digits[24];

	if (length >= sizeof(digits))
		return -1;
	memcpy(digits, text, length);
	digits[length] = '\0';
	for (i = 0; i < ARRAY_SIZE(units); i++) {
		if (strcmp(text + length, units[i].name))
			continue;
		if (number_parse(digits, max / units[i].ms, ms))
			return -1;
		*ms *= units[i].ms;
		return 0;
	}
	return -1;
}

int level_parse(const char *text, unsigned int *level)
{
	size_t length = strlen(text);
	unsigned long number;
	char digits[8];

	if (!length || text[length - 1] != '%') {
		if (number_parse(text, LEVEL_MAX, &number))
			return -1;
		*level = number;
		return 0;
	}
	if (length > sizeof(digits))
		return -1;
	memcpy(digits, text, length - 1);
	digits[length - 1] = '\0';
	if (number_parse(digits, 100, &number))
		return -1;
	*level = (LEVEL_MAX * number + 50) / 100;
	return 0;
}

unsigned int level_percent(unsigned int level)
{
	return (level * 100U + LEVEL_MAX / 2) / LEVEL_MAX;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int hex_parse(const char *text, unsigned char *bytes, size_t room, size_t *length)
{
	int high, low;

	*length = 0;
	while (*text) {
		if (*text == ' ' || *text == ':') {
			text++;
			continue;
		}
		high = hex_digit(text[0]);
		low = high < 0 ? -1 : hex_digit(text[1]);
		if (low < 0 || *length == room)
			return -1;
		bytes[(*length)++] = high << 4 | low;
		text += 2;
	}
	return 0;
}
