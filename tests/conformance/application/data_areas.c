// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Data areas. A new phone has downloads of 256 and 1024 bytes, which are also uploads
 * with the same numbers, and an upload of 64 bytes that only the phone writes.
 */
#include <stdlib.h>
#include <string.h>

#include "functions.h"

#define BIG_AREA_SIZE	1024
#define NR_DOWNLOADS	2
#define NR_UPLOADS	3
#define UPLOAD_ALONE	2

#define GUARD		0xa5

/* Numbers that differ from place to place. */
static void fill(unsigned char *data, size_t size, unsigned int seed)
{
	size_t i;

	for (i = 0; i < size; i++)
		data[i] = (unsigned char)(i * 7 + i / 251 + seed);
}

/* phoneGetData() that writes nothing beyond the bytes it should copy. */
static void check_area(HPHONE handle, DWORD area, DWORD asked,
		       const unsigned char *expected, size_t size)
{
	unsigned char data[BIG_AREA_SIZE + 256];
	size_t i;

	CHECK(asked <= sizeof(data));
	memset(data, GUARD, sizeof(data));
	CHECK_OK(phoneGetData(handle, area, data, asked));
	CHECK(!memcmp(data, expected, size));
	for (i = size; i < sizeof(data); i++)
		CHECK_EQ(data[i], GUARD);
}

CASE(T204, CHANGES, "what is written to an area can be read from it")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned char data[BIG_AREA_SIZE];
	unsigned char other[AREA_SIZE];

	fill(data, sizeof(data), 3);
	fill(other, sizeof(other), 4);
	APP_DO(app, phoneSetData(handle, 1, data, sizeof(data)));
	APP_DO(app, phoneSetData(handle, 0, other, sizeof(other)));
	check_area(handle, 1, sizeof(data), data, sizeof(data));
	check_area(handle, 0, sizeof(other), other, sizeof(other));

	/* Bytes of any value, at the beginning of the area. */
	memset(data, 0, 4);
	data[1] = 0xff;
	APP_DO(app, phoneSetData(handle, 1, data, 4));
	check_area(handle, 1, 4, data, 4);
}

CASE(T205, CHANGES, "phoneGetData() copies no more than it is asked for")
{
	static const DWORD sizes[] = { 1, 5, 64, AREA_SIZE - 1, AREA_SIZE };
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned char data[AREA_SIZE];
	unsigned int i;

	fill(data, sizeof(data), 5);
	APP_DO(app, phoneSetData(handle, 0, data, sizeof(data)));
	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		check_area(handle, 0, sizes[i], data, sizes[i]);
}

CASE(T206, CHANGES, "phoneGetData() of 0 bytes copies nothing")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	APP_DO(app, phoneSetData(handle, 0, "something", 9));
	check_area(handle, 0, 0, (const unsigned char *)"", 0);
	CHECK_OK(phoneGetData(handle, 0, NULL, 0));
}

CASE(T207, CHANGES, "phoneGetData() copies no more than the area has")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned char data[AREA_SIZE];

	fill(data, sizeof(data), 6);
	APP_DO(app, phoneSetData(handle, 0, data, sizeof(data)));
	check_area(handle, 0, AREA_SIZE + 1, data, AREA_SIZE);
	check_area(handle, 0, BIG_AREA_SIZE + 256, data, AREA_SIZE);
}

CASE(T208, CHANGES, "an area that is not there is INVALDATAID")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONECAPS *caps = app_caps(app, app_device(app, phone));
	unsigned char byte = 1;

	CHECK_EQ(caps->dwNumGetData, NR_UPLOADS);
	CHECK_EQ(caps->dwNumSetData, NR_DOWNLOADS);
	free(caps);
	CHECK_OK(phoneGetData(handle, NR_UPLOADS - 1, &byte, 1));
	CHECK_RESULT(phoneGetData(handle, NR_UPLOADS, &byte, 1),
		     PHONEERR_INVALDATAID);
	CHECK_RESULT(phoneGetData(handle, 0xffffffff, &byte, 1),
		     PHONEERR_INVALDATAID);
	APP_DO(app, phoneSetData(handle, NR_DOWNLOADS - 1, &byte, 1));
	CHECK_RESULT(phoneSetData(handle, NR_DOWNLOADS, &byte, 1),
		     PHONEERR_INVALDATAID);
	CHECK_RESULT(phoneSetData(handle, 0xffffffff, &byte, 1),
		     PHONEERR_INVALDATAID);
	app_no_message(app);
}

