// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every function with any parameters, valid and invalid, extreme and random: the
 * result is on the list of the function, and nothing is written out of bounds.
 *
 * The numbers are pseudo-random, and the same each time.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "tapi_lists.h"

#define SEED		0x2545f4914f6cdd1dULL
#define NR_CALLS	20000
#define NR_CALLS_KERNEL	4000
#define NR_REQUESTS	0x10000

#define BUFFER_SIZE	4096
#define NR_GUARDS	64
#define GUARD		0x5a

/**
 * struct world - everything that a call may be given
 * @random: state of the generator
 * @phone: the phone, which @absent makes unusable
 * @absent: 0: usable, 1: unplugged, 2: suspended
 * @apps: sessions, of which some are dead
 * @devices: device IDs, of which one is of a phone that is gone
 * @handles: handles, of which some are dead
 * @buffer: for structures, data and texts, with guards behind it
 * @issued: by request ID: name of the function, until its reply has come
 * @nr_replies: how many have come
 * @nr_good: how many calls succeeded
 */
struct world {
	uint64_t random;
	struct phone *phone;
	unsigned int absent;
	HPHONEAPP apps[4];
	DWORD devices[3];
	HPHONE handles[6];
	unsigned char buffer[BUFFER_SIZE + NR_GUARDS];
	const char *issued[NR_REQUESTS];
	unsigned int nr_replies;
	unsigned int nr_good;
};

static struct world world = { .random = SEED };

/* xorshift64* */
static uint32_t random_number(void)
{
	world.random ^= world.random >> 12;
	world.random ^= world.random << 25;
	world.random ^= world.random >> 27;
	return (world.random * 0x2545f4914f6cdd1dULL) >> 32;
}

static bool one_in(unsigned int n)
{
	return random_number() % n == 0;
}

#define PICK(array)	((array)[random_number() % ARRAY_SIZE(array)])

static DWORD any_number(void)
{
	static const DWORD numbers[] = {
		0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 15, 16, 19, 20, 21, 23,
		24, 31, 32, 39, 40, 63, 64, 79, 80, 127, 128, 255, 256, 257,
		1023, 1024, 1025, 4096, 0x1fff, 0x7fff, 0x8000, 0xffff, 0x10000,
		0x10001, 0x20000, 0x20002, 0x7fffffff, 0x80000000, 0x80000001,
		0xfffffffe, 0xffffffff,
	};

	if (one_in(8))
		return random_number();
	if (one_in(3))
		return 1U << random_number() % 32;
	return PICK(numbers);
}

/* Small, so mostly valid. */
static DWORD small_number(void)
{
	return one_in(3) ? any_number() : random_number() % 24;
}

static HPHONEAPP any_app(void)
{
	if (one_in(12))
		return one_in(2) ? PICK(world.handles) : any_number();
	return PICK(world.apps);
}

static HPHONE any_handle(void)
{
	if (one_in(12))
		return one_in(2) ? PICK(world.apps) : any_number();
	return PICK(world.handles);
}

static DWORD any_device(void)
{
	return one_in(8) ? any_number() : PICK(world.devices);
}

static DWORD any_version(void)
{
	static const DWORD versions[] = {
		0x00020000, 0x00020001, 0x00020002, 0x00020002, 0x00010003,
		0x00010004, 0x00030000, 0x00020003, 0, 0xffffffff,
	};

	return PICK(versions);
}

static DWORD any_extension(void)
{
	static const DWORD versions[] = {
		0, 0, 0, 0x00010000, 0x00010001, 0x00010002, 1, 0xffffffff,
	};

	return PICK(versions);
}

/* The buffer with random content, or NULL. */
static void *any_buffer(void)
{
	size_t i;

	for (i = 0; i < 256; i++)
		world.buffer[i] = random_number();
	return one_in(10) ? NULL : world.buffer;
}

