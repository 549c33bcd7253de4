// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "complain.h"
#include "frame.h"
#include "style.h"
#include "text.h"

/* A row has at most 256 cells of at most 4 bytes. */
#define ROW_SIZE	(4 * 256 + 1)

static void get_row(const char *text, unsigned int columns, unsigned int row, char out[ROW_SIZE])
{
	size_t length;
	const char *from = tphone_display_row(text, columns, row, &length);

	snprintf(out, ROW_SIZE, "%.*s", from ? (int)length : 0, from ? from : "");
}

static void print_border(unsigned int columns)
{
	unsigned int i;

	putchar('+');
	for (i = 0; i < columns; i++)
		putchar('-');
	puts("+");
}

static void print_row(const char *text, unsigned int columns, unsigned int row)
{
	char line[ROW_SIZE], clean[ROW_SIZE];

	get_row(text, columns, row, line);
	text_printable(clean, sizeof(clean), line);
	printf("|%s%s%s|\n", style(STYLE_BOLD), clean, style(STYLE_PLAIN));
}

int frame_print(const struct target *target)
{
	struct tphone_display display;
	unsigned int row;
	char *text;
	int error;

	error = tphone_get_display(target->phone, &text, &display, sizeof(display));
	if (error == -EOPNOTSUPP)
		return target_refuse(target, ": this phone has no display");
	if (error < 0)
		return target_complain(target, error);
	print_border(display.columns);
	for (row = 0; row < display.rows; row++)
		print_row(text, display.columns, row);
	print_border(display.columns);
	free(text);
	return EXIT_OK;
}

static json_t *lines_json(const char *text, const struct tphone_display *display)
{
	json_t *lines = json_new_array();
	char line[ROW_SIZE];
	unsigned int row;

	for (row = 0; row < display->rows; row++) {
		get_row(text, display->columns, row, line);
		json_append_text(lines, line);
	}
	return lines;
}

int frame_json(const struct target *target, json_t **display)
{
	struct tphone_display answer;
	char *text;
	int error;

	error = tphone_get_display(target->phone, &text, &answer, sizeof(answer));
	if (error == -EOPNOTSUPP) {
		*display = json_null();
		return EXIT_OK;
	}
	if (error < 0)
		return target_complain(target, error);
	*display = json_new_object();
	json_put_number(*display, "rows", answer.rows);
	json_put_number(*display, "columns", answer.columns);
	json_put(*display, "lines", lines_json(text, &answer));
	free(text);
	return EXIT_OK;
}
