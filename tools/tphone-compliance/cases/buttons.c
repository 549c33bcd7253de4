// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Presses and releases as a provider reports them: in pairs.
 */
#include "operations.h"

#define NR_BUTTONS	32

/* An async operation. */
#define SET_LAMP	6

/* More events than the kernel keeps for a reader. */
#define NR_FLOOD	200

/* Fewer events than any queue keeps while the provider is delayed. */
#define NR_KEPT		100

/*
 * Check all reports: DOWN and UP alternate for each button, DOWN first. Returns
 * the buttons that are down at the end, as a mask; *presses: number of DOWNs.
 */
static DWORD check_pairs(unsigned int *presses)
{
	unsigned int count = callback_count();
	DWORD down = 0;
	unsigned int i;

	*presses = 0;
	for (i = 0; i < count; i++) {
		struct callback call = callback_get(i);
		DWORD bit;

		if (call.message != PHONE_BUTTON)
			continue;
		CHECK(call.parameter[0] < NR_BUTTONS);
		bit = 1u << call.parameter[0];
		if (call.parameter[2] == PHONEBUTTONSTATE_DOWN) {
			CHECK(!(down & bit));
			*presses += 1;
		} else {
			CHECK_EQ(call.parameter[2], PHONEBUTTONSTATE_UP);
			CHECK(down & bit);
		}
		down ^= bit;
	}
	return down;
}

static unsigned int nr_presses(void)
{
	unsigned int presses;

	check_pairs(&presses);
	return presses;
}

static DWORD buttons_down(void)
{
	unsigned int presses;

	return check_pairs(&presses);
}

static void press_and_release(struct phone *phone, unsigned int button)
{
	phone_user(phone, "press %u", button);
	phone_user(phone, "release %u", button);
}

static void press_several(struct phone *phone)
{
	phone_user(phone, "press 1");
	phone_user(phone, "press 2");
	phone_user(phone, "release 1");
	phone_user(phone, "press 12");
	phone_user(phone, "release 12");
	phone_user(phone, "release 2");
	press_and_release(phone, 10);
	press_and_release(phone, 10);
	CHECK_SOON(nr_presses() == 5 && !buttons_down());
}

/* The phone goes out of range while a key is down. */
static void lose_release(struct phone *phone)
{
	unsigned int before = nr_presses();

	phone_user(phone, "press 3");
	CHECK_SOON(nr_presses() == before + 1);
	phone_user(phone, "unplug");
	phone_user(phone, "plug");
	/* The user lets go even if the provider has already reported that. */
	phone_user(phone, "release 3");
	CHECK_SOON(!buttons_down());
}

/* The user presses keys while the provider is delayed. */
static void flood(struct phone *phone, HDRVPHONE handle)
{
	unsigned int begin = nr_presses(), before, i;
	DRV_REQUESTID request;

	callback_delay(4 * A_WHILE);
	request = operation_issue(SET_LAMP, handle);
	for (i = 0; i < NR_FLOOD; i++)
		press_and_release(phone, i % 10);
	callback_delay(0);
	/*
	 * Many are lost, but not the last ones, and none when the delay is
	 * over.
	 */
	operation_ends(request, 0);
	CHECK_SOON(nr_presses() >= begin + NR_KEPT);
	case_sleep_ms(A_WHILE);
	before = nr_presses();
	press_and_release(phone, 11);
	CHECK_SOON(nr_presses() > before && !buttons_down());
}

/* A key is pressed before its events are enabled. */
static void enable_while_down(struct phone *phone)
{
	unsigned int before = nr_presses();
	HDRVPHONE handle;

	phone_user(phone, "press 4");
	handle = provider_open(phone);
	provider_enable_all(handle);
	phone_user(phone, "release 4");
	press_and_release(phone, 4);
	CHECK_SOON(nr_presses() > before && !buttons_down());
	CHECK_OK(tspi->phoneClose(handle));
}

CASE(T153, CHANGES | NEEDS_USER, "each DOWN has its UP, and none comes alone")
{
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;

	provider_begin(0);
	operations_need_usual(phone);
	handle = provider_open(phone);
	provider_enable_all(handle);
	press_several(phone);
	lose_release(phone);
	flood(phone, handle);
	CHECK_OK(tspi->phoneClose(handle));
	enable_while_down(phone);
	provider_end();
}

CASE(T154, CHANGES | NEEDS_USER, "a phone that sees presses only, and no UP")
{
	struct phone *phone = phone_new("momentary=1");
	unsigned int i;
	HDRVPHONE handle;

	provider_begin(0);
	operations_need_usual(phone);
	handle = provider_open(phone);
	provider_enable_all(handle);
	for (i = 1; i <= 3; i++) {
		phone_user(phone, "press 5");
		CHECK_SOON(nr_presses() == i && !buttons_down());
	}
	phone_user(phone, "press 12");
	CHECK_SOON(nr_presses() == 4 && !buttons_down());
	CHECK_EQ(operations_callbacks(), 8);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}
