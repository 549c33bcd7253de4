/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Explain why permission was denied, and how to get it. */
#ifndef TPHONE_ACCESS_H
#define TPHONE_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define ACCESS_RULE	"60-tphone.rules"

/* Facts about a device node that could not be opened. */
struct access_facts {
	const char *path;
	const char *group;	/* of the node */
	mode_t mode;		/* of the node */
	bool group_is_root;
	bool in_group;		/* this process is */
	bool will_be_in_group;	/* the user is, from the next login on */
	bool rule_installed;	/* ACCESS_RULE */
	bool writing;		/* for writing, not only for reading */
};

/* Format one line: the reason and the remedy. */
void access_text(const struct access_facts *facts, char *text, size_t size);

/* Find the facts, and complain; returns EXIT_PERMISSION. */
int access_complain(const char *path, bool writing);

#endif
