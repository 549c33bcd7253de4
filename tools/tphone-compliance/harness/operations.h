/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nine asynchronous functions of a provider, as far as a phone has them,
 * and phones that hold operations.
 */
#ifndef CONFORMANCE_OPERATIONS_H
#define CONFORMANCE_OPERATIONS_H

#include "provider.h"

/* PHONECAPS of a phone in full; free() it. */
PHONECAPS *operations_caps(const struct phone *phone);

/*
 * Does the phone have this async operation? A simulated phone without a shape
 * has all of them.
 */
bool operation_exists(const struct phone *phone, unsigned int which);

/*
 * Skips the case unless the phone has what a phone without a shape has, as far
 * as cases name it: the keypad, button 12, lamp 20, a handset.
 */
void operations_need_usual(const struct phone *phone);

/* One function that the phone has; skips the case if there is none. */
unsigned int operation_some(const struct phone *phone);

/* Call the function with good arguments; it must be accepted. */
DRV_REQUESTID operation_issue(unsigned int which, HDRVPHONE handle);

/* Call each function that the phone has; returns their number. */
unsigned int operations_issue_all(const struct phone *phone, HDRVPHONE handle,
				  DRV_REQUESTID *requests);

/*
 * Let the phone hold operations until operations_release(); and wait until it
 * holds so many. No effect on a phone that is not simulated.
 */
void operations_hold(struct phone *phone);
void operations_wait_held(struct phone *phone, unsigned int number);
void operations_release(struct phone *phone);

/* Wait for the completion, and check its result. */
void operation_ends(DRV_REQUESTID request, LONG result);

/*
 * The number of callbacks without those about new and removed phones, which
 * other phones of the provider can cause at any time.
 */
unsigned int operations_callbacks(void);

/*
 * Check that no callback comes for a while; from: operations_callbacks()
 * before.
 */
void operations_silent_since(unsigned int from);

/*
 * Let the provider close the phone by force: PHONE_CLOSE. A phone of the kernel
 * is unplugged for good.
 */
void operations_force_close(struct phone *phone);

#endif /* CONFORMANCE_OPERATIONS_H */