/* At an odd address sometimes. */
static void *any_place(DWORD *size)
{
	unsigned char *place = any_buffer();

	*size = BUFFER_SIZE;
	if (place && one_in(4)) {
		place += 1 + random_number() % 3;
		*size -= 4;
	}
	return place;
}

/* No longer than the buffer, unless the pointer is NULL. */
static void *any_data(DWORD *size)
{
	DWORD room;
	void *data = any_place(&room);

	*size = any_number();
	if (data && *size > room)
		*size = random_number() % room;
	return data;
}

static void *any_structure(void)
{
	static const DWORD totals[] = {
		0, 1, 11, 12, 23, 24, 27, 28, 39, 40, 41, 60, 103, 104, 143,
		144, 179, 180, 195, 196, 200, 300, 1000, BUFFER_SIZE - 4,
	};
	DWORD room, total = PICK(totals);
	void *structure = any_place(&room);

	if (structure)
		memcpy(structure, &total, sizeof(total));
	return structure;
}

/* Offset and Size that may point anywhere, and modes that may be valid. */
static PHONEBUTTONINFO *any_button(void)
{
	PHONEBUTTONINFO *info = any_structure();

	if (!info)
		return NULL;
	info->dwButtonMode = one_in(2) ? PHONEBUTTONMODE_CALL : any_number();
	info->dwButtonFunction = one_in(2) ? PHONEBUTTONFUNCTION_HOLD :
				 any_number();
	info->dwButtonTextSize = one_in(2) ? 0 : any_number();
	info->dwButtonTextOffset = one_in(2) ? sizeof(*info) : any_number();
	info->dwDevSpecificSize = one_in(2) ? 0 : any_number();
	info->dwDevSpecificOffset = one_in(2) ? 0 : any_number();
	return info;
}

static LPDWORD any_result(unsigned int nr)
{
	return one_in(10) ? NULL : (LPDWORD)(world.buffer + 8 * nr);
}

static const char *any_text(void)
{
	static const char *const texts[] = {
		"tapi/phone", "TAPI/Phone", "tapi/line", "tphone", "wave/in",
		"", "x", "\xff\xfe", "\xc3", "conformance", NULL,
	};

	return PICK(texts);
}

static const WCHAR *any_wide_text(void)
{
	static const WCHAR lone[] = { 0xd800, 0 };
	static const WCHAR *const texts[] = {
		u"tapi/phone", u"TAPI/Phone", u"tapi/line", u"tphone",
		u"wave/in", u"", u"x", lone, u"conformance", NULL,
	};

	return PICK(texts);
}

/* A session that begins and ends at once, or does not begin. */
static LONG initialized(LONG result, HPHONEAPP app)
{
	if (!result)
		CHECK_OK(phoneShutdown(app));
	return result;
}

static PHONEINITIALIZEEXPARAMS any_params(void)
{
	PHONEINITIALIZEEXPARAMS params = {
		.dwTotalSize = one_in(4) ? any_number() : sizeof(params),
		.dwOptions = one_in(2) ? PHONEINITIALIZEEXOPTION_USEEVENT :
			     any_number(),
		.dwCompletionKey = any_number(),
	};

	return params;
}

static void callback(DWORD device, DWORD message, DWORD_PTR instance,
		     DWORD_PTR first, DWORD_PTR second, DWORD_PTR third)
{
	(void)device;
	(void)message;
	(void)instance;
	(void)first;
	(void)second;
	(void)third;
}

static LONG any_initialize(void)
{
	HPHONEAPP app = 0;
	LONG result = phoneInitialize(one_in(8) ? NULL : &app, NULL,
				      one_in(4) ? NULL : callback, any_text(),
				      any_result(1));

	return initialized(result, app);
}

/* R41: STRUCTURETOOSMALL is possible, though it is on no list. */
static LONG initialized_ex(LONG result, HPHONEAPP app)
{
	if (result == PHONEERR_STRUCTURETOOSMALL)
		return 0;
	return initialized(result, app);
}