CASE(T209, CHANGES, "without areas both functions are OPERATIONUNAVAIL")
{
	struct phone *upload = phone_new("downloads=;uploads=64");
	struct phone *download = phone_new("downloads=64;uploads=");
	HPHONEAPP app = app_begin();
	unsigned char byte = 1;
	PHONECAPS *caps;
	HPHONE handle;

	caps = app_caps(app, app_device(app, upload));
	CHECK_EQ(caps->dwNumSetData, 0);
	CHECK_EQ(caps->dwNumGetData, 1);
	free(caps);
	handle = app_open_owner(app, upload);
	CHECK_RESULT(phoneSetData(handle, 0, &byte, 1),
		     PHONEERR_OPERATIONUNAVAIL);
	CHECK_RESULT(phoneSetData(handle, 0xffffffff, &byte, 1),
		     PHONEERR_OPERATIONUNAVAIL);
	CHECK_OK(phoneGetData(handle, 0, &byte, 1));
	app_no_message(app);

	caps = app_caps(app, app_device(app, download));
	CHECK_EQ(caps->dwNumSetData, 1);
	CHECK_EQ(caps->dwNumGetData, 0);
	free(caps);
	handle = app_open_owner(app, download);
	CHECK_RESULT(phoneGetData(handle, 0, &byte, 1),
		     PHONEERR_OPERATIONUNAVAIL);
	CHECK_RESULT(phoneGetData(handle, 0xffffffff, &byte, 1),
		     PHONEERR_OPERATIONUNAVAIL);
	APP_DO(app, phoneSetData(handle, 0, &byte, 1));
}

CASE(T210, CHANGES, "of too many bytes as many are written as fit")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	unsigned char data[AREA_SIZE + 100];
	unsigned char zeros[BIG_AREA_SIZE] = { 0 };

	fill(data, sizeof(data), 7);
	APP_DO(app, phoneSetData(handle, 0, data, sizeof(data)));
	check_area(handle, 0, AREA_SIZE, data, AREA_SIZE);
	check_area(handle, 1, BIG_AREA_SIZE, zeros, BIG_AREA_SIZE);
}

CASE(T211, CHANGES, "bytes of data that is NULL are INVALPOINTER")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);

	CHECK_RESULT(phoneGetData(handle, 0, NULL, 1), PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneGetData(handle, 0, NULL, 0xffffffff),
		     PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneSetData(handle, 0, NULL, 1), PHONEERR_INVALPOINTER);
	CHECK_RESULT(phoneSetData(handle, 0, NULL, 0xffffffff),
		     PHONEERR_INVALPOINTER);
	app_no_message(app);
}

CASE(T212, CHANGES | NEEDS_USER, "other data is PHONESTATE_OTHER")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	PHONEMESSAGE message;

	CHECK_OK(phoneSetStatusMessages(handle, PHONESTATE_OTHER, 0, 0));
	CHECK_REQUEST(phoneSetData(handle, 0, "new", 3));
	message = app_message_of(app, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_OTHER);
	check_area(handle, 0, 3, (const unsigned char *)"new", 3);

	/* The phone itself writes into an area. */
	phone_user(phone, "upload %d by itself", UPLOAD_ALONE);
	message = app_message_of(app, PHONE_STATE);
	CHECK_EQ(message.hDevice, handle);
	CHECK_EQ(message.dwParam1, PHONESTATE_OTHER);
	check_area(handle, UPLOAD_ALONE, 9,
		   (const unsigned char *)"by itself", 9);
}

CASE(T213, CHANGES, "phoneSetData() is a request, phoneGetData() is not")
{
	struct phone *phone = phone_new(NULL);
	HPHONEAPP app = app_begin();
	HPHONE handle = app_open_owner(app, phone);
	DWORD request;

	APP_DO(app, phoneSetData(handle, 0, "before", 6));
	phone_set(phone, "hold", "1");
	request = CHECK_REQUEST(phoneSetData(handle, 0, "after.", 6));
	phone_wait_held(phone, 1);
	check_area(handle, 0, 6, (const unsigned char *)"before", 6);
	app_no_message(app);
	phone_set(phone, "release", "all");
	CHECK_RESULT(app_reply(app, request), 0);
	check_area(handle, 0, 6, (const unsigned char *)"after.", 6);
	app_no_message(app);
}
