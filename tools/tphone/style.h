/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Colours, if standard output is a terminal and NO_COLOR is not set. */
#ifndef TPHONE_STYLE_H
#define TPHONE_STYLE_H

enum style {
	STYLE_PLAIN,	/* ends any other */
	STYLE_BOLD,
	STYLE_FAINT,
	STYLE_RED,
	STYLE_GREEN,
	STYLE_YELLOW,
	STYLE_CYAN,
};

/* The escape sequence that switches to a style, "" without colours. */
const char *style(enum style style);

/* Are colours wanted with this NO_COLOR and TERM (NULL: not set)? */
int style_wanted(int is_terminal, const char *no_color, const char *term);

#endif