static LONG any_initialize_ex(void)
{
	PHONEINITIALIZEEXPARAMS params = any_params();
	DWORD version = any_version();
	HPHONEAPP app = 0;
	LONG result;

	result = phoneInitializeEx(one_in(8) ? NULL : &app, NULL,
				   one_in(2) ? NULL : callback, any_text(),
				   any_result(1), one_in(8) ? NULL : &version,
				   one_in(8) ? NULL : &params);
	return initialized_ex(result, app);
}

static LONG any_initialize_ex_a(void)
{
	PHONEINITIALIZEEXPARAMS params = any_params();
	DWORD version = any_version();
	HPHONEAPP app = 0;
	LONG result;

	result = phoneInitializeExA(one_in(8) ? NULL : &app, NULL,
				    one_in(2) ? NULL : callback, any_text(),
				    any_result(1), one_in(8) ? NULL : &version,
				    one_in(8) ? NULL : &params);
	return initialized_ex(result, app);
}

static LONG any_initialize_ex_w(void)
{
	PHONEINITIALIZEEXPARAMS params = any_params();
	DWORD version = any_version();
	HPHONEAPP app = 0;
	LONG result;

	result = phoneInitializeExW(one_in(8) ? NULL : &app, NULL,
				    one_in(2) ? NULL : callback,
				    any_wide_text(), any_result(1),
				    one_in(8) ? NULL : &version,
				    one_in(8) ? NULL : &params);
	return initialized_ex(result, app);
}

static LONG any_get_message(void)
{
	/*
	 * Take messages only from sessions whose replies the case does not
	 * count.
	 */
	HPHONEAPP app = one_in(2) ? world.apps[1] : any_number();

	return phoneGetMessage(app, any_structure(), random_number() % 2);
}

static LONG any_negotiate_api(void)
{
	DWORD low = one_in(2) ? API_OLDEST : any_version();

	return phoneNegotiateAPIVersion(any_app(), any_device(), low,
					any_version(), any_result(0),
					(LPPHONEEXTENSIONID)any_result(1));
}

static LONG any_negotiate_ext(void)
{
	return phoneNegotiateExtVersion(any_app(), any_device(), any_version(),
					any_extension(), any_extension(),
					any_result(0));
}

static LONG any_dev_caps(void)
{
	return phoneGetDevCaps(any_app(), any_device(), any_version(),
			       any_extension(), any_structure());
}

static LONG any_dev_caps_a(void)
{
	return phoneGetDevCapsA(any_app(), any_device(), any_version(),
				any_extension(), any_structure());
}

static LONG any_dev_caps_w(void)
{
	return phoneGetDevCapsW(any_app(), any_device(), any_version(),
				any_extension(), any_structure());
}

/* Replaces a handle, which is closed first. */
static LONG any_open(void)
{
	unsigned int slot = random_number() % ARRAY_SIZE(world.handles);
	DWORD privilege = one_in(6) ? any_number() : 1 + random_number() % 2;
	HPHONE handle = world.handles[slot];
	LONG result;

	phoneClose(handle);
	result = phoneOpen(any_app(), any_device(),
			   one_in(16) ? NULL : &handle, any_version(),
			   any_extension(), random_number(), privilege);
	world.handles[slot] = handle;
	return result;
}

static LONG any_close(void)
{
	return phoneClose(any_handle());
}

static LONG any_dev_specific(void)
{
	DWORD size;
	void *data = any_data(&size);

	return phoneDevSpecific(any_handle(), data, size);
}

static LONG any_set_button(void)
{
	return phoneSetButtonInfo(any_handle(), small_number(), any_button());
}

static LONG any_set_button_a(void)
{
	return phoneSetButtonInfoA(any_handle(), small_number(), any_button());
}

static LONG any_set_button_w(void)
{
	return phoneSetButtonInfoW(any_handle(), small_number(), any_button());
}

static LONG any_set_data(void)
{
	DWORD size;
	void *data = any_data(&size);

	return phoneSetData(any_handle(), small_number() % 7, data, size);
}

