// SPDX-License-Identifier: LGPL-2.1-or-later
/* The operations that are nothing but a request and a wait. */
#include "../common/visible.h"

TPHONE_API int tphone_set_lamp(struct tphone *phone, unsigned int lamp,
			       unsigned int mode, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_lamp(&request, lamp, mode);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_ring(struct tphone *phone, unsigned int mode,
			       unsigned int volume, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_ring(&request, mode, volume);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_hook(struct tphone *phone, unsigned int devices,
			       unsigned int mode, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_hook(&request, devices, mode);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_volume(struct tphone *phone, unsigned int device,
				 unsigned int volume, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_volume(&request, device, volume);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_gain(struct tphone *phone, unsigned int device,
			       unsigned int gain, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_gain(&request, device, gain);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_display(struct tphone *phone, unsigned int row,
				  unsigned int column, const char *text,
				  int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_display(&request, row, column, text);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}

TPHONE_API int tphone_set_button(struct tphone *phone, unsigned int button,
				 unsigned int mode, unsigned int function,
				 const char *text, int timeout_ms)
{
	struct tphone_request request;

	tphone_request_set_button(&request, button, mode, function, text);
	return tphone_execute(phone, &request, timeout_ms, NULL);
}
