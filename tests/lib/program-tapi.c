// SPDX-License-Identifier: LGPL-2.1-or-later
/* The same as program.c, with TAPI and the interface for providers. */
#include <stdio.h>
#include <string.h>
#include <tphone/tapi.h>
#include <tphone/tspi.h>

/* Both forms of names, and standard types instead of those of Windows. */
static LONG name_of(HPHONEAPP app, LPPHONECAPS caps)
{
	LONG ret = phoneGetDevCapsA(app, 0, 0x00020002, 0, caps);

	return ret ? ret : phoneGetDevCapsW(app, 0, 0x00020002, 0, caps);
}

int main(void)
{
	DWORD count = 7, version = 0x00020002;
	PHONEINITIALIZEEXPARAMS params;
	HPHONEAPP app = 0;
	PHONECAPS caps;

	memset(&params, 0, sizeof(params));
	params.dwTotalSize = sizeof(params);
	params.dwOptions = PHONEINITIALIZEEXOPTION_USEEVENT;
	memset(&caps, 0, sizeof(caps));
	caps.dwTotalSize = sizeof(caps);
	if (sizeof(DWORD) != 4 || sizeof(PHONECAPS) != PHONECAPS_SIZE_2_2)
		return 1;
	if (name_of(1, &caps) != PHONEERR_UNINITIALIZED)
		return 2;
	/* No provider, as the test must not depend on the machine. */
	if (tphone_tapi_add_provider(NULL))
		return 3;
	if (phoneInitializeExA(&app, NULL, NULL, "program", &count, &version,
			       &params))
		return 4;
	if (count || name_of(app, &caps) != PHONEERR_BADDEVICEID)
		return 5;
	if (phoneShutdown(app) || !tphone_tspi_builtin()->phoneOpen)
		return 6;
	printf("%s\n", tphone_phoneerr_name(PHONEERR_INUSE));
	return 0;
}