static LONG any_set_display(void)
{
	DWORD size;
	void *data = any_data(&size);

	return phoneSetDisplay(any_handle(), small_number(), small_number(),
			       data, size);
}

static LONG any_set_gain(void)
{
	return phoneSetGain(any_handle(), small_number(), any_number());
}

static LONG any_set_hook_switch(void)
{
	return phoneSetHookSwitch(any_handle(), small_number(),
				  small_number());
}

static LONG any_set_lamp(void)
{
	return phoneSetLamp(any_handle(), small_number(), any_number());
}

static LONG any_set_ring(void)
{
	return phoneSetRing(any_handle(), small_number() % 8, any_number());
}

static LONG any_set_volume(void)
{
	return phoneSetVolume(any_handle(), small_number(), any_number());
}

static LONG any_get_button(void)
{
	return phoneGetButtonInfo(any_handle(), small_number(),
				  any_structure());
}

static LONG any_get_button_a(void)
{
	return phoneGetButtonInfoA(any_handle(), small_number(),
				   any_structure());
}

static LONG any_get_button_w(void)
{
	return phoneGetButtonInfoW(any_handle(), small_number(),
				   any_structure());
}

static LONG any_get_data(void)
{
	DWORD size;
	void *data = any_data(&size);

	return phoneGetData(any_handle(), small_number() % 7, data, size);
}

static LONG any_get_display(void)
{
	return phoneGetDisplay(any_handle(), any_structure());
}

static LONG any_get_gain(void)
{
	return phoneGetGain(any_handle(), small_number(), any_result(0));
}

static LONG any_get_hook_switch(void)
{
	return phoneGetHookSwitch(any_handle(), any_result(0));
}

static LONG any_get_id(void)
{
	return phoneGetID(any_handle(), any_structure(), any_text());
}

static LONG any_get_id_a(void)
{
	return phoneGetIDA(any_handle(), any_structure(), any_text());
}

static LONG any_get_id_w(void)
{
	return phoneGetIDW(any_handle(), any_structure(), any_wide_text());
}

static LONG any_get_lamp(void)
{
	return phoneGetLamp(any_handle(), small_number(), any_result(0));
}

static LONG any_get_ring(void)
{
	return phoneGetRing(any_handle(), any_result(0), any_result(1));
}

static LONG any_get_volume(void)
{
	return phoneGetVolume(any_handle(), small_number(), any_result(0));
}

static LONG any_get_status(void)
{
	return phoneGetStatus(any_handle(), any_structure());
}

static LONG any_get_status_a(void)
{
	return phoneGetStatusA(any_handle(), any_structure());
}

static LONG any_get_status_w(void)
{
	return phoneGetStatusW(any_handle(), any_structure());
}

static LONG any_set_messages(void)
{
	DWORD states = one_in(2) ? any_number() : random_number() & 0xffffff;
	DWORD modes = one_in(2) ? any_number() : random_number() & 0x3f;

	return phoneSetStatusMessages(any_handle(), states, modes,
				      any_number());
}

static LONG any_get_messages(void)
{
	return phoneGetStatusMessages(any_handle(), any_result(0),
				      any_result(1), any_result(2));
}

static LONG any_icon(void)
{
	return phoneGetIcon(any_device(), any_text(), (LPHICON)any_result(0));
}

static LONG any_icon_a(void)
{
	return phoneGetIconA(any_device(), any_text(), (LPHICON)any_result(0));
}

static LONG any_icon_w(void)
{
	return phoneGetIconW(any_device(), any_wide_text(),
			     (LPHICON)any_result(0));
}

static LONG any_dialog(void)
{
	return phoneConfigDialog(any_device(), NULL, any_text());
}

static LONG any_dialog_a(void)
{
	return phoneConfigDialogA(any_device(), NULL, any_text());
}

static LONG any_dialog_w(void)
{
	return phoneConfigDialogW(any_device(), NULL, any_wide_text());
}

