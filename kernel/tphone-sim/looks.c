// SPDX-License-Identifier: GPL-2.0-only
/*
 * A picture of the phone as text.
 *
 * Each line is written as a whole or not at all. If not all lines fit, the last one
 * is "...", for which room is reserved.
 */
#include "../tphone/text.h"
#include "looks.h"
#include "name.h"

static const char more[] = "...\n";

#define MORE_LEN	(sizeof(more) - 1)

/**
 * struct tpsim_page - a text that is being written
 * @text: buffer
 * @size: bytes at @text, without the reserve for the last line
 * @len: bytes written
 * @line: where the current line begins
 * @full: a line did not fit
 */
struct tpsim_page {
	char *text;
	size_t size;
	size_t len;
	size_t line;
	bool full;
};

static void put(struct tpsim_page *page, const char *text, size_t len)
{
	if (page->full)
		return;
	if (len > page->size - page->len) {
		page->len = page->line;
		page->full = true;
		return;
	}
	memcpy(page->text + page->len, text, len);
	page->len += len;
}

static void put_text(struct tpsim_page *page, const char *text)
{
	put(page, text, strlen(text));
}

static void put_number(struct tpsim_page *page, u32 number)
{
	char digits[10];
	size_t i = sizeof(digits);

	do {
		digits[--i] = '0' + number % 10;
		number /= 10;
	} while (number);
	put(page, digits + i, sizeof(digits) - i);
}

static void end_line(struct tpsim_page *page)
{
	put(page, "\n", 1);
	page->line = page->len;
}

static void show_edge(struct tpsim_page *page, u32 columns)
{
	put_text(page, "+");
	while (columns--)
		put_text(page, "-");
	put_text(page, "+");
	end_line(page);
}

static void show_display(struct tpsim_page *page,
			 const struct tpsim_state *state)
{
	char code[TPHONE_UTF8_MAX];
	u32 row, column;
	u32 cell = 0;

	if (!state->rows)
		return;
	show_edge(page, state->columns);
	for (row = 0; row < state->rows; row++) {
		put_text(page, "|");
		for (column = 0; column < state->columns; column++, cell++)
			put(page, code, tphone_utf8_encode(state->cells[cell],
							   (u8 *)code));
		put_text(page, "|");
		end_line(page);
	}
	show_edge(page, state->columns);
}

static void show_link(struct tpsim_page *page, const struct tpsim_state *state)
{
	put_text(page, "link: ");
	put_text(page, state->connected ? "connected" : "broken");
	if (state->suspended)
		put_text(page, ", suspended");
	if (state->in_use)
		put_text(page, ", in use");
	end_line(page);
}

static void show_ringer(struct tpsim_page *page,
			const struct tpsim_state *state)
{
	if (!state->nr_ring_modes)
		return;
	put_text(page, "ringer: ");
	if (state->ring_mode) {
		put_text(page, "mode ");
		put_number(page, state->ring_mode);
	} else {
		put_text(page, "silent");
	}
	put_text(page, ", volume ");
	put_number(page, state->ring_volume);
	end_line(page);
}

static void show_hooks(struct tpsim_page *page,
		       const struct tpsim_state *state)
{
	u32 i;

	for (i = 0; i < TPHONE_NR_HOOK_DEVICES; i++) {
		if (!(state->hook_devices & 1U << i))
			continue;
		put_text(page, tpsim_device_name(1U << i));
		put_text(page, ": ");
		put_text(page, tpsim_hook_mode_name(state->hook[i]));
		put_text(page, ", volume ");
		put_number(page, state->volume[i]);
		put_text(page, ", gain ");
		put_number(page, state->gain[i]);
		end_line(page);
	}
}

static void show_button(struct tpsim_page *page,
			const struct tpsim_button *button, u32 number)
{
	bool dummy = button->mode == TPHONE_BUTTONMODE_DUMMY;

	put_text(page, dummy ? "lamp " : "key ");
	put_number(page, number);
	put_text(page, " \"");
	put_text(page, button->text);
	put_text(page, "\":");
	if (!dummy)
		put_text(page, button->momentary ? " momentary" :
			       button->down ? " down" : " up");
	if (button->lamp != TPHONE_LAMPMODE_DUMMY) {
		put_text(page, dummy ? " " : ", lamp ");
		put_text(page, tpsim_lamp_mode_name(button->lamp));
	}
	end_line(page);
}

/**
 * tpsim_looks() - draw a picture of the phone
 * @state: the phone
 * @text: receives the text, which is not terminated
 * @size: bytes at @text, at least a few
 *
 * Return: bytes of the text.
 */
size_t tpsim_looks(const struct tpsim_state *state, char *text, size_t size)
{
	struct tpsim_page page = { .text = text, .size = size - MORE_LEN };
	u32 i;

	show_display(&page, state);
	show_link(&page, state);
	show_ringer(&page, state);
	show_hooks(&page, state);
	for (i = 0; i < state->nr_buttons; i++)
		show_button(&page, &state->buttons[i], i);
	if (page.full) {
		memcpy(text + page.len, more, MORE_LEN);
		page.len += MORE_LEN;
	}
	return page.len;
}
