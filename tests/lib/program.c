// SPDX-License-Identifier: LGPL-2.1-or-later
/* Built with the installed files, in C and in C++; needs no phone. */
#include <stdio.h>
#include <string.h>
#include <tphone.h>

int main(void)
{
	struct tphone_request request;
	struct tphone_list *list;
	struct tphone *phone;
	char path[64];

	tphone_request_set_lamp(&request, 1, TPHONE_LAMPMODE_STEADY);
	if (strcmp(tphone_opcode_name(request.opcode), "set-lamp"))
		return 1;
	if (tphone_open("/dev/null", TPHONE_ROLE_NONE, &phone) != -25)
		return 2;
	if (tphone_list_new(&list))
		return 3;
	printf("%u phones\n", (unsigned int)tphone_list_count(list));
	tphone_list_free(list);
	if (tphone_find("no-such-phone", path, sizeof(path)) != -19)
		return 4;
	return 0;
}