static LONG any_shutdown(void)
{
	HPHONEAPP app = one_in(2) ? world.apps[3] : any_number();

	/* The sessions with the handles stay. */
	if (app == world.apps[0] || app == world.apps[1])
		app = 0;
	return phoneShutdown(app);
}

/* All functions; name is that of the list. */
static const struct any_call {
	const char *name;
	LONG (*call)(void);
} calls[] = {
	{ "phoneInitialize", any_initialize },
	{ "phoneInitializeEx", any_initialize_ex },
	{ "phoneInitializeExA", any_initialize_ex_a },
	{ "phoneInitializeExW", any_initialize_ex_w },
	{ "phoneShutdown", any_shutdown },
	{ "phoneGetMessage", any_get_message },
	{ "phoneNegotiateAPIVersion", any_negotiate_api },
	{ "phoneNegotiateExtVersion", any_negotiate_ext },
	{ "phoneGetDevCaps", any_dev_caps },
	{ "phoneGetDevCapsA", any_dev_caps_a },
	{ "phoneGetDevCapsW", any_dev_caps_w },
	{ "phoneOpen", any_open },
	{ "phoneClose", any_close },
	{ "phoneDevSpecific", any_dev_specific },
	{ "phoneSetButtonInfo", any_set_button },
	{ "phoneSetButtonInfoA", any_set_button_a },
	{ "phoneSetButtonInfoW", any_set_button_w },
	{ "phoneSetData", any_set_data },
	{ "phoneSetDisplay", any_set_display },
	{ "phoneSetGain", any_set_gain },
	{ "phoneSetHookSwitch", any_set_hook_switch },
	{ "phoneSetLamp", any_set_lamp },
	{ "phoneSetRing", any_set_ring },
	{ "phoneSetVolume", any_set_volume },
	{ "phoneGetButtonInfo", any_get_button },
	{ "phoneGetButtonInfoA", any_get_button_a },
	{ "phoneGetButtonInfoW", any_get_button_w },
	{ "phoneGetData", any_get_data },
	{ "phoneGetDisplay", any_get_display },
	{ "phoneGetGain", any_get_gain },
	{ "phoneGetHookSwitch", any_get_hook_switch },
	{ "phoneGetID", any_get_id },
	{ "phoneGetIDA", any_get_id_a },
	{ "phoneGetIDW", any_get_id_w },
	{ "phoneGetLamp", any_get_lamp },
	{ "phoneGetRing", any_get_ring },
	{ "phoneGetVolume", any_get_volume },
	{ "phoneGetStatus", any_get_status },
	{ "phoneGetStatusA", any_get_status_a },
	{ "phoneGetStatusW", any_get_status_w },
	{ "phoneSetStatusMessages", any_set_messages },
	{ "phoneGetStatusMessages", any_get_messages },
	{ "phoneGetIcon", any_icon },
	{ "phoneGetIconA", any_icon_a },
	{ "phoneGetIconW", any_icon_w },
	{ "phoneConfigDialog", any_dialog },
	{ "phoneConfigDialogA", any_dialog_a },
	{ "phoneConfigDialogW", any_dialog_w },
};

static bool is_asynchronous(const char *name)
{
	size_t i;

	for (i = 0; i < NR_FUNCTIONS; i++) {
		if (!strcmp(functions[i].name, name))
			return functions[i].asynchronous;
	}
	return false;
}

static void check_call_result(const struct any_call *call, LONG result)
{
	if (result > 0) {
		CHECK(is_asynchronous(call->name));
		world.issued[result % NR_REQUESTS] = call->name;
		world.nr_good++;
		return;
	}
	if (!result)
		CHECK(!is_asynchronous(call->name));
	tapi_check_listed(call->name, result);
	world.nr_good += !result;
}

