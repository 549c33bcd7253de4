// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The shortest program that does something with a telephone: it makes a lamp
 * flash.
 *
 *	lamp 12			of the only phone there is
 *	lamp 12 tphone1		of this one
 */
#include <stdio.h>
#include <stdlib.h>
#include <tphone.h>

int main(int argc, char **argv)
{
	const char *name = argc > 2 ? argv[2] : NULL;
	struct tphone *phone;
	char path[256];
	int error;

	if (argc < 2) {
		fprintf(stderr, "usage: lamp LAMP [PHONE]\n");
		return 2;
	}

	/* The device node for "0", an id or whatever the user has typed. */
	error = tphone_find(name, path, sizeof(path));

	/* Only the owner may change a phone; any number of monitors may watch. */
	if (!error)
		error = tphone_open(path, TPHONE_ROLE_OWNER, &phone);
	if (error) {
		fprintf(stderr, "lamp: %s\n", tphone_strerror(error));
		return 1;
	}

	/* This waits until the phone has done it, but at most a second. */
	error = tphone_set_lamp(phone, atoi(argv[1]), TPHONE_LAMPMODE_FLASH, 1000);
	if (error)
		fprintf(stderr, "lamp: %s\n", tphone_strerror(error));

	/*
	 * The lamp goes on flashing, unless this was the last handle and the lamp
	 * shows a call: the kernel puts such lamps out (reset_on_last_close).
	 */
	tphone_close(phone);
	return error ? 1 : 0;
}