static void check_replies(HPHONEAPP app)
{
	PHONEMESSAGE message;
	const char **name;

	while (!phoneGetMessage(app, &message, 0)) {
		if (message.dwMessageID != PHONE_REPLY)
			continue;
		name = &world.issued[message.dwParam1 % NR_REQUESTS];
		CHECK(*name);
		tapi_check_listed(*name, (LONG)message.dwParam2);
		*name = NULL;
		world.nr_replies++;
	}
}

static void check_guards(void)
{
	size_t i;

	for (i = 0; i < NR_GUARDS; i++)
		CHECK_EQ(world.buffer[BUFFER_SIZE + i], GUARD);
}

/* An action of the virtual user, or plugging and unplugging. */
static void disturb(void)
{
	static const char *const go[] = { "unplug", "suspend" };
	static const char *const come[] = { "plug", "resume" };

	if (world.absent) {
		phone_user(world.phone, "%s", come[world.absent - 1]);
		world.absent = 0;
	} else {
		world.absent = 1 + random_number() % 2;
		phone_user(world.phone, "%s", go[world.absent - 1]);
	}
}

static bool is_dead(HPHONE handle)
{
	DWORD devices;

	return phoneGetHookSwitch(handle, &devices) ==
	       PHONEERR_INVALPHONEHANDLE;
}

/* An owner if there is none, else a monitor: most calls need a handle. */
static void keep_open(void)
{
	HPHONE *handle = &PICK(world.handles);

	if (is_dead(*handle) &&
	    call_open(world.apps[0], world.devices[0], PHONEPRIVILEGE_OWNER,
		      handle))
		call_open(world.apps[0], world.devices[0],
			  PHONEPRIVILEGE_MONITOR, handle);
	if (one_in(32))
		world.apps[3] = app_begin();
}

static void begin_world(void)
{
	struct phone *gone = phone_new(NULL);
	DWORD version;

	world.phone = phone_new(NULL);
	world.apps[0] = app_begin_named("first");
	world.apps[1] = app_begin_named("second");
	world.apps[2] = app_begin_named("dead");
	world.devices[0] = app_device(world.apps[0], world.phone);
	world.devices[1] = world.devices[0];
	world.devices[2] = app_device(world.apps[0], gone);
	app_device(world.apps[1], world.phone);
	CHECK_OK(phoneShutdown(world.apps[2]));
	CHECK_OK(call_negotiate(world.apps[0], world.devices[0], API_OLDEST,
				API_OLDEST, &version));
	phone_live(gone, false);
	app_message_of(world.apps[0], PHONE_REMOVE);
	memset(world.buffer + BUFFER_SIZE, GUARD, NR_GUARDS);
}

static unsigned int nr_outstanding(void)
{
	unsigned int nr = 0;
	size_t i;

	for (i = 0; i < NR_REQUESTS; i++)
		nr += !!world.issued[i];
	return nr;
}

CASE(T290, CHANGES | NEEDS_USER, "only errors that are on the list")
{
	unsigned int nr = phone_is_mock() ? NR_CALLS : NR_CALLS_KERNEL;
	unsigned int i;

	begin_world();
	for (i = 0; i < nr; i++) {
		const struct any_call *call = &PICK(calls);

		keep_open();
		if (one_in(world.absent ? 20 : 200))
			disturb();
		check_call_result(call, call->call());
		check_guards();
		check_replies(world.apps[0]);
		check_replies(world.apps[1]);
	}
	case_note("%u of %u calls succeeded, %u replies, %u had none",
		  world.nr_good, nr, world.nr_replies, nr_outstanding());
	/* Enough calls succeed for the case to be meaningful. */
	CHECK(world.nr_good > nr / 10);
	CHECK(world.nr_replies > nr / 100);

	/* The phone still accepts operations. */
	if (world.absent)
		disturb();
	for (i = 0; i < ARRAY_SIZE(world.handles); i++)
		phoneClose(world.handles[i]);
	APP_DO(world.apps[0], phoneSetLamp(app_open_owner(world.apps[0],
							  world.phone),
					   CALL_KEY, PHONELAMPMODE_STEADY));
}
